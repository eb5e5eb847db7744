/// What a compilation says of itself: a title of its own that names a collection, a line that counts the pieces.
enum CompilationSigns {
  private static let collections = Phrases([
    "汇编", "彙編", "选编", "选集", "合集", "合辑", "文集", "集锦", "专辑", "集萃", "荟萃", "材料集", "精选", "范文", "文选", "大全",
    "合订本",
  ])
  private static let englishWords: Set<[UInt32]> = Set(
    [
      "collection", "collected", "anthology", "compilation", "digest", "proceedings", "miscellany",
      "compendium", "selected", "reader",
    ].map { $0.unicodeScalars.map(\.value) })
  private static let units = Set("篇则份个".unicodeScalars.map(\.value))

  /// Whether a title names a collection: 材料汇编, 范文（3篇）, A Collection of Essays.
  static func namesCollection(_ title: [UInt32]) -> Bool {
    let line = Phrases.folded(title)
    if let bracket = line.lastIndex(where: { $0 == 0x28 || $0 == 0x3010 }), bracket > 0 {
      if isCount(Array(line[bracket...])) { return true }
      if line.last == 0x29 || line.last == 0x3011 {
        return collections.endIn(Array(line[..<bracket]))
      }
    }
    if collections.endIn(line) || endsInCount(line) { return true }
    let words = title.split { !ScalarClass(of: $0).isWordlike }.map { Manuscript.key($0[...]) }
    return words.count <= 14 && words.contains(where: englishWords.contains)
      && !title.contains { ScalarClass(of: $0) == .han }
  }

  /// Whether the line does nothing but count: （3篇）, 共53篇, (12 articles).
  static func isCount(_ title: [UInt32]) -> Bool {
    var key = Manuscript.key(title[...])
    if key.first == 0x5171 { key.removeFirst() }  // 共
    let digits = key.prefix { isNumeral($0) }
    guard !digits.isEmpty, digits.count <= 5 else { return false }
    let rest = key.dropFirst(digits.count)
    if let unit = rest.first, units.contains(unit) {
      return rest.count == 1 || Array(rest.dropFirst()) == [0x6587, 0x7AE0]  // 文章
    }
    return ["articles", "pieces", "stories", "documents", "texts", "essays"].contains {
      rest.elementsEqual($0.unicodeScalars.map(\.value))
    }
  }

  /// Whether the title ends in a count: 材料53篇.
  private static func endsInCount(_ line: [UInt32]) -> Bool {
    guard let last = line.last, last == 0x7BC7 else { return false }
    let before = line.dropLast()
    return before.last.map(isNumeral) ?? false
  }

  private static func isNumeral(_ value: UInt32) -> Bool {
    (value >= 0x30 && value <= 0x39) || Numbering.isHanNumeral(value)
  }
}
