/// The number that a heading, a clause or an entry of a list begins with.
///
///     一、   （一）   (一)   1.   1、   （1）   ①   第三章   第十二条   篇一：   Chapter 3   IV.   2.1
struct Numbering: Sendable, Equatable {
  /// The family of a number.
  enum Kind: Sendable {
    /// 第三章, 第二节, 第一编, Chapter 3, Part II: a division of one book or law.
    case division
    /// 第十二条, Article 12: a clause.
    case clause
    /// 篇一：, 范文3, 【篇二】: one of several pieces.
    case piece
    /// 一、 1. （一） ① IV. a): a place in a list.
    case list
  }

  /// What the number numbers.
  let kind: Kind
  /// How many scalars it takes, the sign after it included.
  let length: Int

  /// The number at the start of `line`, if there is one.
  init?(_ line: ArraySlice<UInt32>) {
    let reader = Reader(line: Array(line.prefix(24)))
    guard let found = reader.han() ?? reader.arabic() ?? reader.piece() ?? reader.latin() else {
      return nil
    }
    self = found
  }

  fileprivate init(_ kind: Kind, _ length: Int) {
    self.kind = kind
    self.length = length
  }

  /// Whether the sign writes a number in Chinese.
  static func isHanNumeral(_ value: UInt32) -> Bool { hanNumerals.contains(value) }

  fileprivate static let hanNumerals = Set("〇零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾".unicodeScalars.map(\.value))
  fileprivate static let divisions = Set("章节節编編部卷回讲講课課集册".unicodeScalars.map(\.value))
  fileprivate static let pieceWords = ["范文", "例文", "材料", "文稿", "发言", "案例", "篇"].map(scalars)
  fileprivate static let divisionWords = [
    "chapter", "section", "part", "appendix", "book", "volume",
  ]
  .map(scalars)
  fileprivate static let clauseWords = ["article", "clause", "rule"].map(scalars)

  private static func scalars(_ word: String) -> [UInt32] { word.unicodeScalars.map(\.value) }
}

private struct Reader {
  let line: [UInt32]

  private func at(_ place: Int) -> UInt32 { place < line.count ? line[place] : 0 }

  private func hanNumber(from start: Int) -> Int {
    var place = start
    while Numbering.isHanNumeral(at(place)) { place += 1 }
    return place
  }

  private func digits(from start: Int) -> Int {
    var place = start
    while isDigit(at(place)) { place += 1 }
    return place
  }

  private func isDigit(_ value: UInt32) -> Bool {
    (value >= 0x30 && value <= 0x39) || (value >= 0xFF10 && value <= 0xFF19)
  }

  private func isOpener(_ value: UInt32) -> Bool {
    value == 0x28 || value == 0xFF08 || value == 0x3010 || value == 0x5B || value == 0x3014
  }

  private func isCloser(_ value: UInt32) -> Bool {
    value == 0x29 || value == 0xFF09 || value == 0x3011 || value == 0x5D || value == 0x3015
  }

  /// 、．.：: and their like after a number.
  private func isPoint(_ value: UInt32) -> Bool {
    switch value {
    case 0x3001, 0x2E, 0xFF0E, 0x3A, 0xFF1A, 0x29, 0xFF09: return true
    default: return false
    }
  }

  /// Numbers in Chinese: 一、 （一） 第一章 第一条 第一篇： and their like.
  func han() -> Numbering? {
    if at(0) == 0x7B2C {  // 第
      var place = hanNumber(from: 1)
      if place == 1 { place = digits(from: 1) }
      while at(place) == 0x20 { place += 1 }
      guard place > 1 else { return nil }
      if Numbering.divisions.contains(at(place)) { return Numbering(.division, place + 1) }
      if at(place) == 0x6761 || at(place) == 0x689D { return Numbering(.clause, place + 1) }
      if at(place) == 0x7BC7 {  // 篇
        return isPoint(at(place + 1))
          ? Numbering(.piece, place + 2) : Numbering(.division, place + 1)
      }
      if at(place) == 0x90E8, at(place + 1) == 0x5206 { return Numbering(.division, place + 2) }
      return nil
    }
    if isOpener(at(0)) {
      let place = hanNumber(from: 1)
      if place > 1, isCloser(at(place)) { return Numbering(.list, place + 1) }
      return nil
    }
    let place = hanNumber(from: 0)
    return place > 0 && isPoint(at(place)) ? Numbering(.list, place + 1) : nil
  }

  /// Numbers in digits: 1、 （1） ① 2.1 and 1.
  func arabic() -> Numbering? {
    if at(0) >= 0x2460 && at(0) <= 0x249B { return Numbering(.list, 1) }
    if isOpener(at(0)) {
      let place = digits(from: 1)
      if place > 1, place < 5, isCloser(at(place)) { return Numbering(.list, place + 1) }
      return nil
    }
    var place = digits(from: 0)
    guard place > 0, place < 4 else { return nil }
    var levels = 1
    while at(place) == 0x2E, isDigit(at(place + 1)), digits(from: place + 1) - place < 4 {
      place = digits(from: place + 1)
      levels += 1
    }
    if levels > 1 {
      // 6.5% is a quantity, 2.1 Scope a number.
      return at(place) == 0x20 || at(place) == 0x09 ? Numbering(.list, place + 1) : nil
    }
    return isPoint(at(place)) && !isDigit(at(place + 1)) ? Numbering(.list, place + 1) : nil
  }

  /// Numbers of pieces: 篇一： 【篇1】 范文三.
  func piece() -> Numbering? {
    let start = isOpener(at(0)) ? 1 : 0
    for word in Numbering.pieceWords where line.dropFirst(start).starts(with: word) {
      var place = hanNumber(from: start + word.count)
      if place == start + word.count { place = digits(from: place) }
      guard place > start + word.count else { continue }
      let next = at(place)
      if isPoint(next) || isCloser(next) { return Numbering(.piece, place + 1) }
      if next == 0 || next == 0x20 || next == 0x3000 { return Numbering(.piece, place) }
    }
    return nil
  }

  /// Chapter 3, Article 5, IV., a) and A.
  func latin() -> Numbering? {
    let small = line.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
    for (words, kind) in [
      (Numbering.divisionWords, Numbering.Kind.division), (Numbering.clauseWords, .clause),
    ] {
      for word in words where small.starts(with: word) {
        guard at(word.count) == 0x20 else { continue }
        var place = digits(from: word.count + 1)
        if place == word.count + 1 { place = roman(from: place) }
        guard place > word.count + 1, !ScalarClass(of: at(place)).isWordlike else { continue }
        return Numbering(kind, place)
      }
    }
    var place = roman(from: 0)
    if place == 0, ScalarClass(of: at(0)) == .letter, at(0) < 0x7F { place = 1 }
    guard place > 0, at(place) == 0x2E || at(place) == 0x29, at(place + 1) == 0x20 else {
      return nil
    }
    return Numbering(.list, place + 1)
  }

  private func roman(from start: Int) -> Int {
    var place = start
    while [0x49, 0x56, 0x58, 0x4C, 0x43].contains(at(place)) { place += 1 }
    return place
  }
}
