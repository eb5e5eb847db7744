import CentoBench
import CentoTestSupport
import CentoText
import Testing

@Suite(.tags(.unit)) struct SourceParagraphsTests {
  @Test func linesAreTrimmed() {
    let found = SourceParagraphs.paragraphs(of: SourceText("  甲乙\r\n\n\u{3000}丙 \n"))
    #expect(found == [[0x7532, 0x4E59], [0x4E19]])
  }
}
