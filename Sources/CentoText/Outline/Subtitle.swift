/// Lines that stand under a title and belong to it: dates, sources, authors, what a dash or brackets add.
enum Subtitle {
  private static let openings = [
    "作者", "来源", "记者", "通讯员", "文/", "发布时间", "发布日期", "时间：", "日期：", "by ", "from ", "published",
    "source:",
  ].map { $0.unicodeScalars.map(\.value) }

  /// Whether the line is one of these.
  static func isOne(_ line: [UInt32]) -> Bool {
    guard let first = line.first, let last = line.last else { return false }
    if first == 0x2014 || first == 0x2015 || first == 0x2013 { return true }
    if (first == 0xFF08 && last == 0xFF09) || (first == 0x28 && last == 0x29) { return true }
    if beginsWithDate(line) { return true }
    let small = line.prefix(12).map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
    return openings.contains { small.starts(with: $0) }
  }

  /// Whether a year and a month stand first: 2020年5月14日, 二〇二〇年五月, 2020-05-14.
  private static func beginsWithDate(_ line: [UInt32]) -> Bool {
    var place = 0
    func number() -> Int {
      let start = place
      while place < line.count,
        (line[place] >= 0x30 && line[place] <= 0x39)
          || (line[place] >= 0xFF10 && line[place] <= 0xFF19)
          || Numbering.isHanNumeral(line[place])
      {
        place += 1
      }
      return place - start
    }
    guard number() == 4, place < line.count else { return false }
    guard line[place] == 0x5E74 || line[place] == 0x2D || line[place] == 0x2E else { return false }
    place += 1
    let month = number()
    guard month >= 1, month <= 3, place < line.count else { return false }
    return line[place] == 0x6708 || line[place] == 0x2D || line[place] == 0x2E
  }
}
