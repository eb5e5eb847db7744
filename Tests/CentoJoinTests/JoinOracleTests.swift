import CentoJoin
import CentoMatrix
import CentoReference
import CentoTestSupport
import Testing

@Suite("The join equals brute force", .tags(.oracle))
struct JoinOracleTests {
  private func expectEqual(
    _ rows: [JoinRows.Row], columns: Int, threshold: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let matrix = CSRMatrix(columns: columns, rows: rows)
    let expected = CosineJoinReference.pairs(in: rows, threshold: threshold)
      .map { ScoredPair(a: $0.0, b: $0.1, cosine: $0.2) }
    for threads in 1...3 {
      let found = try CosineJoin(threshold: threshold).pairs(in: matrix, threads: threads)
      #expect(found == expected, "threshold \(threshold)", sourceLocation: sourceLocation)
    }
    // Blocks of 128 rows, the least that there are.
    var join = try CosineJoin(threshold: threshold)
    join.blockRows = 1
    let found = try join.pairs(in: matrix, threads: 2)
    #expect(found == expected, "blocks, threshold \(threshold)", sourceLocation: sourceLocation)
  }

  @Test("random rows", arguments: [1e-9, 0.01, 0.2, 0.5, 0.7, 0.8, 0.9, 0.99, 1])
  func random(threshold: Double) throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for columns in [5, 60, 2_000] {
      let rows = JoinRows.random(&random, count: 300 * TestKnobs.scale, columns: columns)
      try expectEqual(rows, columns: columns, threshold: threshold)
    }
  }

  @Test("scores exactly at the threshold are in")
  func exactlyAt() throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let rows = JoinRows.random(&random, count: 120, columns: 40)
    let scores = Set(CosineJoinReference.pairs(in: rows, threshold: 1e-9).map(\.2)).sorted()
    for place in stride(from: 0, to: scores.count, by: max(1, scores.count / 60)) {
      try expectEqual(rows, columns: 40, threshold: scores[place])
      if scores[place] < 1 {
        try expectEqual(rows, columns: 40, threshold: scores[place].nextUp)
      }
    }
  }

  @Test("equal rows score exactly 1, a row with one more column of its own does not")
  func identical() throws {
    let weights = (0..<500).map { ($0, 1 + Double($0 % 7)) }
    let many = JoinRows.unit(weights)
    let rows = [many, JoinRows.unit(weights + [(500, 1e-2)]), many, [], []]
    try expectEqual(rows, columns: 501, threshold: 1)
    try expectEqual(rows, columns: 501, threshold: 0.999)
    let pairs = try CosineJoin(threshold: 0.9).pairs(
      in: CSRMatrix(columns: 501, rows: rows), threads: 2)
    #expect(pairs.map { $0.cosine == 1 } == [false, true, false])
  }

  @Test("columns of one row only stay in the length and in no product")
  func lonelyColumns() throws {
    let rows = (0..<50).map { row in
      JoinRows.unit([(0, 1), (1, 2), (100 + row, Double(row % 5))].filter { $0.1 > 0 })
    }
    for threshold in [0.2, 0.5, 0.9, 1] {
      try expectEqual(rows, columns: 200, threshold: threshold)
    }
  }

  @Test("one clique of 2,000 equal and nearly equal rows")
  func clique() throws {
    let base = (0..<30).map { ($0, 1.0 + Double($0)) }
    let rows = (0..<2_000).map { row in
      JoinRows.unit(row % 3 == 0 ? base : base + [(30 + row % 50, 0.5)])
    }
    let pairs = try CosineJoin(threshold: 0.9).pairs(
      in: CSRMatrix(columns: 80, rows: rows), threads: 2)
    #expect(pairs.count == 2_000 * 1_999 / 2)
    #expect(zip(pairs, pairs.dropFirst()).allSatisfy { ($0.a, $0.b) < ($1.a, $1.b) })
    for place in stride(from: 0, to: pairs.count, by: 97) {
      let pair = pairs[place]
      #expect(CosineJoinReference.cosine(rows[pair.a], rows[pair.b]) == pair.cosine)
    }
  }

  @Test("one row of a million columns")
  func longRow() throws {
    let long = JoinRows.unit((0..<1_000_000).map { ($0, 1.0 + Double($0 % 3)) })
    var rows = (0..<20).map { row in
      JoinRows.unit((0..<300).map { ($0 * 3_000 + row % 4, 1.0) })
    }
    rows.insert(long, at: 5)
    rows.append(long)
    for threshold in [1e-6, 0.01, 0.5, 1] {
      try expectEqual(rows, columns: 1_000_000, threshold: threshold)
    }
  }

  @Test("between two sets", arguments: [1e-6, 0.3, 0.8, 1])
  func between(threshold: Double) throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let all = JoinRows.random(&random, count: 300, columns: 80)
    let (left, right) = (Array(all[..<120]), Array(all[120...]))
    let expected = CosineJoinReference.pairs(between: left, and: right, threshold: threshold)
      .map { ScoredPair(a: $0.0, b: $0.1, cosine: $0.2) }
    for threads in 1...3 {
      let found = try CosineJoin(threshold: threshold).pairs(
        between: CSRMatrix(columns: 80, rows: left), and: CSRMatrix(columns: 80, rows: right),
        threads: threads)
      #expect(found == expected)
    }
  }
}
