import CentoGrams
import CentoMatrix
import CentoParallel
import CentoTestSupport
import CentoVectors
import Testing

@Suite("Shared grams and their rows")
struct SharedVectorsTests {
  private struct Case: Sendable {
    var texts: [[UInt32]]
    var multiplicities: [UInt32]
  }

  /// Distinct texts of few scalars, some empty, some repeating themselves, one long.
  private static func corpus(_ alphabet: [UInt32]) -> Case {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let units = TFIDFLawTests.units(&random, count: 60, alphabet: alphabet)
    let copies: [[UInt32]] = units.prefix(20).map { Array($0.dropLast(5)) }
    // Every scalar of an alphabet that is large, in two texts.
    let all = alphabet.count == 2_500 ? [alphabet, Array(alphabet.dropFirst())] : []
    let loops = [0x61, 0x4EBA].map { [UInt32](repeating: $0, count: 300) }
    var known = Set<[UInt32]>()
    let texts = (units + copies + all + loops).filter { known.insert($0).inserted }
    return Case(
      texts: texts, multiplicities: texts.indices.map { UInt32($0 % 7 == 0 ? 3 : 1) })
  }

  private static let alphabets: [[UInt32]] = [
    TFIDFLawTests.letters, TFIDFLawTests.extremes, (0..<4000).map { UInt32($0 + 0x4E00) },
    // Few scalars beyond 16 bits, and more than there are spare numbers for.
    (0..<100).map { UInt32($0 + 0xFFB0) }, (0..<2_500).map { UInt32($0 + 0x20000) },
  ]

  /// How often a text has each of its grams, by the definition.
  private static func grams(_ text: [UInt32], _ lower: Int, _ upper: Int) -> [[UInt32]: UInt32] {
    let text = WhiteSpaceRuns.collapsed(text)
    var out: [[UInt32]: UInt32] = [:]
    for length in lower...upper where length <= text.count {
      for start in 0...text.count - length {
        out[Array(text[start..<start + length]), default: 0] += 1
      }
    }
    return out
  }

