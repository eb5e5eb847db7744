import CentoTestSupport
import CentoText
import Testing

@Suite("Folding survives", .tags(.survival))
struct FoldingSurvivalTests {
  private let foldings = [Folding.standard, Folding(FoldingStep.allCases), .none]

  private func repeated(_ scalars: String, _ count: Int) -> SourceText {
    SourceText(String(repeating: scalars, count: count))
  }

  @Test(
    "long runs of what folds together or grows",
    arguments: [
      "\u{301}\u{323}", "\u{FDFA}", " ", "\u{3000}\n", ".", "——", "X", "\u{200B}",
      "\u{1100}\u{1161}",
      "'", "\u{1D160}", "\u{390}", "a\u{345}", "\u{E0100}", "\u{10FFFF}",
    ])
  func longRuns(scalars: String) {
    let text = repeated(scalars, 20_000 * TestKnobs.scale)
    for folding in foldings {
      let folded = folding.fold(text)
      #expect(folded.map.foldedCount == folded.scalars.count)
      if !folded.scalars.isEmpty {
        let source = folded.map.source(of: FoldedSpan(0..<folded.scalars.count))
        #expect(source.upperBound <= text.scalarCount)
      }
    }
  }
}
