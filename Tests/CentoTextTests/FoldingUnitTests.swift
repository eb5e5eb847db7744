import CentoTestSupport
import CentoText
import Testing

@Suite("Folding", .tags(.unit))
struct FoldingUnitTests {
  private func folded(_ text: String, _ steps: FoldingStep...) -> String {
    Folding(steps).fold(SourceText(text)).string
  }

  @Test("the standard folding, on prose of three scripts")
  func standard() {
    let cases: [(String, String)] = [
      ("Ｆｏｏ　“ＢＡＲ”", "foo \"bar\""),
      ("深入贯彻……党的　十九大 精神。", "深入贯彻⋯党的十九大精神."),
      ("２０２０ 年 ３ 月——①号", "2020年3月-1号"),
      ("国发〔2020〕5号", "国发[2020]5号"),
      ("约翰•史密斯、约翰・史密斯", "约翰·史密斯、约翰·史密斯"),
      ("It’s “fine” – he said…  \tand left. ", "it's \"fine\" - he said⋯ and left."),
      ("Ἐν ἀρχῇ ἦν ὁ λόγος", "ἐν ἀρχῆι ἦν ὁ λόγοσ"),
      ("Straße STRASSE ﬁne", "strasse strasse fine"),
      ("soft\u{AD}hyphen zero\u{200B}width \u{FEFF}", "softhyphen zerowidth"),
      ("", ""),
      (" \u{3000}\n\t", ""),
    ]
    for (text, expected) in cases {
      #expect(Folding.standard.fold(SourceText(text)).string == expected)
    }
  }

  @Test("each step by itself")
  func steps() {
    #expect(folded("a\u{200D}b\u{FE0F}\u{FEFF}\u{0}c\n", .invisible) == "abc\n")
    #expect(folded("「一」『二』‘三’", .punctuation) == "\"一\"\"二\"'三'")
    #expect(folded("，；：！？（）％", .punctuation) == ",;:!?()%")
    #expect(folded("—— -- – …… ... 。。。 ·· .", .punctuation) == "- - - ⋯ ⋯ ⋯ ⋯ .")
    #expect(folded("3.14。3,000，", .punctuation) == "3.14.3,000,")
    #expect(folded("''a'' '''", .punctuation) == "\"a\" \"'")
    #expect(folded("½ ŉ ⁻", .punctuation) == "1/2 'n -")
    #expect(folded("ﾊﾞｶﾞ ㍿ ² ﬁ Å e\u{301}", .compatibility) == "バガ 株式会社 2 fi Å é")
    #expect(folded("ABC Ǆ ẞ ΣΑΣ İ", .case) == "abc ǆ ss σασ i\u{307}")
    #expect(folded("漢語萬歲", .simplified) == "汉语万岁")
    #expect(folded("12 １２ ٣٤ ①", .digits) == "00 00 00 ①")
    #expect(folded("  a \u{A0}\u{3000} b 中 文 c\n", .whitespace) == "a b中文c")
  }

