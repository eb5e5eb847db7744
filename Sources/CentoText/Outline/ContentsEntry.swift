/// One line of a table of contents.
struct ContentsEntry: Sendable {
  /// The letters and digits of the title, its page left out.
  let key: [UInt32]
  /// The same without the number that the title begins with; equal to `key` where there is none.
  let bareKey: [UInt32]
  /// The number that the title begins with.
  let numbering: Numbering?
  /// Whether a page number stood at the end, set off by a tab, spaces or leaders.
  let isPaged: Bool
  /// The page number, if it was one.
  let page: Int?

  /// Every key under which the title may stand in the text; the last takes digits at the end for a page.
  var keys: [[UInt32]] {
    var end = key.count
    while end > 0, Self.isDigit(key[end - 1]) { end -= 1 }
    let cut = isPaged || end == key.count || end < 4 ? [] : [Array(key[..<end])]
    return [key, bareKey] + cut
  }

  /// The entry that `line` would be.
  init(_ line: [UInt32]) {
    let (title, page, isPaged) = Self.split(line)
    self.page = page
    self.isPaged = isPaged
    numbering = Numbering(title)
    key = Manuscript.key(title)
    bareKey = numbering.map { Manuscript.key(title.dropFirst($0.length)) } ?? key
  }

  /// The title's scalars and the page: `title…………12`, `title<tab>12`, `title  12`, `标题 12`, `title (12)`.
  private static func split(_ line: [UInt32]) -> (ArraySlice<UInt32>, Int?, Bool) {
    var end = line.count
    while end > 0, Signs.isSpace(line[end - 1]) || isBracket(line[end - 1]) { end -= 1 }
    var start = end
    while start > 0, isDigit(line[start - 1]) { start -= 1 }
    let digits = line[start..<end]
    var title = start
    var leaders = 0
    var wide = false
    while title > 0 {
      let value = line[title - 1]
      if isLeader(value) {
        leaders += value == 0x2026 || value == 0x22EF ? 3 : 1
      } else if Signs.isSpace(value) {
        if value == 0x09 || value == 0x3000 { wide = true }
        if title < start, Signs.isSpace(line[title]) { wide = true }
      } else if !isBracket(value) {
        break
      }
      title -= 1
    }
    let bracketed = start > 0 && start < end && isBracket(line[start - 1]) && end < line.count
    let afterHan = title > 0 && title < start && ScalarClass(of: line[title - 1]).isUnspaced
    guard title > 0 else { return (line[...], nil, false) }
    if digits.isEmpty {
      return leaders >= 3 ? (line[..<title], nil, true) : (line[...], nil, false)
    }
    guard digits.count <= 4, wide || leaders >= 2 || bracketed || afterHan else {
      return (line[...], nil, false)
    }
    let page = digits.reduce(0) { $0 * 10 + Int($1 & 0xF) }
    return (line[..<title], page, true)
  }

  private static func isDigit(_ value: UInt32) -> Bool { value >= 0x30 && value <= 0x39 }

  private static func isBracket(_ value: UInt32) -> Bool {
    value == 0x28 || value == 0x29 || value == 0xFF08 || value == 0xFF09
  }

  private static func isLeader(_ value: UInt32) -> Bool {
    switch value {
    case 0x2E, 0xB7, 0x2024...0x2027, 0x22EF, 0x2500, 0x2501, 0x5F, 0x2D, 0x2014, 0xFF0E, 0x30FB:
      return true
    default: return false
    }
  }
}
