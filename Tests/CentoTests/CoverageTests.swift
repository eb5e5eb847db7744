import Cento
import CentoReference
import CentoTestSupport
import Testing

@Suite struct CoverageTests {
  private static let clause = "市场监管部门将持续推进全国统一大市场建设，为各类经营主体提供规范便利统一的登记服务"
  private static let other = "港口集疏运体系建设取得新进展，内陆无水港数量增至二十三个，货物吞吐能力再上台阶"

  private func coverage(
    _ texts: [(String, String)], _ level: Coverage.Level = .document,
    _ options: ReuseOptions = ReuseOptions(), structure: Corpus.Structure = .lines,
    threads: Int = 2
  ) -> Coverage {
    let corpus = Corpus(texts.map { (document($0.0, $0.1), structure) }, threads: 1)
    let units = FoldedUnits(of: corpus, at: .paragraph)
    let shared = units.sharedText(in: corpus, options: options)
    return units.coverage(of: shared, in: corpus, at: level, options: options, threads: threads)
  }

  @Test(.tags(.unit)) func aClauseInTwoTextsIsItsShareOfEach() throws {
    // 41 scalars in common; the white space does not count.
    let a = "去年工作已经结束了。" + Self.clause
    let b = Self.clause + "。\n 大家对这个结果 都感到十分满意，随后会议进入了下一个环节，讨论到很晚才结束啊"
    let found = coverage([("a", a), ("b", b)])
    let pair = try #require(found.pairs.first)
    #expect(found.pairs.count == 1)
    #expect(Self.clause.unicodeScalars.count == 41)
    #expect([pair.copiedA, pair.sizeA, pair.copiedB, pair.sizeB] == [41, 51, 41, 79])
    #expect(pair.aInB == 41.0 / 51)
    #expect(found.copied.map { "\($0.id)" } == ["a", "b"])
    #expect(found.copied.map { "\($0.largestSource)" } == ["b", "a"])
    #expect(found.size == 130)
    #expect(found.share == 82.0 / 130)
  }

  @Test(.tags(.unit)) func equalTextsAreAHundredPercent() {
    let short = [("a", "谢谢。"), ("b", "谢 谢。"), ("c", "再见。"), ("d", "谢谢。")]
    let found = coverage(short)
    #expect(found.pairs.map { "\($0.a)\($0.b)" } == ["ab", "ad", "bd"])
    #expect(found.pairs.allSatisfy { $0.aInB == 1 && $0.bInA == 1 })
    #expect(found.copied.map(\.total) == [1, 1, 1])
    #expect(found.copied.map { "\($0.largestSource)" } == ["b", "a", "a"])
    // The same text cut into other lines, in another width.
    let text = "一。\n" + Self.clause + "。\n（二）\n谢谢大家。"
    let cut = "一。\n" + Self.clause.prefix(20) + "\n" + Self.clause.dropFirst(20) + "。\n(二)谢谢大家。"
    let pair = coverage([("a", text), ("b", cut)]).pairs
    #expect(pair.map(\.aInB) == [1])
    #expect(pair.map(\.bInA) == [1])
  }

  @Test(.tags(.unit)) func shortEqualParagraphsCountBesideAPassageOnly() throws {
    let a = "（一）\n" + Self.clause + "。\n谢谢大家。\n甲地的情况不同"
    let b = "谢谢大家。\n" + Self.clause + "。\n（一）\n乙处另有安排"
    let c = "谢谢大家。\n这里写的是别的内容"
    let found = coverage([("a", a), ("b", b), ("c", c)])
    let pair = try #require(found.pairs.first)
    #expect(found.pairs.count == 1)
    // 3 + 42 + 5 of 57, and of 56.
    #expect([pair.copiedA, pair.sizeA, pair.copiedB, pair.sizeB] == [50, 57, 50, 56])
    #expect(found.copied.map(\.copied) == [50, 50])
  }

  @Test(.tags(.unit)) func theLargestSourceAndTheUnion() throws {
    let a = Self.clause + "。" + Self.other + "。"
    let found = coverage([
      ("a", a), ("b", "乙处先写了一句别的话。" + Self.clause), ("c", "丙处也写了一句话。" + Self.other + "，完了"),
      ("d", "丁处又写了一句话：" + Self.clause.dropFirst(5) + "。"),
    ])
    let copied = try #require(found.copied.first)
    #expect("\(copied.id)" == "a")
    #expect(copied.size == 82)
    #expect(copied.copied == 80)
    #expect(copied.copiedFromLargest == 41)
    #expect("\(copied.largestSource)" == "b")
  }

