import CentoTestSupport
import CentoText
import Testing

@Suite("Sentences", .tags(.unit))
struct SegmentationTests {
  private func split(_ string: String) -> [String] {
    let text = SourceText(string)
    return SentenceSplitter().sentences(of: [text.span], in: text).map { parts in
      parts.map { text[$0] }.joined(separator: "|")
    }
  }

  @Test("Chinese: stops, and the quotation marks that close after them")
  func chinese() {
    #expect(split("河水清了。“真的吗？”他问！走吧……好") == ["河水清了。", "“真的吗？”", "他问！", "走吧……", "好"])
    #expect(split("增长3.5%；下降2%，持平。") == ["增长3.5%；下降2%，持平。"])
  }

  @Test("English: a stop before a space and a capital; no stop in names and numbers")
  func english() {
    #expect(
      split("Mr. Hall paid 3.5 pounds. \"Why?\" he asked. Dr. J. Low left! Then") == [
        "Mr. Hall paid 3.5 pounds.", "\"Why?\" he asked.", "Dr. J. Low left!", "Then",
      ])
  }

  @Test("A sentence that furniture interrupts has two parts")
  func parts() {
    let text = SourceText("河水##清了。好")
    let sentences = SentenceSplitter().sentences(
      of: [text.span(scalars: 0..<2), text.span(scalars: 4..<8)], in: text)
    #expect(sentences.map { $0.map { text[$0] } } == [["河水", "清了。"], ["好"]])
  }
}
