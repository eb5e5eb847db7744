import CentoTestSupport
import CentoText
import Testing

@Suite("SourceText", .tags(.unit))
struct SourceTextUnitTests {
  @Test("lengths, spans and slices")
  func slices() throws {
    let text = SourceText("aé中😀b")
    #expect(text.utf8.count == 11)
    #expect(text.scalarCount == 5)
    #expect(text.span == SourceSpan(scalars: 0..<5, bytes: 0..<11))
    #expect(text.span(scalars: 1..<4) == SourceSpan(scalars: 1..<4, bytes: 1..<10))
    #expect(text.span(bytes: 3..<10) == SourceSpan(scalars: 2..<4, bytes: 3..<10))
    #expect(text[text.span(scalars: 2..<4)] == "中😀")
    #expect(text.scalars(inBytes: 0..<11) == [0x61, 0xE9, 0x4E2D, 0x1F600, 0x62])
    #expect(text.scalars(inBytes: 3..<3) == [])
    #expect(text.scalar(atByte: 6).value == 0x1F600)
    #expect(text.scalar(atByte: 6).length == 4)
    #expect(try SourceText(utf8: [0x61, 0xC3, 0xA9]) == SourceText("aé"))
  }

  @Test("the empty text")
  func empty() throws {
    let text = try SourceText(utf8: [])
    #expect(text.scalarCount == 0)
    #expect(text.byteOffset(ofScalar: 0) == 0)
    #expect(text.scalarOffset(ofByte: 0) == 0)
    #expect(text.scalars(inBytes: 0..<0) == [])
    #expect(text.span.isEmpty)
  }

  @Test("the shortest and the longest of each length, and what borders the surrogates")
  func borders() throws {
    let cases: [([UInt8], UInt32)] = [
      ([0x00], 0x0), ([0x7F], 0x7F), ([0xC2, 0x80], 0x80), ([0xDF, 0xBF], 0x7FF),
      ([0xE0, 0xA0, 0x80], 0x800), ([0xED, 0x9F, 0xBF], 0xD7FF), ([0xEE, 0x80, 0x80], 0xE000),
      ([0xEF, 0xBF, 0xBF], 0xFFFF), ([0xF0, 0x90, 0x80, 0x80], 0x1_0000),
      ([0xF4, 0x8F, 0xBF, 0xBF], 0x10_FFFF),
    ]
    for (bytes, value) in cases {
      #expect(try SourceText(utf8: bytes).scalars(inBytes: 0..<bytes.count) == [value])
    }
  }

  /// The places are those of Python's strict decoder.
  @Test(
    "ill-formed sequences",
    arguments: [
      ([0x80], 0), ([0xBF], 0), ([0xC0, 0x80], 0), ([0xC1, 0xBF], 0), ([0xC2], 0),
      ([0xC2, 0x41], 0), ([0xE0, 0x80, 0x80], 0), ([0xE0, 0x9F, 0xBF], 0), ([0xE0, 0xA0], 0),
      ([0xE4, 0xB8], 0), ([0xE4, 0xB8, 0x41], 0), ([0x41, 0xE4, 0x41, 0x41], 1),
      ([0xED, 0xA0, 0x80], 0), ([0xED, 0xBF, 0xBF], 0), ([0xEE, 0x80], 0),
      ([0xF0, 0x80, 0x80, 0x80], 0), ([0xF0, 0x8F, 0xBF, 0xBF], 0), ([0xF0, 0x90, 0x80], 0),
      ([0xF0, 0x9F, 0x98], 0), ([0xF0, 0x9F, 0x41, 0x80], 0), ([0xF4, 0x90, 0x80, 0x80], 0),
      ([0xF4, 0x8F, 0xBF, 0xC0], 0), ([0xF5, 0x80, 0x80, 0x80], 0), ([0xFE], 0), ([0xFF], 0),
      ([0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x80], 8), ([0xC3, 0xA9, 0xC3], 2),
      ([0xE4, 0xB8, 0xAD, 0xE4, 0xB8], 3), ([0xE4, 0xB8, 0xAD, 0x80], 3),
      ([0x41, 0xED, 0xA0, 0x80, 0x42], 1),
    ] as [([UInt8], Int)])
  func illFormed(bytes: [UInt8], place: Int) {
    #expect(throws: InvalidUTF8(byte: place)) { try SourceText(utf8: bytes) }
    // The place counts from the start of the text, wherever the fast paths stand.
    for lead in 1...20 {
      let longer = Array(repeating: UInt8(0x2E), count: lead) + bytes + [0x2E]
      #expect(throws: InvalidUTF8(byte: place + lead)) { try SourceText(utf8: longer) }
    }
  }