  @Test(.tags(.unit)) func quotationsAreTakenOut() throws {
    let quoted = "记者写道：“" + Self.clause + "。”他没有再说别的话"
    let found = coverage([("a", quoted), ("b", Self.clause + "。天气很好")])
    #expect(found.copied.map(\.copied) == [41, 41])
    #expect(found.copied.map(\.unquoted) == [0, 0])
    // A quotation inside a copied passage; a quoted term is no quotation.
    let inside = "会议认为“放管服”改革成效明显，代表们提出“要让数据多跑路，让群众少跑腿、好办事”的要求，"
    let both = coverage([("a", inside + Self.clause), ("b", "另外，" + inside + Self.clause + "。再见")])
    let copied = try #require(both.copied.first)
    #expect(copied.copied == copied.size)
    #expect(copied.size - copied.unquoted == 18)
  }

  @Test(.tags(.unit)) func articlesOfOneDocumentAreSourcesOfOneAnother() {
    let text =
      "# One\n\n甲地情况如下。" + Self.clause + "。\n\n# Two\n\n乙地情况有所不同。" + Self.clause + "。\n"
    let corpus = [("a", text), ("b", "别的文件只有这么一句话")]
    #expect(coverage(corpus, structure: .outline).pairs.isEmpty)
    let found = coverage(corpus, .article, structure: .outline)
    #expect(found.pairs.map { "\($0.a) \($0.b)" } == ["a#1 a#2"])
    #expect(found.copied.map { "\($0.largestSource)" } == ["a#2", "a#1"])
  }

  @Test(.tags(.unit)) func againstTellsTheFirstSide() {
    var options = ReuseOptions()
    options.against = 1
    let found = coverage(
      [("a", Self.clause), ("b", Self.clause), ("c", "又见：" + Self.clause)], .document, options)
    #expect(found.pairs.map { "\($0.a)\($0.b)" } == ["ab", "ac"])
    #expect(found.copied.map { "\($0.id)" } == ["a"])
    #expect(found.size == 41)
    options.against = nil
    options.pairs = DocumentPairs([(0, 2)])
    let listed = coverage(
      [("a", Self.clause), ("b", Self.clause), ("c", "又见：" + Self.clause)], .document, options)
    #expect(listed.pairs.map { "\($0.a)\($0.b)" } == ["ac"])
    #expect(listed.copied.map { "\($0.id)" } == ["a", "c"])
  }

  @Test(.tags(.unit)) func membersOfAFamilyAreCopiedAndNotListedAsPairs() {
    let texts = (0..<200).map { ("\($0)", Self.clause + "。\n第\($0)号独有的文字，编号\($0 * 7919)") }
    let found = coverage(texts)
    #expect(found.copied.count == 200)
    #expect(found.copied.allSatisfy { $0.copied >= 42 && $0.copiedFromLargest >= 42 })
    #expect("\(found.copied[0].largestSource)" != "0")
    #expect(found.pairs.count < 200)
    let few = coverage(Array(texts.prefix(60)))
    #expect(few.pairs.count == 60 * 59 / 2)
  }

  // MARK: Laws

