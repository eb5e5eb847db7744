import CentoTestSupport
import CentoText
import Testing

@Suite("Outline: laws", .tags(.laws))
struct OutlineLawsTests {
  private static let pieces = [
    "目录", "一、总体情况", "（一）做法", "第一章 总则", "第一条 为了保护河流，制定本条例。", "标题甲", "标题乙\t12", "标题乙", "Contents",
    "A Title ..... 3", "A Title", "##paidbegin##", "##a##正文。", "正文##b##还有正文。", "材料汇编（3篇）", "（3篇）",
    "# One",
    "## Two", "— 3 —", "1", "2", "3", "编辑密码：abc123", "更多素材关注公众号，会员优惠", "******", "\u{0}",
    "\u{200B}", "é", "𠀀",
    "a\u{301}", "\u{FEFF}", "<!-- x -->", "<!--", "####", "{{{{", "。", "”", "...", Sample.river,
    Sample.school,
    "It ends here. And so on, for a while, until the line is long enough to be read as text.",
  ]
  private static let breaks = [
    "\n", "\r\n", "\r", "\u{2028}", "\u{2029}", "\u{85}", "\u{C}", "\u{B}", "\n\n", "\n\n\n",
    "\r\n\r\n", " ",
    "\u{3000}", "",
  ]

  @Test("Every non-blank character lies in exactly one element; spans are trimmed; order holds")
  func partition() {
    var generator = SeededGenerator(seed: TestKnobs.seed)
    for _ in 0..<600 * TestKnobs.scale {
      var string = ""
      for _ in 0..<Int.random(in: 0..<40, using: &generator) {
        string += Self.pieces.randomElement(using: &generator) ?? ""
        string += Self.breaks.randomElement(using: &generator) ?? ""
      }
      check(string)
    }
  }

  @Test("Texts at the edge: nothing, blanks, furniture alone, one sign")
  func edges() {
    for string in [
      "", " ", "\n\n\r\n", "\u{3000}\n", "##paidend##", "目录", "目录\n", "（3篇）", "\u{0}", "。", "a",
      "#", "# ",
      "# a", "— 1 —", "密码：abc", "##a####b##", "目录\n目录\n目录",
    ] { check(string) }
  }

  @Test("The founding texts, with every kind of line end")
  func seeds() {
    for name in ["000_57b0af0e3a06c57a", "001_9409596d0de7a529", "004_a382a8f7e35bd35c"] {
      guard let bytes = bytes(ofSeed: name) else { continue }
      let string = String(decoding: bytes, as: UTF8.self)
      check(string)
      let titlesWithLF = titles(string)
      for end in ["\r\n", "\r", "\u{2028}", "\u{85}"] {
        let other = String(
          string.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: end))
        check(other)
        #expect(titles(other) == titlesWithLF)
      }
    }
  }

  private func check(_ string: String) {
    let text = SourceText(string)
    let document = Document(id: DocumentID(rawValue: "d"), text: text)
    for outline in [Outliner().outline(of: document), Outliner().lines(of: document)] {
      checkElements(of: outline, in: text, "\(string.debugDescription.prefix(300))")
      checkArticles(of: outline, in: text, "\(string.debugDescription.prefix(300))")
    }
  }

  private func checkElements(of outline: Outline, in text: SourceText, _ comment: Comment) {
    let scalars = text.scalars(inBytes: 0..<text.utf8.count)
    var owners = [Int](repeating: 0, count: scalars.count)
    var isFurniture = [Bool](repeating: false, count: scalars.count)
    var last = 0
    for element in outline.elements {
      #expect(element.span.scalars.lowerBound >= last, comment)
      last = element.span.scalars.lowerBound
      checkTrimmed(element.span, scalars, in: text, comment)
      if case .furniture = element.kind {
        for place in element.span.scalars {
          #expect(!isFurniture[place], comment)
          isFurniture[place] = true
        }
      } else {
        for place in element.span.scalars { owners[place] += 1 }
      }
    }
    for place in scalars.indices where ScalarClass(of: scalars[place]) != .space {
      #expect(isFurniture[place] || owners[place] == 1, comment)
      if owners[place] > 1 { Issue.record(comment) }
    }
  }

  private func checkArticles(of outline: Outline, in text: SourceText, _ comment: Comment) {
    let scalars = text.scalars(inBytes: 0..<text.utf8.count)
    let furniture = outline.elements.filter { if case .furniture = $0.kind { true } else { false } }
    for (place, article) in outline.articles.enumerated() {
      #expect(article.number == place + 1, comment)
      for part in article.parts + article.paragraphs.flatMap(\.parts) {
        checkTrimmed(part, scalars, in: text, comment)
        #expect(!furniture.contains { $0.span.scalars.overlaps(part.scalars) }, comment)
      }
      for paragraph in article.paragraphs {
        #expect(article.span.contains(paragraph.span), comment)
        #expect(paragraph.parts.first?.scalars.lowerBound == paragraph.span.scalars.lowerBound)
        let sentences = SentenceSplitter().sentences(of: paragraph.parts, in: text)
        let held = sentences.joined().map { span in
          scalars[span.scalars].count { ScalarClass(of: $0) != .space }
        }
        let all = paragraph.parts.map { span in
          scalars[span.scalars].count { ScalarClass(of: $0) != .space }
        }
        #expect(held.reduce(0, +) == all.reduce(0, +), comment)
        for part in sentences.joined() { checkTrimmed(part, scalars, in: text, comment) }
      }
    }
  }

  private func checkTrimmed(
    _ span: SourceSpan, _ scalars: [UInt32], in text: SourceText, _ comment: Comment
  ) {
    #expect(!span.isEmpty, comment)
    #expect(ScalarClass(of: scalars[span.scalars.lowerBound]) != .space, comment)
    #expect(ScalarClass(of: scalars[span.scalars.upperBound - 1]) != .space, comment)
    #expect(text.span(scalars: span.scalars) == span, comment)
  }
}