  @Test("classes of scalars")
  func classes() {
    let cases: [(Unicode.Scalar, ScalarClass)] = [
      ("a", .letter), ("λ", .letter), ("ж", .letter), ("ª", .letter), ("5", .digit), ("½", .digit),
      ("Ⅳ", .digit), ("中", .han), ("〇", .han), ("々", .han), ("⺀", .han), ("𠀀", .han),
      ("か", .kana), ("ー", .kana), ("ｶ", .kana), ("한", .hangul), ("ᄀ", .hangul),
      ("\u{301}", .mark), (" ", .space), ("\u{3000}", .space), ("\n", .space), (".", .punctuation),
      ("。", .punctuation), ("“", .punctuation), ("—", .punctuation), ("+", .symbol),
      ("￥", .symbol), ("😀", .symbol), ("\u{0}", .other), ("\u{FEFF}", .other),
      ("\u{E000}", .other), ("\u{10FFFF}", .other),
    ]
    for (scalar, expected) in cases {
      #expect(ScalarClass(of: scalar.value) == expected, "\(scalar)")
    }
    #expect(ScalarClass(of: 0xD800) == .other)
    #expect(ScalarClass.han.isWordlike && ScalarClass.digit.isWordlike)
    #expect(!ScalarClass.punctuation.isWordlike && !ScalarClass.mark.isWordlike)
    #expect(ScalarClass.han.isUnspaced && ScalarClass.kana.isUnspaced)
    #expect(!ScalarClass.hangul.isUnspaced && !ScalarClass.letter.isUnspaced)
  }
}

@Suite("SourceText obeys its laws", .tags(.laws))
struct SourceTextLawsTests {
  @Test("every scalar comes back from its bytes")
  func everyScalar() throws {
    for start in stride(from: UInt32(0), to: 0x11_0000, by: 0x1000) {
      let values = (start..<(start + 0x1000)).filter { Unicode.Scalar($0) != nil }
      var view = String.UnicodeScalarView()
      for value in values { view.append(Unicode.Scalar(value) ?? " ") }
      let text = try SourceText(utf8: Array(String(view).utf8))
      #expect(text.scalarCount == values.count)
      #expect(text.scalars(inBytes: 0..<text.utf8.count) == values)
    }
  }

  @Test("offsets, both ways, at every boundary")
  func offsets() throws {
    var generator = SeededGenerator(seed: TestKnobs.seed)
    let alphabets = ["a", "aé", "中文", "a中😀é", "😀", "aaaaaaaaaaaaaaa中"]
    for alphabet in alphabets {
      for length in [1, 7, 8, 255, 256, 257, 511, 512, 513, 3_000] {
        var view = String.UnicodeScalarView()
        for _ in 0..<length {
          view.append(alphabet.unicodeScalars.randomElement(using: &generator) ?? "a")
        }
        let bytes = Array(String(view).utf8)
        let text = try SourceText(utf8: bytes)
        #expect(text.scalarCount == length)
        var scalar = 0
        var isSound = true
        for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
          isSound = isSound && text.byteOffset(ofScalar: scalar) == offset
          isSound = isSound && text.scalarOffset(ofByte: offset) == scalar
          scalar += 1
        }
        #expect(isSound)
        #expect(text.byteOffset(ofScalar: length) == bytes.count)
        #expect(text.scalarOffset(ofByte: bytes.count) == length)
      }
    }
  }

  @Test("a class that is a property of the scalar agrees with the standard library")
  func classes() {
    for value in UInt32(0)..<0x11_0000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isSpace = ScalarClass(of: value) == .space
      if isSpace != scalar.properties.isWhitespace { Issue.record("\(String(value, radix: 16))") }
    }
  }
}

@Suite("SourceText survives", .tags(.survival))
struct SourceTextSurvivalTests {
  @Test("random bytes are valid exactly where the standard library says so")
  func randomBytes() {
    var generator = SeededGenerator(seed: TestKnobs.seed)
    let telling: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE4, 0xED,
      0xEF, 0xF0, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    for _ in 0..<(100_000 * TestKnobs.scale) {
      let bytes = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        telling.randomElement(using: &generator) ?? 0
      }
      let isValid = (try? SourceText(utf8: bytes)) != nil
      #expect(isValid == (String(validating: bytes, as: UTF8.self) != nil))
    }
  }
}
