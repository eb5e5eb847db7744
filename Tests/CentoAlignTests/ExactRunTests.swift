import CentoAlign
import CentoReference
import CentoTestSupport
import CentoText
import Testing

@Suite struct ExactRunTests {
  private func found(_ texts: [ReuseText], _ options: ReuseOptions) -> ReuseFindings {
    ReuseSearch(options: options).findings(in: texts, threads: 2)
  }

  private func promised(_ run: ExactRun = ExactRun(), within: Bool = false) -> ReuseOptions {
    var options = ReuseOptions()
    options.exactRun = run
    options.within = within
    // No evidence is enough, so that all is left to the promise.
    options.minimumBits = .infinity
    return options
  }

  private func expectNoneMissing(
    _ texts: [ReuseText], _ options: ReuseOptions, _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (_, missing) = ExactRunCheck(texts, options).missing(in: found(texts, options))
    #expect(
      missing.isEmpty, "\(missing.prefix(3)) of \(missing.count) \(comment?.rawValue ?? "")",
      sourceLocation: sourceLocation)
  }

  @Test(.tags(.unit)) func thirteenSignsAreToldAndTwelveAreNot() throws {
    let texts = separate([
      scalars("甲乙，丙丁戊己庚辛壬癸子丑寅"), scalars("风雨丙丁戊己庚、辛壬癸子丑寅卯辰巳"),
    ])
    // Eleven signs are shared.
    #expect(found(texts, promised()).reuses.isEmpty)
    let run = found(texts, promised(ExactRun(signs: 11, words: 0))).reuses
    try #require(run.count == 1)
    #expect(run[0].a.span == FoldedSpan(3..<14))
    #expect(run[0].b.span == FoldedSpan(2..<14))
    #expect(run[0].tier == .formula)
    #expect(run[0].relation == .near)
    #expect(found(texts, promised(ExactRun(signs: 12, words: 0))).reuses.isEmpty)
    let more = separate([
      scalars("中华人民共和国税收征收管理"), scalars("依据中华人民共和国税收征收管理办理"),
    ])
    #expect(found(more, promised()).reuses.map(\.b.span) == [FoldedSpan(2..<15)])
    #expect(found(more, promised(ExactRun(signs: 14, words: 0))).reuses.isEmpty)
  }

  @Test(.tags(.unit)) func sixWordsAreToldAndFiveAreNot() {
    let texts = separate([
      scalars("said it don't, look like the man"), scalars("we know it don't look like the woman"),
    ])
    // it · don't · look · like · the: five words, of which don't falls into two pieces.
    #expect(found(texts, promised()).reuses.map(\.a.span) == [FoldedSpan(5..<28)])
    let five = separate([
      scalars("one two three four five six"), scalars("one two three four five"),
    ])
    #expect(found(five, promised()).reuses.isEmpty)
    let six = separate([
      scalars("in 1,000 of the old world cases"), scalars("at 1000 of the old world case"),
    ])
    #expect(
      found(six, promised(ExactRun(signs: 0, words: 5))).reuses.map(\.a.span) == [
        FoldedSpan(3..<25)
      ])
  }

  @Test(.tags(.unit)) func digitsAreMeantAsTheyAre() {
    let texts = separate([
      scalars("今年新增市场主体1234户同比"), scalars("去年新增市场主体1235户同比"),
    ])
    #expect(found(texts, promised()).reuses.isEmpty)
    let run = found(texts, promised(ExactRun(signs: 10, words: 0))).reuses
    #expect(run.map(\.a.span) == [FoldedSpan(1..<11)])
  }

  @Test(.tags(.oracle), arguments: RunSample.all.indices)
  func everyRunOfRandomTexts(sample: Int) {
    var random = SeededGenerator(seed: TestKnobs.seed &+ UInt64(sample))
    for round in 0..<(24 * TestKnobs.scale) {
      let isLong = round % 3 == 0
      let run = isLong ? ExactRun() : ExactRun(signs: 4 + round % 5, words: 2 + round % 3)
      let texts = RunSample.all[sample].texts(
        isLong ? 14 : 10, length: isLong ? 60 : 30, sources: 1 + round % 3, &random)
      var options = RunSample.options(round % 8, documents: 4, run: run)
      if round % 5 > 2 { options.minimumBits = .infinity }
      expectNoneMissing(texts, options, "sample \(sample), round \(round)")
    }
  }

  @Test(.tags(.oracle), arguments: RunSample.all.indices)
  func everyRunInManyPlaces(sample: Int) {
    var random = SeededGenerator(seed: TestKnobs.seed &+ UInt64(sample))
    for round in 0..<(6 * TestKnobs.scale) {
      let run = ExactRun(signs: 4 + round % 4, words: 2 + round % 2)
      let texts = RunSample.all[sample].texts(70, length: 24, sources: 1 + round % 2, &random)
      var options = RunSample.options(round % 8, documents: 18, run: run)
      if round % 3 > 0 { options.minimumBits = .infinity }
      expectNoneMissing(texts, options, "sample \(sample), round \(round)")
    }
  }

  @Test(.tags(.oracle), arguments: [false, true])
  func textsThatRepeatThemselves(within: Bool) {
    let two = scalars(String(repeating: "天地", count: 60))
    let one = scalars(String(repeating: "天", count: 90))
    let words = scalars(String(repeating: "a b c ", count: 40))
    let odd = scalars(
      String(repeating: "天地人", count: 30) + "日" + String(repeating: "天地人", count: 9))
    for texts in [
      [two, two], [one, two, one], [words, words, words], [odd, odd, two], [two], [],
    ] {
      expectNoneMissing(separate(texts), promised(within: within))
    }
    let many = (0..<60).map { index in
      scalars(String(repeating: "天地人", count: 5 + index % 4)) + (index % 9 == 0 ? odd : [])
    }
    expectNoneMissing(separate(many), promised(within: within))
    expectNoneMissing(separate([[], scalars("。"), [0xD800]]), promised(within: within))
  }

  @Test("a stretch that repeats itself very often is told once", .tags(.oracle))
  func endlessRepetition() {
    func many(_ text: String, _ count: Int) -> [UInt32] {
      scalars(String(repeating: text, count: count))
    }
    let sentence = "今天天气很好我们去公园玩吧大家"
    for text in [
      many("天", 300), many("天地人", 120) + scalars("日") + many("天地人", 9), many("a b c ", 99),
      scalars("地") + many("天", 99) + scalars("地") + many("天", 40), many(sentence, 70),
      many(sentence + "日" + sentence + "月", 80) + scalars(sentence),
    ] {
      expectNoneMissing(separate([text]), promised(within: true))
      expectNoneMissing(separate([text, text]), promised(within: true))
    }
    for text in [many("天", 20_000), many(sentence, 1500)] {
      let found = found(separate([text]), promised(within: true))
      #expect(found.reuses.count < 20)
    }
  }

  @Test(.tags(.oracle), arguments: [false, true])
  func equalAndNearlyEqualTexts(within: Bool) {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let source = letters(70, 2_000, &random)
    let equal = [[UInt32]](repeating: source, count: 60)
    let excerpt = letters(9, 2_000, &random) + source[20..<36] + letters(9, 2_000, &random)
    expectNoneMissing(separate(equal + [excerpt]), promised(within: within))
    let twice = source + letters(5, 2_000, &random) + source[10..<50]
    expectNoneMissing(
      separate([[UInt32]](repeating: twice, count: 60) + [excerpt]), promised(within: within))
    // What repeats itself so often is one stretch, in the texts that follow others too.
    let five = (0..<5).flatMap { _ in source.prefix(25) }
    expectNoneMissing(separate([[UInt32]](repeating: five, count: 60)), promised(within: within))
    // Sixty equal texts of one article, and one of another that holds a part of them.
    let article = equal.map { ReuseText(scalars: $0, document: 0, article: 0) }
    expectNoneMissing(
      article + [ReuseText(scalars: excerpt, document: 1, article: 1)], promised(within: within))
    for rate in [0.02, 0.05, 0.15] {
      let near = (0..<80).map { _ in edited(source, rate: rate, 2_000, &random) }
      expectNoneMissing(separate(near), promised(within: within), "rate \(rate)")
    }
  }

  @Test(.tags(.oracle)) func longerRunsInsideOfOnesInManyPlaces() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let core = letters(15, 2_000, &random)
    let more = letters(15, 2_000, &random)
    let texts = (0..<90).map { index -> [UInt32] in
      let around = letters(12, 2_000, &random)
      switch index % 9 {
      case 0: return around + core + more + around
      case 1...3: return around + core + more.prefix(8) + letters(4, 2_000, &random)
      case 4: return core + around + more
      default: return around + core + letters(10, 2_000, &random)
      }
    }
    var usual = promised()
    usual.minimumBits = 60
    for options in [promised(), usual, promised(within: true)] {
      expectNoneMissing(separate(texts), options)
    }
    let families = found(separate(texts), promised()).families
    #expect(families.contains { $0.members.count >= 90 })
  }

  @Test(.tags(.laws)) func nothingElseIsAddedAndNothingChanged() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for (number, sample) in RunSample.all.enumerated() {
      let texts = sample.texts(40, length: 60, sources: 2, &random)
      var options = RunSample.options(number, documents: 10, run: ExactRun(signs: 8, words: 4))
      let with = found(texts, options)
      let check = ExactRunCheck(texts, options)
      options.exactRun = nil
      let without = found(texts, options)
      let known = Set(without.reuses.map { "\($0)" })
      let added = with.reuses.filter { !known.contains("\($0)") }
      #expect(added.count + without.reuses.count == with.reuses.count)
      #expect(
        with.reuses.filter { known.contains("\($0)") }.map { "\($0)" }
          == without.reuses.map { "\($0)" })
      for reuse in added {
        #expect(reuse.tier != .passage)
        #expect(check.share(reuse.a, reuse.b))
        let (a, b) = (
          Array(texts[reuse.a.text].scalars[reuse.a.span.scalars]),
          Array(texts[reuse.b.text].scalars[reuse.b.span.scalars])
        )
        let edits = Reference.editDistance(a, b)
        #expect(reuse.similarity == 1 - Double(edits) / Double(max(a.count, b.count)))
        #expect((reuse.relation == .identical) == (a == b))
      }
      let families = Set(without.families.map { "\($0.members)" })
      for family in with.families where !families.contains("\(family.members)") {
        #expect(
          family.members.allSatisfy { x in
            family.members.contains { y in
              x.text <= y.text && x != y && check.share(x, y)
                || x.text > y.text && check.share(y, x)
            }
          })
      }
      let order = with.reuses.map { reuse in
        [
          reuse.a.text, reuse.a.span.scalars.lowerBound, reuse.b.text,
          reuse.b.span.scalars.lowerBound,
        ]
      }
      #expect(zip(order, order.dropFirst()).allSatisfy { !$1.lexicographicallyPrecedes($0) })
    }
  }

  @Test(.tags(.laws)) func anyNumberOfThreads() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let texts = RunSample.all[1].texts(120, length: 60, sources: 3, &random)
    func told(_ threads: Int) -> String {
      let found = ReuseSearch(options: promised()).findings(in: texts, threads: threads)
      return "\(found.reuses) \(found.families)"
    }
    let one = told(1)
    for threads in [2, 3, 8] { #expect(told(threads) == one) }
  }

  @Test(.tags(.survival)) func tenThousandCopiesAreNotQuadratic() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let source = letters(60, 2_000, &random)
    let same = separate([[UInt32]](repeating: source, count: 10_000))
    let equal = found(same, promised())
    #expect(equal.families.map(\.members.count) == [10_000])
    #expect(equal.reuses.isEmpty)
    // What the search tells of its own accord is not told twice.
    var usual = promised()
    usual.minimumBits = 60
    let again = found(same, usual)
    #expect(again.families.map(\.tier) == [.passage])
    #expect(again.reuses.isEmpty)
    let near = (0..<2_000).map { _ in edited(source, rate: 0.05, 2_000, &random) }
    let findings = found(separate(near), promised())
    #expect(findings.families.count < 40)
  }
}
