import Cento
import CentoReference
import CentoTestSupport
import Testing

@Suite
struct NearDuplicatesTests {
  private func units(_ texts: [String]) -> FoldedUnits {
    let documents = texts.enumerated().map {
      (document("\($0.offset)", $0.element), Corpus.Structure.whole)
    }
    return FoldedUnits(of: Corpus(documents, threads: 1), at: .document)
  }

  @Test(.tags(.unit)) func shortUnitsPairWithTheirEqualsOnly() throws {
    let found = try NearDuplicates(.threshold(0.1)).pairs(
      in: units(["税", "", "税", "Ａ", "a", "  "]))
    #expect(
      found.pairs == [ScoredPair(a: 0, b: 2, cosine: 1), ScoredPair(a: 3, b: 4, cosine: 1)])
    #expect(found.empty == 6)
  }

  @Test(.tags(.unit)) func equalFoldedTextsPairAtOne() throws {
    let found = try NearDuplicates(.threshold(1)).pairs(
      in: units(["优化营商环境。", "别的话题而已", "优化营商环境．", "优化 营商环境。"]))
    #expect(found.pairs.map { [$0.a, $0.b] } == [[0, 2], [0, 3], [2, 3]])
    #expect(found.pairs.allSatisfy { $0.cosine == 1 })
  }

  @Test(.tags(.unit)) func againstGivesCrossPairsOnly() throws {
    let texts = units(["甲乙丙丁", "甲乙丙丁", "甲乙丙丁", "天地玄黄"])
    let found = try NearDuplicates(.threshold(0.5)).pairs(in: texts, against: 2)
    #expect(found.pairs.map { [$0.a, $0.b] } == [[0, 2], [1, 2]])
    let nearest = try NearDuplicates(.nearest(count: 5, floor: nil)).pairs(in: texts, against: 2)
    #expect(nearest.pairs.map { [$0.a, $0.b] } == [[0, 2], [1, 2]])
  }

  @Test(.tags(.oracle), arguments: [0.05, 0.3, 0.7, 1.0])
  func equalsBruteForceWithRepeatedAndEmptyUnits(threshold: Double) throws {
    var generator = SeededGenerator(seed: TestKnobs.seed)
    let texts = (0..<120).map { _ in
      String(
        (0..<Int.random(in: 0...9, using: &generator)).map { _ in
          "甲乙丙 ab".randomElement(using: &generator) ?? "甲"
        })
    }
    let folded = units(texts)
    let (_, rows) = try TFIDFModel.fit(
      count: texts.count, options: TFIDFModel.Options(), threads: 1
    ) { folded.texts[$0].scalars }
    var expected: [[Int]] = []
    for a in texts.indices {
      for b in (a + 1)..<max(a + 1, texts.count) {
        let equal =
          !folded.texts[a].scalars.isEmpty
          && folded.texts[a].scalars == folded.texts[b].scalars
        if equal || dot(rows, a, b) >= threshold { expected.append([a, b]) }
      }
    }
    let found = try NearDuplicates(.threshold(threshold)).pairs(in: folded)
    // A cosine within rounding of the threshold may fall on either side of a plain sum.
    let unsure = Set(expected).symmetricDifference(found.pairs.map { [$0.a, $0.b] })
    #expect(unsure.allSatisfy { abs(dot(rows, $0[0], $0[1]) - threshold) < 1e-12 })
    #expect(
      found.pairs.map { [$0.a, $0.b] }
        == found.pairs.map { [$0.a, $0.b] }.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) })
  }

  /// Texts of few characters and of many: with most grams shared, and with most alone.
  @Test(.tags(.oracle), arguments: [0.05, 0.3, 0.6, 0.8, 0.9, 1.0], [(2, 3), (3, 5)])
  func equalsPlainProductsOverWholeRows(threshold: Double, lengths: (Int, Int)) throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    var texts: [String] = []
    for index in 0..<400 {
      let first: UInt32 = index % 3 == 0 ? 0x4E00 : 0x5E00
      let kinds: UInt32 = index % 2 == 0 ? 4000 : 12
      var text = (0..<Int.random(in: 0...80, using: &random)).map { _ in
        first + UInt32.random(in: 0..<kinds, using: &random)
      }
      if index > 40, index % 4 != 0 {
        // An edited copy of an earlier one, now and then a faithful one.
        text = texts[Int.random(in: 0..<index, using: &random)].unicodeScalars.map(\.value)
        for _ in 0..<Int.random(in: 0...6, using: &random) where !text.isEmpty {
          text[Int.random(in: text.indices, using: &random)] = first
        }
      }
      texts.append(String(String.UnicodeScalarView(text.compactMap { Unicode.Scalar($0) })))
    }
    let folded = units(texts)
    let near = try NearDuplicates(
      .threshold(threshold),
      vectors: TFIDFModel.Options(ngrams: NGramRange(lengths.0, lengths.1)))
    for against in [nil, 150] {
      let answers = try [1, 2, 3].map {
        try near.pairs(in: folded, against: against, threads: $0).pairs
      }
      #expect(answers[0].count > 10)
      #expect(answers[0] == answers[1])
      #expect(answers[0] == answers[2])
      let check = try #require(
        try near.verification(of: answers[0], in: folded, against: against, sampling: 400))
      #expect(check.sampled == 400)
      #expect(check.missing == [])
      #expect(check.extra == [])
    }
  }

  @Test(.tags(.unit)) func verificationTellsWhatIsWrong() throws {
    let texts = units(["甲乙丙丁戊", "甲乙丙丁己", "甲乙丙丁戊", "天地玄黄", "税", "税", ""])
    let near = NearDuplicates(.threshold(0.4))
    let pairs = try near.pairs(in: texts).pairs
    #expect(pairs.map { [$0.a, $0.b] } == [[0, 1], [0, 2], [1, 2], [4, 5]])
    let right = try #require(try near.verification(of: pairs, in: texts, sampling: 100))
    #expect(right == PairVerification(sampled: 7, missing: [], extra: []))
    var wrong = pairs
    let gone = wrong.remove(at: 0)
    wrong.append(ScoredPair(a: 3, b: 5, cosine: 0.5))
    let found = try #require(try near.verification(of: wrong, in: texts, sampling: 100))
    #expect(found.missing == [gone])
    #expect(found.extra == [ScoredPair(a: 3, b: 5, cosine: 0.5)])
    var blurred = pairs
    blurred[0] = ScoredPair(a: 0, b: 1, cosine: pairs[0].cosine.nextUp)
    let off = try #require(try near.verification(of: blurred, in: texts, sampling: 100))
    #expect(off.missing == [pairs[0]])
    #expect(off.extra == [blurred[0]])
    let some = try #require(try near.verification(of: pairs, in: texts, sampling: 3))
    #expect(some.sampled == 3)
    #expect(some.holds)
    #expect(
      try NearDuplicates(.nearest(count: 1, floor: nil)).verification(
        of: pairs, in: texts, sampling: 1) == nil)
  }

  private func dot(_ rows: CSRMatrix, _ a: Int, _ b: Int) -> Double {
    var sum = 0.0
    for x in rows.range(ofRow: a) {
      for y in rows.range(ofRow: b) where rows.indices[x] == rows.indices[y] {
        sum += rows.data[x] * rows.data[y]
      }
    }
    return sum
  }

  /// The way by all pairs at a floor against the choice among plain products.
  @Test(.tags(.oracle), arguments: [0.2, 0.35, 0.8], [nil, 90])
  func nearestAboveAFloorAreTheBestOfAllPairs(floor: Double, against: Int?) throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let texts = (0..<160).map { _ in
      String(
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
          "甲乙丙 ab".randomElement(using: &random) ?? "甲"
        })
    }
    let folded = units(texts)
    let pairs = try NearDuplicates(.threshold(floor)).pairs(in: folded, against: against).pairs
    for count in [1, 3, 200] {
      var expected: [ScoredPair] = []
      for unit in 0..<(against ?? texts.count) {
        let mine = pairs.compactMap { pair -> ScoredPair? in
          if pair.a == unit { return pair }
          guard pair.b == unit, against == nil else { return nil }
          return ScoredPair(a: unit, b: pair.a, cosine: pair.cosine)
        }
        let best = mine.sorted { ($1.millionths, $0.b) < ($0.millionths, $1.b) }
        expected += best.prefix(count)
      }
      let near = NearDuplicates(.nearest(count: count, floor: floor))
      for threads in [1, 3] {
        let found = try near.pairs(in: folded, against: against, threads: threads)
        #expect(found.pairs == expected)
      }
    }
  }
}
