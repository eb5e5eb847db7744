import CentoGrams
import CentoMatrix
import CentoReference
import CentoTestSupport
import CentoVectors
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Laws of TF-IDF rows", .tags(.laws))
struct TFIDFLawTests {
  /// Units of few different scalars, so that grams repeat; some empty, one long.
  static func units(_ random: inout SeededGenerator, count: Int, alphabet: [UInt32]) -> [[UInt32]] {
    (0..<count).map { unit in
      let length = unit == 3 ? 5_000 : Int.random(in: 0...60, using: &random)
      return (0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0x20 }
    }
  }

  static let letters: [UInt32] = [0x61, 0x62, 0x63, 0x20, 0x09, 0x4EBA]
  /// Both ends of Unicode, which need 21 bits together with everything between.
  static let extremes: [UInt32] = [0, 1, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF, 0x3000, 0x85]

  @Test(
    "rows equal the reference for every width of key",
    arguments: [(1, 1), (2, 3), (3, 5), (1, 7), (6, 12), (11, 13), (30, 32)])
  func equalsReference(lower: Int, upper: Int) throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let many = (0..<4000).map { UInt32($0 + 0x4E00) }
    for (alphabet, sublinear) in [(Self.letters, false), (Self.extremes, true), (many, false)] {
      let units = Self.units(&random, count: 40, alphabet: alphabet)
      let reference = TFIDFReference(units, lower: lower, upper: upper, sublinear: sublinear)
      let (model, rows) = try TFIDFModel.fit(
        count: units.count,
        options: .init(
          ngrams: NGramRange(lower, upper), termFrequency: sublinear ? .sublinear : .raw),
        threads: 2, text: { units[$0] })
      try #require(model.terms == reference.grams.count)
      #expect((0..<model.terms).allSatisfy { model.vocabulary.gram(at: $0) == reference.grams[$0] })
      for row in units.indices {
        let range = rows.range(ofRow: row)
        try #require(range.count == reference.rows[row].count)
        for place in range {
          let weight = reference.rows[row][reference.grams[Int(rows.indices[place])]]
          #expect(abs(rows.data[place] - (weight ?? -1)) < 1e-12)
        }
      }
      #expect(model.transform(count: units.count, threads: 2, text: { units[$0] }) == rows)
    }
  }

  @Test("any number of threads gives the same rows")
  func threads() throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let units = Self.units(&random, count: 3_000, alphabet: Self.letters + Self.extremes)
    let fits = try [1, 2, 3].map { threads in
      try TFIDFModel.fit(
        count: units.count, options: .init(), threads: threads, text: { units[$0] }
      ).rows
    }
    #expect(fits[0] == fits[1])
    #expect(fits[0] == fits[2])
  }

  @Test("another order of the units gives the same rows in that order")
  func order() throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let units = Self.units(&random, count: 500, alphabet: Self.letters)
    let order = units.indices.shuffled(using: &random)
    let one = try TFIDFModel.fit(
      count: units.count, options: .init(), threads: 2, text: { units[$0] }
    ).rows
    let other = try TFIDFModel.fit(
      count: units.count, options: .init(), threads: 2, text: { units[order[$0]] }
    ).rows
    for (place, unit) in order.enumerated() {
      #expect(one.indices[one.range(ofRow: unit)] == other.indices[other.range(ofRow: place)])
      #expect(one.data[one.range(ofRow: unit)] == other.data[other.range(ofRow: place)])
    }
  }

  @Test("rows have length 1, and the products of explain add up to the cosine")
  func lengthsAndExplain() throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let units = Self.units(&random, count: 60, alphabet: Self.letters)
    let (model, rows) = try TFIDFModel.fit(
      count: units.count, options: .init(termFrequency: .sublinear), threads: 2,
      text: { units[$0] })
    for a in units.indices {
      let row = rows.data[rows.range(ofRow: a)]
      #expect(row.isEmpty || abs(row.reduce(0) { $0 + $1 * $1 } - 1) < 1e-12)
      let b = (a + 7) % units.count
      var weights: [UInt32: Double] = [:]
      for place in rows.range(ofRow: a) { weights[rows.indices[place]] = rows.data[place] }
      let cosine = rows.range(ofRow: b).reduce(0) {
        $0 + (weights[rows.indices[$1]] ?? 0) * rows.data[$1]
      }
      let products = model.explain(units[a], units[b]).map(\.product)
      #expect(abs(products.reduce(0, +) - cosine) < 1e-12)
      #expect(zip(products, products.dropFirst()).allSatisfy { $0 >= $1 })
    }
  }

  @Test("the logarithm agrees with the C library's")
  func logarithm() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    #expect(Logarithm.natural(1) == 0)
    for _ in 0..<100_000 {
      let x = exp(Double.random(in: -30...30, using: &random))
      #expect(abs(Logarithm.natural(x) - log(x)) <= 2 * max(abs(log(x)), 1e-3).ulp)
    }
  }
}
