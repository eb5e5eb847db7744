import CentoTestSupport
import CentoText
import Testing

@Suite struct DateTests {
  private func document(
    _ id: String, _ text: String = "", _ metadata: [(String, String)] = []
  ) -> Document {
    Document(
      id: DocumentID(rawValue: id), text: SourceText(text),
      metadata: metadata.map { MetadataField(key: $0.0, json: $0.1) })
  }

  private func date(
    _ id: String, _ text: String = "", _ metadata: [(String, String)] = []
  ) -> String? {
    document(id, text, metadata).date().map { "\($0)" }
  }

  @Test(
    .tags(.unit),
    arguments: [
      ("2024-05-01", "2024-05-01"), ("2024/5/1", "2024-05-01"), ("2024.05.01", "2024-05-01"),
      ("20240501", "2024-05-01"), ("2024年5月1日", "2024-05-01"), ("2024 年 5 月 1 日", "2024-05-01"),
      ("二〇二四年五月一日", "2024-05-01"), ("二○一九年十二月三十一日", "2019-12-31"), ("２０２４年１１月２０日", "2024-11-20"),
      (" 2024-05-01T08:30:00.000+08:00 ", "2024-05-01"), ("2024-05-01 08:30", "2024-05-01"),
      ("2024-02-29", "2024-02-29"), ("二〇二〇年二十月一日", nil), ("2023-02-29", nil), ("2024-13-01", nil),
      ("2024-05", nil), ("2024年5月", nil), ("5月1日", nil), ("2024-05/01", nil), ("120240501", nil),
      ("18991231", nil), ("2024-05-01 and later", nil), ("12:30", nil), ("", nil),
      ("1714521600", nil),
    ] as [(String, String?)])
  func aWholeDateAndNothingElse(text: String, expected: String?) {
    #expect(CalendarDate(reading: text).map { "\($0)" } == expected)
  }

  @Test(.tags(.unit)) func metadataIsAskedFirst() {
    #expect(date("2020-01-01.txt", "", [("date", "\"2024-05-01\"")]) == "2024-05-01")
    #expect(date("x", "", [("Published", "20240501")]) == "2024-05-01")
    #expect(date("x", "", [("time", "\"2024\\/5\\/1 10:00\"")]) == "2024-05-01")
    #expect(date("x", "", [("发布日期", "\"2024\\u5e745\\u67081\\u65e5\"")]) == "2024-05-01")
    #expect(date("x", "", [("created", "\"2021-01-01\""), ("date", "null")]) == "2021-01-01")
    #expect(
      date("x", "", [("created", "\"2021-01-01\""), ("date", "\"2020-01-01\"")]) == "2020-01-01")
    #expect(date("x", "", [("updated", "\"2021-01-01\"")]) == nil)
  }

  @Test(
    .tags(.unit),
    arguments: [
      ("news/2024-05-01.txt", "2024-05-01"), ("news/20240501_通报.txt", "2024-05-01"),
      ("关于服务的通报（2024年5月1日）.txt", "2024-05-01"), ("2024-05-01/a.txt", nil),
      ("2024-05-01至2024-05-31.txt", nil), ("20240501", nil), ("img20240501.txt", nil),
      ("000_57b0af0e3a06c57a.txt", nil), ("2024年通报.txt", nil), ("2024-02-30.txt", nil),
    ] as [(String, String?)])
  func theNameIsAskedNext(name: String, expected: String?) {
    #expect(date(name) == expected)
  }

  @Test(.tags(.unit)) func theTextIsAskedLast() {
    let body = "今天的会议讨论了许多问题。\n与会者参观了港口。\n"
    let long = String(repeating: body, count: 10)
    #expect(date("a", "题目\n（2024年5月1日）\n" + long) == "2024-05-01")
    #expect(date("a", "题目（2024年5月1日）\n" + long) == "2024-05-01")
    #expect(date("a", long + "某某局\n2024年5月1日\n") == "2024-05-01")
    #expect(date("a", "2024年5月1日，会议召开。\n" + long) == nil)
    #expect(date("a", long + "2024年5月1日\n" + long) == nil)
    #expect(date("a", "2024年5月1日\n2024年5月2日\n" + long) == nil)
    #expect(date("a", "2024年5月1日\n" + long + "2024年6月1日\n") == "2024-05-01")
    #expect(document("a", "2024年5月1日\n").date(asksText: false) == nil)
  }

  @Test(.tags(.laws)) func datesAreOrderedAndPrintedAsTheyAreRead() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for _ in 0..<500 {
      let (x, y) = (Self.any(&random), Self.any(&random))
      #expect(CalendarDate(reading: "\(x)") == x)
      #expect((x < y) == ("\(x)" < "\(y)"))
    }
  }

  private static func any(_ random: inout SeededGenerator) -> CalendarDate {
    while true {
      if let date = CalendarDate(
        year: .random(in: 1000...9999, using: &random), month: .random(in: 0...13, using: &random),
        day: .random(in: 0...32, using: &random))
      {
        return date
      }
    }
  }

  @Test(.tags(.survival)) func anyTextIsRead() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let signs = Array("2年0月日4-/._五一十〇（）() \n\r\"\\u\u{0}".unicodeScalars)
    for _ in 0..<2000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        text.append(signs[Int.random(in: signs.indices, using: &random)])
      }
      _ = date(String(text), String(text), [("date", String(text)), ("time", "\"\\")])
    }
  }
}