  @Test(
    "counts equal the definition however texts and grams are cut, and in parts too",
    .tags(.oracle),
    arguments: [(1, 1), (2, 3), (3, 5), (1, 7), (4, 4), (6, 12), (30, 32)],
    [
      (nil, 0, nil), (500, 5, nil), (500, 5, 1 << 14), (500, 9, nil), (500, 9, 1 << 14),
      (nil, 0, 1 << 30),
    ] as [(Int?, Int, Int?)])
  func equalsDefinition(lengths: (Int, Int), sizes: (chunk: Int?, bits: Int, bytes: Int?)) throws {
    // The definition is slow at long grams of long texts.
    for alphabet in Self.alphabets where lengths.1 <= 5 || alphabet.count != 2_500 {
      let corpus = Self.corpus(alphabet)
      let counted = corpus.texts.map { Self.grams($0, lengths.0, lengths.1) }
      var frequencies: [[UInt32]: UInt32] = [:]
      var texts: [[UInt32]: Int] = [:]
      for (text, grams) in counted.enumerated() {
        for gram in grams.keys {
          frequencies[gram, default: 0] += corpus.multiplicities[text]
          texts[gram, default: 0] += 1
        }
      }
      let shared = try SharedGramCounter.count(
        multiplicities: corpus.multiplicities, range: NGramRange(lengths.0, lengths.1), threads: 2,
        // In parts rows are counted before they are laid out, too.
        cut: sizes.chunk.map {
          .init(
            chunkScalars: $0, bucketBits: sizes.bits,
            roomyGrams: sizes.bytes == nil ? 1_000_000 : 100)
        },
        memory: try sizes.bytes.map { try Self.memory($0) },
        length: { corpus.texts[$0].count }, text: { corpus.texts[$0] })
      #expect(shared.frequencies.count == texts.values.count { $0 > 1 })
      var numbers: [[UInt32: UInt32]] = []
      for block in 0..<shared.blockCount {
        shared.forEachText(ofBlock: block) { text, found in
          let entries = found.range.map {
            (number: found.numbers[$0], count: found.count(at: $0))
          }
          let expected = counted[text].filter { texts[$0.key] ?? 0 > 1 }
          #expect(
            entries.map { [shared.frequencies[Int($0.number)], $0.count] }.sorted(by: Self.before)
              == expected.map { [frequencies[$0.key] ?? 0, $0.value] }.sorted(by: Self.before))
          let lone = counted[text].filter { texts[$0.key] == 1 }.values.sorted()
          #expect(found.lone == lone.count { $0 == 1 })
          #expect(found.loneRepeated.sorted() == lone.filter { $0 > 1 })
          numbers.append(
            Dictionary(uniqueKeysWithValues: entries.map { ($0.number, $0.count) }))
        }
      }
      // One number for one gram: what two texts share by number they share by gram.
      for a in corpus.texts.indices {
        let b = (a + 11) % corpus.texts.count
        let byNumber = numbers[a].compactMap { entry in
          numbers[b][entry.key].map { [entry.value, $0] }
        }
        let byGram = counted[a].compactMap { entry in
          counted[b][entry.key].map { [entry.value, $0] }
        }
        #expect(byNumber.sorted(by: Self.before) == byGram.sorted(by: Self.before))
      }
    }
  }

  @Test(
    "one bucket with more grams than 16 bits name, of more scalars than 16 bits hold",
    .tags(.oracle), arguments: [nil, 1 << 14] as [Int?])
  func crowdedBucket(bytes: Int?) throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let first = (0..<90_000).map { _ in 0x2_0000 + UInt32.random(in: 0..<8_192, using: &random) }
    let second = Array(first.dropFirst(10))
    let third = Array(first.prefix(9))
    let texts = [first, second, third]
    let shared = try SharedGramCounter.count(
      multiplicities: [1, 1, 1], range: NGramRange(2, 3), threads: 2,
      cut: .init(chunkScalars: 1 << 20, bucketBits: 0),
      memory: try bytes.map { try Self.memory($0) },
      length: { texts[$0].count }, text: { texts[$0] })
    let counted = texts.map { Self.grams($0, 2, 3) }
    var places = [[UInt32]: Int]()
    for grams in counted { for gram in grams.keys { places[gram, default: 0] += 1 } }
    #expect(shared.frequencies.count == places.values.count { $0 > 1 })
    #expect(shared.frequencies.count > 2 << 16)
    shared.forEachText(ofBlock: 0) { text, found in
      let own = counted[text].filter { places[$0.key] ?? 0 > 1 }
      #expect(found.range.count == own.count)
      #expect(
        Set(found.range.map { found.numbers[$0] }).count == found.range.count,
        "two grams with one number")
      #expect(
        found.range.map { Int(found.count(at: $0)) }.reduce(0, +)
          == own.values.reduce(0) { $0 + Int($1) })
      #expect(
        found.range.map { Int(shared.frequencies[Int(found.numbers[$0])]) }.reduce(0, +)
          == own.keys.reduce(0) { $0 + (places[$1] ?? 0) })
    }
  }

  private static func memory(_ bytes: Int) throws -> CountingMemory {
    CountingMemory(file: try SpillFile(in: "/var/tmp"), bytes: bytes)
  }

  private static func before(_ a: [UInt32], _ b: [UInt32]) -> Bool {
    a.lexicographicallyPrecedes(b)
  }

  @Test(
    "weights are those of the full rows to the last bit", .tags(.oracle),
    arguments: [(2, 3), (3, 5)], TermFrequency.allCases)
  func equalsFullRows(lengths: (Int, Int), termFrequency: TermFrequency) throws {
    let options = try TFIDFModel.Options(
      ngrams: NGramRange(lengths.0, lengths.1), termFrequency: termFrequency)
    for alphabet in Self.alphabets {
      let corpus = Self.corpus(alphabet)
      // The full model sees every unit: equal ones as often as they occur.
      let order = corpus.texts.indices.flatMap {
        [Int](repeating: $0, count: Int(corpus.multiplicities[$0]))
      }
      let full = try TFIDFModel.fit(
        count: order.count, options: options, threads: 2, text: { corpus.texts[order[$0]] }
      ).rows
      let vectors = try SharedVectors(
        multiplicities: corpus.multiplicities, units: order.count, options: options, threads: 2,
        length: { corpus.texts[$0].count }, text: { corpus.texts[$0] })
      let made = vectors.plan(reaching: 1e-9, threads: 2).rows(threads: 2)
      let (rows, texts) = (made.rows, made.texts)
      for (row, text) in texts.enumerated() {
        let unit = try #require(order.firstIndex(of: Int(text)))
        var left = full.data[full.range(ofRow: unit)].sorted()
        let range = rows.range(ofRow: row)
        for place in range {
          let weight = rows.weight(place, row: row)
          let found = left.firstIndex(of: weight)
          #expect(found != nil, "text \(text) weight \(weight)")
          if let found { left.remove(at: found) }
        }
        #expect(rows.whole[row] == left.isEmpty)
      }
      for text in corpus.texts.indices {
        let unit = try #require(order.firstIndex(of: text))
        #expect(vectors.isEmpty(text) == full.range(ofRow: unit).isEmpty)
      }
    }
  }

  @Test("any number of threads gives the same rows", .tags(.laws))
  func threads() throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    var known = Set<[UInt32]>()
    let units = TFIDFLawTests.units(&random, count: 4_000, alphabet: TFIDFLawTests.letters)
      .filter { known.insert($0).inserted }
    for threshold in [0.3, 0.9] {
      let made = try [1, 2, 3].map { threads in
        try SharedVectors(
          multiplicities: units.map { _ in 1 }, units: units.count, options: .init(),
          threads: threads, length: { units[$0].count }, text: { units[$0] }
        ).plan(reaching: threshold, threads: threads).rows(threads: threads)
      }
      for other in made.dropFirst() {
        #expect(other.texts == made[0].texts)
        #expect(other.rows.starts == made[0].rows.starts)
        #expect(other.rows.lengths == made[0].rows.lengths)
        let same = (0..<made[0].rows.ranks.count).allSatisfy {
          other.rows.ranks.view[$0] == made[0].rows.ranks.view[$0]
        }
        #expect(same)
      }
    }
  }

  @Test("a text whose shared grams are too short for the threshold is left", .tags(.unit))
  func leavesHopelessTexts() throws {
    let texts = ["甲乙丙丁", "甲乙丙丁戊", "天地玄黄宇宙洪荒甲乙", "日月盈昃辰宿列张"].map {
      $0.unicodeScalars.map(\.value)
    }
    let vectors = try SharedVectors(
      multiplicities: [1, 1, 1, 1], units: 4, options: .init(), threads: 1,
      length: { texts[$0].count }, text: { texts[$0] })
    #expect(vectors.plan(reaching: 0.6, threads: 1).rows(threads: 1).texts == [0, 1])
    #expect(vectors.plan(reaching: 0.01, threads: 1).rows(threads: 1).texts == [0, 1, 2])
  }

  @Test("rows made in tiles are those made at once", .tags(.laws), arguments: [0, 5_000, 60_000])
  func tiles(entries: Int) throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    var known = Set<[UInt32]>()
    let units = TFIDFLawTests.units(&random, count: 6_000, alphabet: TFIDFLawTests.letters)
      .filter { known.insert($0).inserted }
    let vectors = try SharedVectors(
      multiplicities: units.map { _ in 1 }, units: units.count, options: .init(), threads: 2,
      memory: try Self.memory(1 << 16), length: { units[$0].count }, text: { units[$0] })
    let plan = vectors.plan(reaching: 0.3, threads: 2)
    let whole = plan.rows(threads: 2)
    let tiles = plan.tiles(of: entries)
    #expect(tiles.count > 1)
    var row = 0
    for tile in tiles {
      let made = plan.rows(ofBlocks: tile, threads: 2)
      for place in 0..<made.rows.count {
        #expect(made.texts[place] == whole.texts[row])
        #expect(made.rows.whole[place] == whole.rows.whole[row])
        #expect(Self.entries(made.rows, place) == Self.entries(whole.rows, row))
        row += 1
      }
    }
    #expect(row == whole.rows.count)
  }

  private static func entries(_ rows: RankedRows, _ row: Int) -> [[Double]] {
    rows.range(ofRow: row).map {
      [Double(rows.ranks.view[$0]), rows.weight($0, row: row)]
    }
  }
}
