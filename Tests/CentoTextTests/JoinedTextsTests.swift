import CentoTestSupport
import CentoText
import Testing

/// Folded texts held as one: what goes in comes out, wherever it stands.
struct JoinedTextsTests {
  @Test(.tags(.unit)) func scalarsOfEveryPlane() {
    let scalars: [UInt32] = [
      0x41, 0x4E00, 0x1F600, 0xFFFF, 0x10FFFF, 0xD7FF, 0xE000, 0x20000, 0x20,
    ]
    let folded = FoldedScalars(scalars)
    #expect(folded.count == 9)
    #expect(folded.array == scalars)
    #expect((0..<9).map { folded[$0] } == scalars)
    #expect(Array(folded[2..<5]) == [0x1F600, 0xFFFF, 0x10FFFF])
    #expect(folded[4..<4].isEmpty)
    var each: [UInt32] = []
    folded.forEach { each.append($0) }
    #expect(each == scalars)
    #expect(FoldedScalars([]).isEmpty)
  }

  @Test(.tags(.unit)) func textsThatDifferBeyondTheBasicPlaneDiffer() {
    #expect(FoldedScalars([0x41, 0x1F600]) == FoldedScalars([0x41, 0x1F600]))
    #expect(FoldedScalars([0x41, 0x1F600]) != FoldedScalars([0x41, 0x1F601]))
    #expect(FoldedScalars([0x41]) != FoldedScalars([0x41, 0x41]))
    var part = JoinedTexts.Part()
    for word in ["a😀", "a😁", "a😀"] { part.append(Folding.none.fold(SourceText(word))) }
    let texts = JoinedTexts(part)
    #expect(texts[0].folded == texts[2].folded)
    #expect(texts[0].folded != texts[1].folded)
    #expect(texts[0].folded == FoldedScalars([0x61, 0x1F600]))
  }

  @Test(.tags(.laws)) func aTextAmongOthersIsTheTextAlone() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let signs = Array("ａＢ，。“”…… 　\n\u{200B}党规ﬁ①😀𠀀ée\u{301}12".unicodeScalars)
    let alone = (0..<60).map { _ in
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        text.append(signs.randomElement(using: &random) ?? "a")
      }
      return Folding.standard.fold(SourceText(String(text)))
    }
    var whole = JoinedTexts.Part(scalars: 10, texts: 2)
    for cut in [0..<1, 1..<30, 30..<30, 30..<60] {
      var part = JoinedTexts.Part()
      for text in alone[cut] { part.append(text) }
      whole.append(part)
    }
    let texts = JoinedTexts(whole)
    #expect(texts.count == 60)
    for (index, (text, own)) in zip(texts, alone).enumerated() {
      #expect(text.scalars == own.scalars)
      #expect(texts.folded(index).array == own.scalars)
      #expect(text.map == own.map)
      #expect(text.map.isIdentity == own.map.isIdentity)
      let count = own.scalars.count
      for start in 0...count {
        let span = FoldedSpan(start..<min(count, start + 3))
        #expect(text.map.source(of: span) == own.map.source(of: span))
        #expect(texts.source(of: span, inText: index) == own.map.source(of: span))
        #expect(
          text.map.folded(ofSource: start..<start + 2)
            == own.map.folded(ofSource: start..<start + 2))
      }
    }
  }
}
