import Cento
import CentoTestSupport
import Testing

@Suite struct FamilyDateTests {
  @Test(.tags(.unit)) func datedMembersComeFirstTheEarliestFirst() throws {
    let clause = "市场监管部门将持续推进全国统一大市场建设，为各类经营主体提供规范便利统一的登记服务"
    let documents = (0..<60).map { number -> Document in
      let date: String? =
        switch number {
        case 7: "2021-03-01"
        case 20: "2019-12-31"
        case 33: "2021-03-01"
        default: nil
        }
      return Document(
        id: DocumentID(rawValue: "\(number)"), text: SourceText(clause),
        metadata: date.map { [MetadataField(key: "date", json: "\"\($0)\"")] } ?? [])
    }
    let corpus = Corpus(documents.map { ($0, .whole) }, threads: 1)
    let units = FoldedUnits(of: corpus, at: .document)
    let family = try #require(units.sharedText(in: corpus).families.first)
    let ids = family.members.map { "\(units.units[$0.unit].passage.id)" }
    #expect(ids.prefix(5) == ["20", "7", "33", "0", "1"])
    #expect(ids.count == 60)
    #expect(
      family.dates.prefix(4).map { $0.map { "\($0)" } } == [
        "2019-12-31", "2021-03-01", "2021-03-01", nil,
      ])
    #expect("\(units.units[family.members[family.representative].unit].passage.id)" == "0")
  }

  @Test(.tags(.unit)) func theLinesOfACompilationAreNotItsDate() {
    let text = "# One\n\n2024年5月1日\n\n第一篇的内容。\n\n# Two\n\n第二篇的内容。\n"
    var dates = DocumentDates(
      Corpus([document("a", text), document("b", "题目\n\n2024年5月1日\n\n内容。\n")]))
    #expect(dates.date(ofDocument: 0) == nil)
    #expect(dates.date(ofDocument: 1).map { "\($0)" } == "2024-05-01")
  }
}
