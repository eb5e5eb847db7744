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

  private func dot(_ rows: CSRMatrix, _ a: Int, _ b: Int) -> Double {
    var sum = 0.0
    for x in rows.range(ofRow: a) {
      for y in rows.range(ofRow: b) where rows.indices[x] == rows.indices[y] {
        sum += rows.data[x] * rows.data[y]
      }
    }
    return sum
  }
}
