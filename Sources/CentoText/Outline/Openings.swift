/// How articles begin: with the time, the place or the purpose of what they report.
enum Openings {
  private static let phrases = Phrases([
    "近年来", "今年以来", "近日", "日前", "年以来", "月以来", "年来", "随着", "连日来", "一直以来", "这些年", "去年", "上半年", "记者",
    "本报讯", "新华社", "讯",
    "为进一步", "为深入", "为认真", "为全面", "为切实", "为贯彻", "为了", "为充分", "为确保", "为推动", "为加强", "根据", "按照", "月日",
    "自年", "inrecentyears",
    "thisyear", "lastweek", "onmonday", "ontuesday", "onwednesday", "onthursday", "onfriday",
    "reuters", "correspondent",
  ])

  /// Whether the first forty characters of a paragraph, digits and masks aside, hold such a phrase.
  static func begins(_ paragraph: [UInt32]) -> Bool {
    let head = Phrases.folded(Array(paragraph.prefix(60))).filter { value in
      !(value >= 0x30 && value <= 0x39) && value != 0x78 && value != 0x2A
    }
    return phrases.isIn(Array(head.prefix(40)))
  }
}
