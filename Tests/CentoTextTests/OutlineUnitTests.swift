import CentoTestSupport
import CentoText
import Testing

@Suite("Outline: by hand", .tags(.unit))
struct OutlineUnitTests {
  @Test("A compilation: its own title, its count, titles set off by blank lines, an advert")
  func setOff() {
    let text = """
      基层工作经验材料汇编
      （3篇）


      水务局让清溪河变清

      \(Sample.river)
      \(Sample.river2)


      城东小学打开操场

      ##paidbegin##\(Sample.school)
      \(Sample.school2)


      夜班车开到矿区

      \(Sample.bus)
      更多素材请关注公众号写作君，会员限时优惠，每天更新材料

      ##paidend##
      """
    #expect(
      sketch(text) == [
        "~title 基层工作经验材料汇编", "~count （3篇）", "T 水务局让清溪河变清", "1.1 近年来，县水", "1.2 水务局每周取",
        "T 城东小学打开操场", "~mark ##paidbegin##", "2.1 今年以来，城", "2.2 校长说，学校", "T 夜班车开到矿区",
        "3.1 日前，公交公", "~advert 更多素材请关注公众号写作君，会员限时优惠，每天更新材料", "~mark ##paidend##",
      ])
  }

  @Test(
    "A table of contents that lists itself, misses a page and an article; titles without blank lines"
  )
  func contents() {
    let text = """
      基层工作材料（3篇）
      目录
      基层工作材料（3篇）\t1
      目录\t1
      城东小学打开操场\t2
      ##paidbegin##
      夜班车开到矿区\t
      \(Sample.river)
      \(Sample.river2)
      城东小学打开操场
      \(Sample.school)
      夜班车开到矿区
      \(Sample.bus)
      \(Sample.bus2)
      """
    #expect(titles(text) == ["-", "城东小学打开操场", "夜班车开到矿区"])
    #expect(sketch(text).filter { $0.hasPrefix("~contents") }.count == 5)
  }

  @Test("A table with dot leaders; two articles of one title")
  func leaders() {
    let text = """
      Contents
      The river runs clear ........ 1
      A night bus for the mine.......4
      The river runs clear …… 9


      The river runs clear

      The water office tore down the old walls along the river last year.

      A night bus for the mine

      The bus company opened a line to the mine, and drivers make four trips a night.

      The river runs clear

      A second report says that the herons have come back to the willows.
      """
    #expect(
      titles(text) == ["The river runs clear", "A night bus for the mine", "The river runs clear"])
  }

  @Test(
    "One article stays one: numbered headings, two-line sub-headings, a subtitle, a password, pages"
  )
  func whole() {
    let text = """
      关于清溪河治理情况的报告
      ——在全县水务会议上
      一、基本情况
      \(Sample.river)
      — 1 —
      （一）主要做法
      \(Sample.river2)
      创新巡河方式
      激发村民热情
      \(Sample.river)

      文档编辑密码：ab12cd
      """
    #expect(
      sketch(text) == [
        "T 关于清溪河治理情况的报告", "H ——在全县水务会议上", "H 一、基本情况", "1.1 近年来，县水", "~page — 1 —", "H （一）主要做法",
        "1.2 水务局每周取", "H 创新巡河方式", "H 激发村民热情", "1.3 近年来，县水", "~password 文档编辑密码：ab12cd",
      ])
  }

  @Test("A title printed twice is furniture the second time")
  func doubled() {
    #expect(
      sketch("清溪河治理总结\n清溪河治理总结\n\(Sample.river)\n")
        == ["T 清溪河治理总结", "~title 清溪河治理总结", "1.1 近年来，县水"])
  }

  @Test("A law with its contents is one article")
  func law() {
    let text = """
      清溪河管理条例
      2020年5月1日 县人民代表大会通过
      目录
      第一章 总则
      第二章 附则
      第一章 总则
      第一条 为了保护清溪河的水，制定本条例，沿河的单位和个人都应当遵守。
      第二章 附则
      第二条 本条例自公布之日起施行，此前的有关规定同时废止，由水务局解释。
      """
    #expect(titles(text) == ["清溪河管理条例"])
    #expect(sketch(text).filter { $0.hasPrefix("H 第") }.count == 2)
  }

  @Test("An advert glued to the last paragraph is cut off")
  func gluedAdvert() {
    let text = "夜班车开到矿区\n\n\(Sample.bus)【写作库】每天更新材料，会员限时优惠，有意加入请联系客服。"
    #expect(sketch(text).last == "~advert 【写作库】每天更新材料，会员限时优惠，有意加入请联系客服。")
    #expect(sketch(text).count == 3)
  }

  @Test("Markdown titles and headings")
  func markdown() {
    let text =
      "# One river\n\nThe water is clear again this year.\n\n## Why\n\nThe walls are gone.\n\n"
      + "# Two buses\n\nThe bus goes at night, and it is full.\n"
    #expect(titles(text) == ["One river", "Two buses"])
  }

  @Test("Rows of a wrapped paragraph are one paragraph")
  func wrapped() {
    let row = "the water office tore down the old stone walls along the river and"
    let text =
      "A clear river\n\n"
      + (0..<4).map { _ in "\(row)\n\(row)\n\(row)\nso it went on.\n" }
      .joined(separator: "\n")
    let outline = Outliner().outline(
      of: Document(id: DocumentID(rawValue: "d"), text: SourceText(text)))
    #expect(outline.articles.map(\.paragraphs.count) == [4])
    #expect(outline.articles.first?.titleText == "A clear river")
  }

  @Test("Lines as paragraphs: no titles, no headings")
  func lines() {
    let outline = Outliner().lines(
      of: Document(id: DocumentID(rawValue: "d"), text: SourceText("一\r\n\r\n 二 \r三")))
    #expect(outline.articles.map(\.paragraphs.count) == [3])
    #expect(outline.articles.first?.titleText == nil)
  }

  @Test("The founding texts: an editor counts 4, 53, 1, 1 and 1 articles")
  func seeds() throws {
    let counts = [
      "000_57b0af0e3a06c57a", "001_9409596d0de7a529", "002_a1d51777f6f77122",
      "003_649c9e52e842f151", "004_a382a8f7e35bd35c",
    ].map { name in
      bytes(ofSeed: name).map { count(SourceText(String(decoding: $0, as: UTF8.self))) }
    }
    #expect(counts == [4, 53, 1, 1, 1])
  }

  private func count(_ text: SourceText) -> Int {
    Outliner().outline(of: Document(id: DocumentID(rawValue: "d"), text: text)).articles.count
  }
}