  @Test("marks")
  func marks() throws {
    let cases = [
      ("a, b; (c)-d", "a b c d"), ("* one\n * two", "one two"), ("“你好，”世界！", "你好世界"),
      ("don't", "don t"), ("3.5 % × 2", "3 5 2"), ("…", ""), ("① ⑴", "1 1"), ("€5", "5"),
    ]
    let folding = try Folding(parsing: "default,marks")
    for (text, expected) in cases { #expect(folding.fold(SourceText(text)).string == expected) }
    #expect(folded("a-b", .marks) == "a b")
    #expect(folded("李XX（男）**", .marks, .masks) == "李* 男 *")
  }

  @Test("separators: marks beside spaced words, not beside Chinese ones nor inside numbers")
  func separators() {
    let cases = [
      ("a, b; (c)-d", "a b c d"), ("/* one\n * two */", "one two"), ("don't", "don t"),
      ("“你好，”世界！", "\"你好,\"世界!"), ("用Swift（6.3）写，", "用swift 6.3)写,"),
      ("use Swift (6.3), “now”.", "use swift 6.3 now"), ("1,000 - 2,000", "1,000 2,000"),
      ("2024-01-02", "2024-01-02"), ("3.5 %", "3.5"), ("增3.5%、减", "增3.5%、减"), ("增3.5%", "增3.5"),
      ("----", "-"),
      ("* * *", "* * *"), ("カナ・ABC", "カナ·abc"), ("ABC・", "abc"), ("a…… b", "a b"), ("$5 a", "5 a"),
    ]
    for (text, expected) in cases {
      #expect(Folding.words.fold(SourceText(text)).string == expected, "\(text)")
    }
    #expect(folded("a - b, 3 .5", .separators) == "a   b  3  5")
  }

  @Test("masks, and what only looks like one")
  func masks() {
    let cases: [(String, String)] = [
      ("XX市", "*市"), ("ＸＸ市", "*市"), ("李某某", "李*"), ("×年×月", "*年*月"),
      ("138****1234", "138*1234"), ("201X年", "201*年"), ("“xxx”", "“*”"), ("**", "*"),
      ("某xx", "*"), ("A股", "A股"), ("xxl", "xxl"), ("boxxes", "boxxes"), ("3×5", "3×5"),
      ("x = 1", "x = 1"), ("0x1F", "0x1F"),
    ]
    for (text, expected) in cases {
      #expect(folded(text, .masks) == expected)
    }
  }

  @Test("spaces that carry an accent are no white space")
  func spacesWithMarks() {
    #expect(folded("か \u{3099}", .compatibility, .whitespace) == "か \u{3099}")
    #expect(folded("か\u{309B}", .compatibility, .whitespace) == "か \u{3099}")
    #expect(folded("  \u{301}a", .whitespace) == " \u{301}a")
  }

  @Test("the way back, place by place")
  func wayBack() {
    //           0 1 2  3 4 5 6 7 8
    let text = "　ﬁ…… a  中 e\u{301}。"
    let folded = Folding.standard.fold(SourceText(text))
    #expect(folded.string == "fi⋯ a中é.")
    #expect(folded.map.foldedCount == 8)
    #expect(folded.map.source(of: FoldedSpan(0..<1)) == 1..<2)
    #expect(folded.map.source(of: FoldedSpan(1..<2)) == 1..<2)
    #expect(folded.map.source(of: FoldedSpan(2..<3)) == 2..<4)
    #expect(folded.map.source(of: FoldedSpan(3..<5)) == 4..<6)
    #expect(folded.map.source(of: FoldedSpan(5..<6)) == 8..<9)
    #expect(folded.map.source(of: FoldedSpan(4..<6)) == 5..<9)
    #expect(folded.map.source(of: FoldedSpan(6..<7)) == 10..<12)
    #expect(folded.map.source(of: FoldedSpan(7..<8)) == 12..<13)
    #expect(folded.map.source(of: FoldedSpan(5..<5)) == 8..<8)
    #expect(folded.map.source(of: FoldedSpan(8..<8)) == 13..<13)
    #expect(folded.map.folded(ofSource: 0..<1) == FoldedSpan(0..<0))
    #expect(folded.map.folded(ofSource: 1..<3) == FoldedSpan(0..<3))
    #expect(folded.map.folded(ofSource: 6..<8) == FoldedSpan(5..<5))
    #expect(folded.map.folded(ofSource: 11..<12) == FoldedSpan(6..<7))
    #expect(folded.map.folded(ofSource: 0..<13) == FoldedSpan(0..<8))
  }

  @Test("parts are joined directly; spans over several get the hull")
  func parts() {
    let text = SourceText("去年底，各地##paidbegin##区各部门")
    let parts = [text.span(scalars: 0..<6), text.span(scalars: 19..<23)]
    let folded = Folding.standard.fold(text, parts: parts)
    #expect(folded.string == "去年底,各地区各部门")
    #expect(folded.map.source(of: FoldedSpan(0..<6)) == 0..<6)
    #expect(folded.map.source(of: FoldedSpan(5..<7)) == 5..<20)
    #expect(folded.map.source(of: FoldedSpan(6..<10)) == 19..<23)
    #expect(folded.map.folded(ofSource: 6..<19) == FoldedSpan(6..<6))

    let broken = SourceText("a ## b")
    let around = [broken.span(scalars: 0..<2), broken.span(scalars: 4..<6)]
    #expect(Folding.standard.fold(broken, parts: around).string == "a b")
    #expect(
      Folding.standard.fold(broken, parts: around).map.source(of: FoldedSpan(1..<2)) == 1..<5)
    #expect(Folding.standard.fold(broken, parts: []).scalars == [])
  }

  @Test("no folding is the identity, and so is its map")
  func none() {
    let text = SourceText("Ａ　“b”\r\n \u{FEFF}é")
    let folded = Folding.none.fold(text)
    #expect(folded.string == "Ａ　“b”\r\n \u{FEFF}é")
    #expect(folded.map == OffsetMap(identity: 10))
    #expect(folded.map.isIdentity)
  }

  @Test("words for foldings")
  func words() throws {
    #expect(Folding.none.description == "none")
    #expect(Folding([.whitespace, .case, .case]).description == "case,whitespace")
    #expect(try Folding(parsing: "none") == .none)
    #expect(try Folding(parsing: "default") == .standard)
    #expect(try Folding(parsing: "whitespace,case") == Folding([.case, .whitespace]))
    #expect(try Folding(parsing: Folding.standard.description) == .standard)
    #expect(try Folding(parsing: "default,masks").steps == Folding.standard.steps + [.masks])
    #expect(throws: FoldingError.unknownStep("cases")) { try Folding(parsing: "cases") }
    #expect(throws: FoldingError.unknownStep("")) { try Folding(parsing: "") }
    #expect(throws: FoldingError.unknownStep("none")) { try Folding(parsing: "none,case") }
    #expect(
      FoldingError.unknownStep("cases").description
        == "unknown folding step \"cases\". Give none, default, or a list of: invisible, "
        + "punctuation, compatibility, case, simplified, digits, marks, separators, whitespace, masks."
    )
  }
}
