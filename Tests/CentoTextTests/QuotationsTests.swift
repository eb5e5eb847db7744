import CentoTestSupport
import CentoText
import Testing

@Suite struct QuotationsTests {
  /// The stretches found, as strings.
  private func quoted(_ text: String) -> [String] {
    let scalars = text.unicodeScalars.map(\.value)
    return Quotations.ranges(in: scalars).map { range in
      String(String.UnicodeScalarView(scalars[range].compactMap(Unicode.Scalar.init)))
    }
  }

  @Test(.tags(.unit)) func marksOfEveryKind() {
    #expect(quoted("他说“好”。") == ["好"])
    #expect(quoted("「甲『乙』丙」") == ["乙", "甲『乙』丙"])
    #expect(quoted("Er sagte „ja“ und ging.") == ["ja"])
    #expect(quoted("« oui » et « non »") == [" oui ", " non "])
    #expect(quoted("She said \"yes\" and \"no\".") == ["yes", "no"])
    #expect(quoted("他说\"好\"，又说\"不\"。") == ["好", "不"])
  }

  @Test(.tags(.unit)) func whatWasNotClosedEnclosesNothing() {
    #expect(quoted("“甲，“乙”丙”丁") == ["乙"])
    #expect(quoted("a 5\" pipe and then \"this\" and that") == ["this"])
    #expect(quoted("甲”乙") == [])
    #expect(quoted("“" + String(repeating: "长", count: 3000) + "”") == [])
    #expect(quoted("“”") == [])
  }

  @Test(.tags(.laws)) func rangesLieBetweenMarks() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let signs = "甲a \n\"“”「」『』«»„‟".unicodeScalars.map(\.value)
    for _ in 0..<300 {
      let text = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
        signs[Int.random(in: 0..<signs.count, using: &random)]
      }
      for range in Quotations.ranges(in: text) {
        #expect(range.lowerBound > 0 && range.upperBound < text.count && !range.isEmpty)
        #expect(![0x7532, 0x61, 0x20, 0x0A].contains(text[range.lowerBound - 1]))
        #expect(![0x7532, 0x61, 0x20, 0x0A].contains(text[range.upperBound]))
      }
    }
  }
}