  /// Texts that share passages, families, short lines and whole copies.
  private func corpus(_ random: inout SeededGenerator) -> [(String, String)] {
    func run(_ count: Int) -> String {
      var text = String.UnicodeScalarView()
      for _ in 0..<count {
        text.append(Unicode.Scalar(0x4E00 + UInt16.random(in: 0..<2000, using: &random)) ?? "一")
      }
      return String(text)
    }
    let passages = (0..<6).map { _ in run(.random(in: 15...60, using: &random)) }
    let crowded = run(50)
    let shorts = ["谢谢。", "（一）", "附件：无"]
    var texts: [(String, String)] = []
    for number in 0..<70 {
      var lines: [String] = []
      if number < 60 { lines.append(crowded + "。") }
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let passage = passages.randomElement(using: &random) ?? ""
        lines.append(run(.random(in: 0...9, using: &random)) + passage + "，" + run(5))
      }
      lines.append(shorts.randomElement(using: &random) ?? "")
      if number % 4 > 0 { lines.append(run(20)) }
      texts.append(("\(100 + number)", lines.shuffled(using: &random).joined(separator: "\n")))
    }
    texts.append(("300", texts[3].1))
    texts.append(("301", texts[61].1))
    return texts
  }

  @Test(.tags(.oracle)) func placeByPlaceAndPairByPair() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for _ in 0..<TestKnobs.scale {
      let texts = corpus(&random)
      let corpus = Corpus(texts.map { (document($0.0, $0.1), .lines) }, threads: 1)
      let units = FoldedUnits(of: corpus, at: .paragraph)
      let shared = units.sharedText(in: corpus)
      #expect(!shared.families.isEmpty && shared.passages.count > 20)
      let found = units.coverage(of: shared, in: corpus, at: .document)
      let expected = naive(texts, units, shared)
      for (text, own) in expected.enumerated() {
        let all = own.reduce(into: Set<Int>()) { $0.formUnion($1) }
        let copied = found.copied.first { "\($0.id)" == texts[text].0 }
        #expect(copied?.copied ?? 0 == all.count)
        let largest = own.map(\.count).max() ?? 0
        #expect(copied?.copiedFromLargest ?? 0 == largest)
        if let copied {
          let source = own.firstIndex { $0.count == largest } ?? 0
          #expect("\(copied.largestSource)" == texts[source].0)
          #expect(copied.size == texts[text].1.unicodeScalars.count { !$0.properties.isWhitespace })
        }
      }
      var pairs: [String] = []
      for a in texts.indices {
        for b in texts.indices.dropFirst(a + 1) where !expected[a][b].isEmpty {
          pairs.append(
            "\(texts[a].0) \(texts[b].0) \(expected[a][b].count) \(expected[b][a].count)")
        }
      }
      #expect(found.pairs.map { "\($0.a) \($0.b) \($0.copiedA) \($0.copiedB)" } == pairs)
    }
  }

  private func naive(
    _ texts: [(String, String)], _ units: FoldedUnits, _ shared: SharedText
  ) -> [[Set<Int>]] {
    let scalars = texts.map { Array($0.1.unicodeScalars) }
    func stretch(_ unit: Int, _ span: SourceSpan) -> Reference.Stretch {
      let text = units.units[unit].document
      return Reference.Stretch(
        text: text,
        places: Set(span.scalars.filter { !scalars[text][$0].properties.isWhitespace }))
    }
    let passages = shared.passages.filter { $0.reuse.tier != .formula }.map {
      (stretch($0.a.unit, $0.a.span), stretch($0.b.unit, $0.b.span))
    }
    var families = shared.families.filter { $0.tier != .formula }.map { family in
      family.members.map { stretch($0.unit, $0.span) }
    }
    for (a, x) in texts.enumerated() {
      for (b, y) in texts.enumerated() where a < b && x.1 == y.1 {
        families.append(
          [a, b].map { text in
            let places = scalars[text].indices.filter { !scalars[text][$0].properties.isWhitespace }
            return Reference.Stretch(text: text, places: Set(places))
          })
      }
    }
    let equal = units.units.indices.map { first in
      units.units.indices.filter { units.firstEqual[$0] == first }.map {
        stretch($0, units.units[$0].passage.span)
      }
    }
    return Reference.coverage(
      texts: texts.count, passages: passages, families: families, equal: equal)
  }

  @Test(.tags(.laws)) func sharesAreBoundedAndTurnWithTheSides() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let texts = corpus(&random)
    let found = coverage(texts)
    for text in found.copied {
      #expect((0...1).contains(text.total))
      #expect(text.largest <= text.total && text.withoutQuotations <= text.total)
      #expect(text.copiedFromLargest > 0)
      let sum = found.pairs.reduce(0) { sum, pair in
        sum + (pair.a == text.id ? pair.copiedA : pair.b == text.id ? pair.copiedB : 0)
      }
      #expect(text.copied <= sum)
    }
    for threads in [1, 3] {
      let again = coverage(texts, threads: threads)
      #expect(again.pairs == found.pairs)
      #expect(again.copied == found.copied)
    }
    // Two texts alone, in either order.
    let (x, y) = (texts[3], texts[8])
    let one = coverage([x, y]).pairs
    let two = coverage([y, x]).pairs
    #expect(one.map { [$0.aInB, $0.bInA] } == two.map { [$0.bInA, $0.aInB] })
  }

  @Test(.tags(.survival)) func emptyTextsAndManyCopies() {
    #expect(coverage([]).pairs.isEmpty)
    #expect(coverage([("a", ""), ("b", " \n "), ("c", "")]).copied.isEmpty)
    let texts = (0..<5000).map {
      ("\($0)", Self.clause + "。\n谢谢。" + ($0 % 3 == 0 ? "" : "\n\($0)"))
    }
    let found = coverage(texts)
    #expect(found.copied.count == 5000)
    #expect(found.copied[0].total == 1)
    #expect("\(found.copied[0].largestSource)" == "1" || "\(found.copied[0].largestSource)" == "3")
  }
}
