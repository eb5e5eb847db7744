import CentoAlign
import CentoTestSupport
import CentoText
import Testing

/// What is evidence, alone and together, and how the dial moves it.
@Suite struct EvidenceTests {
  private func found(_ texts: [ReuseText], bits: Double = 60) -> [Reuse] {
    var options = ReuseOptions()
    options.minimumBits = bits
    return ReuseSearch(options: options).reuses(in: texts, threads: 1)
  }

  private let original = scalars(
    """
    The harbour master of Tobermory had kept a brass telescope on the sill since before the war. \
    Nobody asked him why. In winter the ferries came late, if they came at all, and the lamps \
    along the quay were lit by a boy called Finlay Drummond who whistled.
    """)

  @Test(.tags(.unit)) func severalPhrasesWithinAPageAreARewriting() throws {
    let rewritten = scalars(
      """
      An old man whom the children feared owned, so people say, a brass telescope; he looked \
      through it daily and wrote long lists. Finlay Drummond, then a youth in patched trousers and \
      clogs too big for him, remembers evenings when no ferries came late or early.
      """)
    let reuses = found(separate([original, rewritten]))
    try #require(reuses.count == 1)
    #expect(reuses[0].relation == .edited)
    #expect(reuses[0].tier == .passage)
    // Both sides run from the first phrase that is shared to the last.
    #expect(reuses[0].a.span.scalars.lowerBound > 0)
    #expect(reuses[0].b.span.scalars.count > 60)
  }

  @Test(.tags(.unit)) func onePhraseAloneIsNot() {
    let other = scalars(
      """
      Her uncle sold clocks, barometers and a brass telescope to the summer visitors, who paid in \
      coins that he counted twice and wrapped in newspaper before lunch.
      """)
    #expect(found(separate([original, other])).isEmpty)
  }

  @Test(.tags(.unit)) func aSloganInParallelIsAFormula() {
    let texts = separate([
      scalars("会上强调，要营造人人都是营商环境、事事都是营商环境、处处都是营商环境的浓厚氛围，抓好落实。"),
      scalars("各地着力营造人人都是营商环境、事事都是营商环境、处处都是营商环境的浓厚氛围。"),
    ])
    #expect(found(texts).map(\.tier) == [.formula])
  }

  @Test(.tags(.unit)) func whatTheBackgroundSaysIsWorthLess() throws {
    let phrase = "统筹推进双随机一公开监管与信用风险分类管理"
    let texts = separate([
      scalars("昨天会议指出，\(phrase)，各地要抓好。"), scalars("他们还要\(phrase)，孩子都回家了。"),
    ])
    let alone = try #require(found(texts).first)
    var options = ReuseOptions()
    options.minimumBits = 10
    options.background = (0..<8).map { number in
      ReuseText(scalars: scalars("第\(number)年\(phrase)。"), document: 0, article: number)
    }
    let taught = ReuseSearch(options: options).reuses(in: texts, threads: 1)
    #expect(taught.allSatisfy { $0.a.text == 0 && $0.b.text == 1 })
    #expect(taught.map(\.bits).max() ?? 0 < alone.bits / 2)
  }

  @Test(.tags(.laws)) func lessEvidenceFindsNoLess() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for _ in 0..<20 {
      let text = letters(300, 500, &random)
      let texts = separate([
        text, edited(text, rate: 0.3, 500, &random), letters(200, 500, &random),
      ])
      let (few, many) = (found(texts, bits: 90), found(texts, bits: 20))
      #expect(
        few.allSatisfy { x in
          many.contains { y in
            x.a.text == y.a.text && x.b.text == y.b.text
              && x.a.span.scalars.overlaps(y.a.span.scalars)
          }
        })
    }
  }
}
