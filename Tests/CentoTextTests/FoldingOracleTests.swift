import CentoTestSupport
import CentoText
import Testing

@Suite("Folding against recorded answers", .tags(.oracle))
struct FoldingOracleTests {
  @Test(
    "every code point of Unicode",
    arguments: [
      ([FoldingStep.compatibility], FoldingRecordedAnswers.compatibility),
      ([.case], FoldingRecordedAnswers.canonicalCase),
      ([.compatibility, .case], FoldingRecordedAnswers.both),
    ])
  func everyCodePoint(steps: [FoldingStep], answers: [UInt32: UInt64]) {
    let folding = Folding(steps)
    for block in UInt32(0)..<0x1100 {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      var changed: [UInt32] = []
      for value in (block << 8)...(block << 8 | 0xFF) {
        guard let scalar = Unicode.Scalar(value) else { continue }
        let folded = folding.fold(SourceText(String(scalar)))
        if folded.scalars != [value] { changed.append(value) }
        for byte in Array(folded.string.utf8) + [0x0A] {
          hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
      }
      if let answer = answers[block] {
        #expect(hash == answer, "block \(String(block, radix: 16)) of \(folding)")
      } else {
        #expect(changed.isEmpty, "\(folding) changed \(changed)")
      }
    }
  }

  @Test("random sequences")
  func sequences() {
    let lines = FoldingRecordedAnswers.sequences.description.split(separator: "\n").map { line in
      line.split(separator: " ").map { UInt32($0, radix: 16) ?? 0xFFFD }
    }
    #expect(lines.count == 900)
    for place in stride(from: 0, to: lines.count, by: 3) {
      var view = String.UnicodeScalarView()
      for value in lines[place] { view.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
      let text = SourceText(String(view))
      #expect(Folding([.compatibility]).fold(text).scalars == lines[place + 1])
      #expect(Folding([.compatibility, .case]).fold(text).scalars == lines[place + 2])
    }
  }
}
