import CentoJoin
import CentoMatrix
import CentoReference
import CentoTestSupport
import Testing

@Suite("Nearest neighbours equal brute force", .tags(.oracle))
struct NeighbourOracleTests {
  private func expectEqual(
    _ left: [JoinRows.Row], in right: [JoinRows.Row]? = nil, columns: Int, count: Int,
    floor: Double?, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = CosineJoinReference.neighbours(
      of: left, in: right ?? left, same: right == nil, count: count, floor: floor
    ).map { $0.map { ScoredPair(a: $0.0, b: $0.1, cosine: $0.2) } }
    var nearest = try NearestNeighbours(count: count, floor: floor)
    let a = CSRMatrix(columns: columns, rows: left)
    let b = right.map { CSRMatrix(columns: columns, rows: $0) }
    for (threads, blockRows) in [(1, nil), (2, 33), (3, 7)] {
      nearest.blockRows = blockRows
      let found =
        b.map { nearest.neighbours(of: a, in: $0, threads: threads) }
        ?? nearest.neighbours(in: a, threads: threads)
      #expect(found == expected, "count \(count)", sourceLocation: sourceLocation)
    }
  }

  @Test("random rows", arguments: [1, 2, 5, 10, 1_000], [nil, 0.05, 0.3, 0.8, 1])
  func neighbours(count: Int, floor: Double?) throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for columns in [6, 80, 1_500] {
      let rows = JoinRows.random(&random, count: 200, columns: columns)
      try expectEqual(rows, columns: columns, count: count, floor: floor)
      try expectEqual(
        Array(rows[..<90]), in: Array(rows[90...]), columns: columns, count: count, floor: floor)
    }
  }

  /// Texts of a few subjects: the commonest features make most of the products and little of a row.
  @Test("rows with common features", arguments: [1, 10, 60], [nil, 0.1])
  func commonFeatures(count: Int, floor: Double?) throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let rows = (0..<700).map { row in
      var columns = Set((0..<40).filter { _ in Int.random(in: 0..<3, using: &random) > 0 })
      for _ in 0..<25 { columns.insert(40 + Int.random(in: 0..<400, using: &random)) }
      for _ in 0..<10 {
        columns.insert(440 + row % 23 * 40 + Int.random(in: 0..<40, using: &random))
      }
      return JoinRows.unit(
        columns.sorted().map { ($0, $0 < 40 ? 0.3 : ($0 < 440 ? 1.5 : 4.0)) })
    }
    try expectEqual(rows, columns: 1_400, count: count, floor: floor)
  }

  @Test("neighbours that print the same score are taken by place")
  func ties() throws {
    // Cosines less than a millionth apart: the printed score is the same, and the earlier row wins.
    let rows =
      [JoinRows.unit([(0, 1), (1, 1)])]
      + (0..<40).map { row in
        JoinRows.unit([(0, 1), (1, 1 + Double((40 - row) * 7 % 40) * 1e-5), (2, 0.5)])
      }
    for count in [1, 3, 10] {
      try expectEqual(rows, columns: 3, count: count, floor: nil)
    }
  }

  @Test("a row of a million columns has neighbours too")
  func longRow() throws {
    let long = JoinRows.unit((0..<1_000_000).map { ($0, 1.0 + Double($0 % 3)) })
    let rows =
      [long] + (0..<10).map { row in JoinRows.unit((0..<300).map { ($0 * 3_000 + row % 4, 1.0) }) }
      + [long]
    try expectEqual(rows, columns: 1_000_000, count: 3, floor: nil)
  }
}
