import CentoAlign
import CentoTestSupport
import CentoText
import Testing

@Suite struct ReuseSearchTests {
  private let clause = "持续推进全国统一大市场建设，为包括外资企业在内的各类经营主体提供规范、便利、统一的登记服务"

  private func found(_ texts: [ReuseText], _ options: ReuseOptions = ReuseOptions()) -> [Reuse] {
    ReuseSearch(options: options).reuses(in: texts, threads: 1)
  }

  private func text(_ place: ReusePlace, _ texts: [ReuseText]) -> String {
    var view = String.UnicodeScalarView()
    for value in texts[place.text].scalars[place.span.scalars] {
      view.append(Unicode.Scalar(value) ?? " ")
    }
    return String(view)
  }

  @Test(.tags(.unit)) func oneClauseInTwoParagraphs() throws {
    let texts = separate([
      scalars("昨天的风很大，孩子们都在家里看书。负责人表示，市场监管部门将\(clause)。"),
      scalars("另外，立足本职工作，\(clause);支持各地开展试点。"),
    ])
    let reuses = found(texts)
    try #require(reuses.count == 1)
    #expect(text(reuses[0].a, texts) == clause)
    #expect(text(reuses[0].b, texts) == clause)
    #expect(reuses[0].relation == .identical)
    #expect(reuses[0].similarity == 1)
    #expect(reuses[0].tier == .passage)
  }

