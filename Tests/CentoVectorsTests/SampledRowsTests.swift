import CentoGrams
import CentoMatrix
import CentoTestSupport
import CentoVectors
import Testing

@Suite("Rows over the grams of some units", .tags(.oracle))
struct SampledRowsTests {
  /// Texts with white space, repetitions and signs of all planes; some without a gram.
  private static func texts(_ count: Int) -> [[UInt32]] {
    var random = SeededGenerator(seed: TestKnobs.seed)
    return (0..<count).map { index in
      (0..<Int.random(in: 0...40, using: &random)).map { _ in
        switch Int.random(in: 0..<12, using: &random) {
        case 0: 0x20
        case 1: UInt32.random(in: 0x2_0000..<0x2_0010, using: &random)
        case 2...4: 0x4E00 + UInt32(index % 7)
        default: UInt32.random(in: 0x4E00..<0x4E20, using: &random)
        }
      }
    }
  }

  @Test(
    "equal whole rows to the last bit", arguments: [(1, 1), (2, 3), (2, 9), (3, 30)],
    [TermFrequency.raw, .sublinear])
  func equalWholeRows(lengths: (Int, Int), termFrequency: TermFrequency) throws {
    let texts = Self.texts(400)
    let options = TFIDFModel.Options(
      ngrams: try NGramRange(lengths.0, lengths.1), termFrequency: termFrequency)
    let (model, whole) = try TFIDFModel.fit(
      count: texts.count, options: options, threads: 2
    ) { texts[$0] }
    let sample = [3, 4, 77, 340]
    var columns = Set<UInt32>()
    for unit in sample { columns.formUnion(whole.indices[whole.range(ofRow: unit)]) }
    // The columns of the sample are numbered in their order.
    let numbers = Dictionary(
      uniqueKeysWithValues: columns.sorted().enumerated().map { ($1, UInt32($0)) })
    #expect(model.terms > columns.count)
    // So few bytes make many parts.
    for (threads, bytes) in [(1, Int.max), (2, 1 << 20), (3, 1)] {
      let rows = try SampledRows(
        sample: sample, count: texts.count, options: options, threads: threads, bytes: bytes
      ) { texts[$0] }
      #expect(rows.columns == columns.count + 1)
      let units = Array(texts.indices)
      let found = rows.rows(of: units, threads: threads)
      for unit in units {
        let (own, all) = (found.range(ofRow: unit), whole.range(ofRow: unit))
        let known = all.filter { numbers[whole.indices[$0]] != nil }
        var expected = known.map { numbers[whole.indices[$0]] ?? .max }
        if known.count < all.count { expected.append(UInt32(columns.count)) }
        #expect(Array(found.indices[own]) == expected)
        #expect(Array(found.data[own].prefix(known.count)) == known.map { whole.data[$0] })
      }
    }
  }
}
