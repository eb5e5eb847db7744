import CentoTestSupport
import CentoText
import Testing

@Suite("Outline: hostile texts", .tags(.survival))
struct OutlineSurvivalTests {
  private func count(_ string: String) -> Int {
    let document = Document(id: DocumentID(rawValue: "d"), text: SourceText(string))
    return Outliner().outline(of: document).elements.count
  }

  @Test(
    "Long lines, many lines, many titles, many tables: no crash, and no time that grows as a square",
    .timeLimit(.minutes(1)))
  func large() {
    let size = 20_000 * TestKnobs.scale
    let long = String(repeating: "清溪河。Abc, ", count: size)
    #expect(count(long) == 1)
    #expect(count(String(repeating: "##", count: size)) == 1)
    #expect(count(String(repeating: "短行\n", count: size)) == size)
    let tables = String(repeating: "目录\n一、总则\n标题\t3\n# x\n行 12\n", count: size / 4)
    #expect(count(tables) > size / 4)
    #expect(count("目录\n甲乙丙\t1\n甲乙丙\t2\n" + String(repeating: "甲乙丙\n", count: size)) > size)
  }
}