  @Test(.tags(.unit), arguments: [(false, 41), (true, 55)])
  func articlesOfSeveralTextsAreComparedWithOthers(within: Bool, pairs: Int) {
    // Eleven texts have 55 pairs, of which 0 + 3 + 1 + 10 are inside an article.
    var texts: [ReuseText] = []
    for (article, count) in [1, 3, 2, 5].enumerated() {
      for _ in 0..<count {
        let own = UInt32(0x5000 + 40 * texts.count)
        texts.append(
          ReuseText(
            scalars: Array(own..<own + 20) + scalars("。\(clause)。") + Array(own + 20..<own + 40),
            document: article, article: article))
      }
    }
    var options = ReuseOptions()
    options.within = within
    let reuses = found(texts, options)
    #expect(Set(reuses.map { [$0.a.text, $0.b.text] }).count == pairs)
    #expect(reuses.count == pairs)
    #expect(
      reuses.allSatisfy { within || texts[$0.a.text].article != texts[$0.b.text].article })
  }

  @Test(.tags(.unit)) func aSentenceInAnotherOrderIsOneReuse() throws {
    let texts = separate([
      scalars("8月14日，国新办举行持续深化改革开放、切实优化营商环境国务院政策例行吹风会。"),
      scalars("8月14日，国新办举行国务院政策例行吹风会，介绍持续深化改革开放、切实优化营商环境有关情况。"),
    ])
    let reuses = found(texts)
    try #require(reuses.count == 1)
    #expect(text(reuses[0].a, texts).hasPrefix("8月14日"))
    #expect(reuses[0].relation == .edited)
  }

  @Test(.tags(.unit)) func aMaskedNameDoesNotBreakAPassage() throws {
    let texts = separate([
      scalars("市场监管总局信用监督管理司负责人刘琳表示，会议很成功，大家收获不小。"),
      scalars("会后，市场监管总局信用监督管理司负责人XX表示，会议很成功，大家都很高兴。"),
    ])
    let reuses = found(texts)
    try #require(reuses.count == 1)
    #expect(text(reuses[0].a, texts).hasPrefix("市场监管总局信用监督管理司负责人刘琳表示，会议很成功"))
  }

  @Test(.tags(.unit)) func lawTitlesAreFormulas() throws {
    let title = "关于进一步优化外商投资环境加大吸引外商投资力度若干措施的意见"
    let texts = separate([
      scalars("他们认真学习《\(title)》，收获很大。"), scalars("立足部门职责，落实《\(title)》。"),
    ])
    #expect(found(texts).map(\.tier) == [.formula])
  }

  @Test(.tags(.unit)) func templatesWithOtherFactsAreFormulas() {
    let texts = separate([
      scalars("民营企业2400户，个体工商户16021户，农民专业合作社590户，同比增长7.1%。"),
      scalars("民营企业6307户，个体工商户24012户，农民专业合作社330户，同比增长5.3%。"),
    ])
    #expect(found(texts).allSatisfy { $0.tier == .formula })
  }

  @Test(.tags(.unit)) func numbersInChineseNumeralsAreFacts() {
    let texts = separate([
      scalars("市第十三届人民代表大会常务委员会第三十次会议于二〇一一年十一月十七日通过。"),
      scalars("市第十五届人民代表大会常务委员会第二十一次会议于二〇二〇年五月十四日通过。"),
      scalars("他们一个一个地核对了两项指标，三名干部一一记下，又请一位老同志逐条看过。"),
      scalars("他们两个两个地核对了三项指标，一名干部一一记下，又请两位老同志逐条看过。"),
    ])
    let reuses = found(texts)
    #expect(reuses.map { [$0.a.text, $0.b.text] } == [[0, 1], [2, 3]])
    #expect(reuses.map(\.grounds?.reason) == [.template, .passage])
  }

  /// Texts that say the same, each between words of its own, with up to `common` signs of what
  /// stands about it in a text that all know.
  private func stock(common: Int, _ random: inout SeededGenerator) -> [ReuseText] {
    let known = letters(400, 2_000, &random).enumerated().map { $0 % 12 == 11 ? 0xFF0C : $1 }
    return separate(
      (0..<40).map { _ in
        let start = 200 - Int.random(in: 0...common, using: &random)
        let end = 244 + Int.random(in: 0...common, using: &random)
        return letters(40, 2_000, &random) + known[start..<end] + letters(40, 2_000, &random)
      })
  }

  @Test(.tags(.unit)) func stockWordingIsToldByItsEnds() throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let copied = found(stock(common: 0, &random))
    #expect(copied.count == 780)
    #expect(copied.allSatisfy { $0.tier == .passage })
    let ragged = found(stock(common: 60, &random))
    let short = ragged.filter { ($0.grounds?.signs ?? 0) < 50 }
    try #require(short.count > 50)
    #expect(short.count { $0.grounds?.reason == .common } * 4 > short.count * 3)
    let long = ragged.filter { ($0.grounds?.signs ?? 0) > 80 }
    #expect(long.count > 50 && long.allSatisfy { $0.tier == .passage })
  }

  @Test(.tags(.unit)) func markedQuotations() {
    let texts = separate([
      scalars("他说：“\(clause)。”大家都同意。"), scalars("会议提出\(clause)，要求落实。"),
    ])
    #expect(found(texts).map(\.tier) == [.quotation])
  }

  @Test(.tags(.unit)) func whatIsComparedWithWhat() {
    let twice = scalars("\(clause)。昨天的风很大，孩子们都在家里看书，谁也没有出门。\(clause)。")
    let alone = [ReuseText(scalars: twice, document: 0, article: 0)]
    #expect(found(alone).isEmpty)
    var within = ReuseOptions()
    within.within = true
    #expect(found(alone, within).count == 1)

    let three = separate([scalars(clause), scalars(clause), scalars(clause)])
    #expect(found(three).map { [$0.a.text, $0.b.text] } == [[0, 1], [0, 2], [1, 2]])
    var against = ReuseOptions()
    against.against = 1
    #expect(found(three, against).map { [$0.a.text, $0.b.text] } == [[0, 1], [0, 2]])
    var pairs = ReuseOptions()
    pairs.pairs = DocumentPairs([(2, 1)])
    #expect(found(three, pairs).map { [$0.a.text, $0.b.text] } == [[1, 2]])
  }

  @Test(.tags(.laws)) func noRepetitionOverlapsItself() {
    var options = ReuseOptions()
    options.within = true
    let list = (1...6).map { "对新认定的第\($0)类企业，一次性奖励企业\($0 * 7)万元补助；" }.joined()
    var random = SeededGenerator(seed: TestKnobs.seed)
    var texts = [scalars(list), scalars(String(repeating: clause, count: 9))]
    texts += (0..<30).map { round in
      let source = RunSample.all[round % 9].random(40, &random)
      return (0..<8).flatMap { _ in
        source.filter { _ in Int.random(in: 0..<12, using: &random) > 0 }
      }
    }
    let reuses = found(separate(texts), options)
    let repetitions = reuses.filter { $0.a.text == $0.b.text }
    #expect(repetitions.count > 30)
    for reuse in repetitions {
      #expect(reuse.a.span.scalars.upperBound <= reuse.b.span.scalars.lowerBound)
    }
  }

  @Test(.tags(.survival)) func strangeTexts() {
    #expect(found([]).isEmpty)
    #expect(found(separate([[], scalars("。。。"), [0xFFFF_FFFF, 0xD800], [0]])).isEmpty)
    let same = [UInt32](repeating: 0x4E00, count: 200)
    _ = found(separate([same, same]))
    var within = ReuseOptions()
    within.within = true
    _ = found(separate([same]), within)
  }
}
