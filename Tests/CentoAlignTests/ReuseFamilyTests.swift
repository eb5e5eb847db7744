import CentoAlign
import CentoTestSupport
import CentoText
import Testing

@Suite struct ReuseFamilyTests {
  private func found(
    _ texts: [ReuseText], _ options: ReuseOptions = ReuseOptions()
  ) -> ReuseFindings {
    ReuseSearch(options: options).findings(in: texts, threads: 2)
  }

  @Test(.tags(.unit)) func fiftyPlacesArePairsAndFiftyOneAFamily() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let passage = letters(60, 2_000, &random)
    let fifty = found(separate([[UInt32]](repeating: passage, count: 50)))
    #expect(fifty.families.isEmpty)
    #expect(fifty.reuses.count == 1_225)
    let more = found(separate([[UInt32]](repeating: passage, count: 51)))
    #expect(more.reuses.isEmpty)
    #expect(more.families.map { $0.members.map(\.text) } == [Array(0..<51)])
    #expect(more.families.map(\.tier) == [.passage])
    #expect(more.families[0].members.allSatisfy { $0.span == FoldedSpan(0..<60) })
  }

  @Test(.tags(.unit)) func anExcerptOfManyCopiesJoinsThem() throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let passage = letters(80, 2_000, &random)
    var texts = [[UInt32]](repeating: passage, count: 200)
    texts.append(letters(30, 2_000, &random) + passage[10..<75] + letters(30, 2_000, &random))
    let findings = found(separate(texts))
    try #require(findings.families.count == 1)
    #expect(findings.families[0].members.count == 201)
    #expect(findings.families[0].members.last?.span == FoldedSpan(30..<95))
    #expect(findings.reuses.isEmpty)
  }

  @Test(.tags(.unit)) func whatIsNotComparedIsNoFamily() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let passage = letters(60, 2_000, &random)
    let article = (0..<80).map { _ in ReuseText(scalars: passage, document: 0, article: 0) }
    #expect(found(article).families.isEmpty)
    var within = ReuseOptions()
    within.within = true
    #expect(found(article, within).families.map(\.members.count) == [80])
    var against = ReuseOptions()
    against.against = 100
    #expect(found(separate([[UInt32]](repeating: passage, count: 80)), against).families.isEmpty)
    against.against = 1
    let cross = found(separate([[UInt32]](repeating: passage, count: 80)), against)
    #expect(cross.families.map(\.members.count) == [80])
  }

  @Test(.tags(.laws)) func pairsAndFamiliesHoldTheSamePairs() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let often = letters(60, 2_000, &random)
    let seldom = letters(60, 2_000, &random)
    let texts = (0..<70).map { number in
      letters(30, 2_000, &random) + often + letters(30, 2_000, &random)
        + (number % 7 == 0 ? seldom : [])
    }
    let findings = found(separate(texts))
    #expect(findings.families.map(\.members.count) == [70])
    // Ten texts hold the rare passage too: a reuse for each two of them.
    #expect(findings.reuses.count == 45)
    for threads in [1, 3] {
      let other = ReuseSearch(options: ReuseOptions()).findings(
        in: separate(texts), threads: threads)
      #expect(other.families.map(\.members) == findings.families.map(\.members))
      #expect(other.reuses.map { "\($0)" } == findings.reuses.map { "\($0)" })
    }
  }

  @Test(.tags(.survival)) func tenThousandCopiesEndInTime() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let same = [[UInt32]](repeating: letters(60, 2_000, &random), count: 10_000)
    #expect(found(separate(same)).families.map(\.members.count) == [10_000])
    let source = letters(60, 2_000, &random)
    let near = (0..<1_000).map { _ in edited(source, rate: 0.03, 2_000, &random) }
    let findings = found(separate(near))
    #expect(Set(findings.families.flatMap(\.members).map(\.text)).count >= 990)
    #expect(findings.reuses.count < 1_000)
  }
}
