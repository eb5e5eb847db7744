import Cento
import CentoTestSupport
import Testing

@Suite struct EvidenceTests {
  private static let clause = "市场监管部门将持续推进全国统一大市场建设，为各类经营主体提供规范便利统一的登记服务"

  @Test(.tags(.unit)) func theFiguresAreThoseOfTheSearch() throws {
    let corpus = Corpus([
      document("a", "去年的工作已经结束了。\(Self.clause)。大家都很满意这个结果。"),
      document("b", "记者问了许多问题。\(Self.clause.replacing("便利", with: "高效"))。随后会议进入下一个环节。"),
      document("c", "这里写的是别的内容，与上面两篇没有关系。"),
    ])
    let units = FoldedUnits(of: corpus, at: .paragraph)
    let documents = corpus.units(at: .document)
    let found = units.evidence(between: documents[1], and: documents[0], in: corpus)
    let evidence = try #require(found.passages.first)
    let searched = try #require(units.reusedPassages(in: corpus).first)
    #expect(found.passages.count == 1 && found.families.isEmpty)
    #expect(evidence.passage.reuse.bits == searched.reuse.bits)
    let grounds = try #require(evidence.passage.reuse.grounds)
    #expect(grounds.minimum == 60 && grounds.surcharge == 0)
    #expect(grounds.sources == 2 && grounds.signs == 40)
    #expect(grounds.reason == .passage)
    #expect(evidence.pieces.count == 5)
    #expect(evidence.pieces.allSatisfy { Self.clause.contains($0.text) && $0.bits > 0 })
    #expect(evidence.pieces.map(\.bits) == evidence.pieces.map(\.bits).sorted(by: >))
    #expect(units.script(of: evidence.passage).description == "32=2X7=")
    let changes = units.changes(in: evidence.passage, of: corpus)
    #expect(changes.map { "\($0.kind) \($0.a) \($0.b)" } == ["wording 便利 高效"])
    #expect(units.evidence(between: documents[0], and: documents[2], in: corpus).passages.isEmpty)
  }

  @Test(.tags(.unit)) func aTitleIsAFormulaForBeingATitle() throws {
    let title = "《关于进一步优化外商投资环境加大吸引外商投资力度的意见》"
    let corpus = Corpus([
      document("a", "会上介绍了\(title)的主要内容，并回答了记者的提问。"),
      document("b", "据了解，\(title)已经印发各地，请认真贯彻执行。"),
    ])
    let units = FoldedUnits(of: corpus, at: .paragraph)
    let documents = corpus.units(at: .document)
    let found = units.evidence(between: documents[0], and: documents[1], in: corpus)
    #expect(found.passages.map(\.passage.reuse.tier) == [.formula])
    #expect(found.passages.map(\.passage.reuse.grounds?.reason) == [.title])
  }
}
