import CentoJoin
import CentoMatrix
import CentoParallel
import CentoReference
import CentoTestSupport
import Testing

/// Joins of rows made of counts and factors, whose lengths and repetitions bounds are made of.
@Suite("The join by lengths equals brute force", .tags(.oracle))
struct RowScalesTests {
  /// Rows of very different lengths, some parts of others, some saying everything many times.
  private static func counts(
    _ random: inout SeededGenerator, rows: Int, columns: Int
  ) -> [[Int: Int]] {
    var all: [[Int: Int]] = []
    for number in 0..<rows {
      var row: [Int: Int] = [:]
      if number % 3 > 0, let earlier = all.randomElement(using: &random) {
        let part = Double.random(in: 0.3...1, using: &random)
        for column in earlier.keys.sorted()
        where Double.random(in: 0..<1, using: &random) < part {
          row[column] = number % 5 == 0 ? 7 : earlier[column]
        }
      }
      for _ in 0..<Int.random(in: 1...60, using: &random) / (number % 3 + 1) {
        let skew = Double.random(in: 0..<1, using: &random)
        let column = Int(skew * skew * Double(columns))
        row[column] =
          Int.random(in: 0..<6, using: &random) > 0
          ? 1 : Int.random(in: 1...400, using: &random)
      }
      all.append(row)
    }
    return all
  }

  /// The same rows as a join reads them, and as brute force does.
  private static func made(
    _ counts: [[Int: Int]], columns: Int
  ) -> (RankedRows, [CosineJoinReference.Row]) {
    let factors = (0..<columns).map { 0.5 + Double($0) / Double(columns) * 4 }
    let terms = (0..<256).map { Double($0) }
    let ranks = RawBuffer<UInt32>()
    let stored = RawBuffer<UInt8>()
    var (starts, lengths, great): ([Int], [Double], [Int: Double]) = ([], [], [:])
    var rows: [CosineJoinReference.Row] = []
    for row in counts {
      let entries = row.sorted { $0.key < $1.key }
      let length = entries.reduce(0.0) { sum, entry in
        let weight = Double(entry.value) * factors[entry.key]
        return sum + weight * weight
      }.squareRoot()
      starts.append(ranks.count)
      lengths.append(length)
      for (column, count) in entries {
        if count > 255 { great[ranks.count] = Double(count) }
        ranks.append(UInt32(column))
        stored.append(count > 255 ? 0 : UInt8(count))
      }
      rows.append(entries.map { ($0.key, Double($0.value) * factors[$0.key] / length) })
    }
    let weights = FactoredWeights(
      counts: stored, terms: terms, great: great,
      factors: RankFactors(count: columns) { factors[$0] }, lengths: lengths)
    let ranked = RankedRows(
      starts: starts, lengths: counts.map { UInt32($0.count) }, ranks: ranks,
      weights: .factored(weights), whole: counts.map { _ in true }, features: columns)
    return (ranked, rows)
  }

  @Test("rows parts of one another", arguments: [0.1, 0.3, 0.5, 0.7, 0.8, 0.95])
  func parts(threshold: Double) throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for columns in [40, 900] {
      let (ranked, rows) = Self.made(
        Self.counts(&random, rows: 500 * TestKnobs.scale, columns: columns), columns: columns)
      let expected = CosineJoinReference.pairs(in: rows, threshold: threshold)
        .map { ScoredPair(a: $0.0, b: $0.1, cosine: $0.2) }
      #expect(expected.count > 20)
      for blockRows in [nil, 1, 256] {
        var join = try CosineJoin(threshold: threshold)
        join.blockRows = blockRows
        #expect(join.pairs(in: ranked, threads: 2) == expected)
        // In their own order, and each half against the other.
        let heads = join.heads(of: ranked, isOrdered: false, threads: 1)
        #expect(join.pairs(within: heads, threads: 2) == expected)
        let ordered = join.heads(of: ranked, isOrdered: true, threads: 1)
        for other in [heads, ordered] {
          #expect(
            join.pairs(between: ordered, and: other, threads: 2).filter { $0.a < $0.b } == expected)
        }
        try indexed(ordered, by: join, ranked, expected)
      }
    }
  }

  /// One index made for all joins of the same heads gives what an index made for each does.
  private func indexed(
    _ heads: RowHeads, by join: CosineJoin, _ ranked: RankedRows, _ expected: [ScoredPair]
  ) throws {
    let rows = ranked.count
    let made = join.index(of: heads, threads: 2, in: WindowRoom())
    #expect((made == nil) == (rows > join.blockRows ?? .max))
    guard let made else { return }
    let room = WindowRoom()
    #expect(join.pairs(within: heads, index: made, threads: 2, in: room) == expected)
    for part in 0..<3 {
      let places = Array(stride(from: part, to: rows, by: 3))
      let some = join.heads(of: ranked, at: places, threads: 1)
      let found = join.pairs(between: heads, and: some, index: made, threads: 2, in: room)
        .map { ScoredPair(a: $0.a, b: places[$0.b], cosine: $0.cosine) }
      #expect(found.filter { $0.a < $0.b } == expected.filter { places.contains($0.b) })
    }
  }
}
