import Cento
import CentoTestSupport
import Testing

@Suite
struct ReusedPassagesTests {
  private static let clause = "市场监管部门将持续推进全国统一大市场建设，为各类经营主体提供规范便利统一的登记服务"

  @Test(.tags(.unit)) func theSpanIsTheClauseAndTheTextLeavesFurnitureOut() throws {
    let a = "关于服务的通报\n\n去年的工作已经结束了。\(Self.clause)。大家都很满意这个结果。\n"
    let b =
      "另一次发布会\n\n##paidbegin##记者问了许多问题。\(Self.clause.prefix(20))##paidend##"
      + "\(Self.clause.dropFirst(20))。随后会议进入下一个环节。\n"
    let corpus = Corpus([document("a", a), document("b", b)])
    let units = FoldedUnits(of: corpus, at: .paragraph)
    let found = try #require(units.reusedPassages(in: corpus).first)
    #expect(units.text(of: found.a, in: corpus) == Self.clause)
    #expect(units.text(of: found.b, in: corpus) == Self.clause)
    let start = Array(a.unicodeScalars).count - Array("。大家都很满意这个结果。\n".unicodeScalars).count
    #expect(found.a.span.scalars == start - Self.clause.unicodeScalars.count..<start)
    #expect(found.reuse.relation == .identical)
  }

  @Test(.tags(.laws)) func spansSliceToTheirTextsInAnyDocument() {
    var generator = SeededGenerator(seed: TestKnobs.seed)
    let words = ["税务", "纳税人", "Ａpple", "监管，", "服 务", "平台\u{3000}", "é", "“窗口”", "企业。"]
    func run(_ count: Int) -> String {
      (0..<count).map { _ in words.randomElement(using: &generator) ?? "税" }.joined()
    }
    let shared = run(30)
    let documents = (0..<6).map { document("\($0)", run(20) + shared + run(20)) }
    let corpus = Corpus(documents)
    let units = FoldedUnits(of: corpus, at: .paragraph)
    let found = units.reusedPassages(in: corpus)
    #expect(!found.isEmpty)
    for passage in found {
      for place in [passage.a, passage.b] {
        let text = corpus.entries[units.units[place.unit].document].document.text
        #expect(text[place.span] == units.text(of: place, in: corpus))
        #expect(text.span(scalars: place.span.scalars).bytes == place.span.bytes)
      }
    }
  }
}
