/// Signs that stand for something hidden, folded to one `*`.
///
/// XX市, 李某某, 138****1234, ×年×月, “xxx”. A run of such signs counts as a mask if it is longer than one sign, or
/// holds 某, or stands beside a Chinese character; never if one of its outer x is part of a word (`xxl`, `matrix`).
/// A single × between digits multiplies.
enum Masks {
  static let sign: UInt32 = 0x2A
  /// The signs: x, X, their full-width forms, asterisks, ×, ✕ ✖ ╳, 某.
  static let signs: [UInt32] = [
    0x78, 0x58, 0xFF58, 0xFF38, 0x2A, 0xFF0A, 0xFE61, 0x2217, 0xD7, 0x2715, 0x2716, 0x2573, 0x67D0,
  ]

  static func isSign(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x78, 0x58, 0x2A, 0xD7, 0x67D0: true
    case 0xFF58, 0xFF38, 0xFF0A, 0xFE61, 0x2217, 0x2715, 0x2716, 0x2573: true
    default: false
    }
  }

  private static func isLetter(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x78, 0x58, 0xFF58, 0xFF38: true
    default: false
    }
  }

  /// `text` with every mask folded; `before` and `after` are its neighbours, if it has any.
  static func apply(to text: [OriginScalar], before: UInt32?, after: UInt32?) -> [OriginScalar] {
    guard text.contains(where: { isSign($0.scalar) }) else { return text }
    var result: [OriginScalar] = []
    result.reserveCapacity(text.count)
    var place = 0
    while place < text.count {
      guard isSign(text[place].scalar) else {
        result.append(text[place])
        place += 1
        continue
      }
      var end = place + 1
      while end < text.count, isSign(text[end].scalar) { end += 1 }
      let left = place > 0 ? text[place - 1].scalar : before
      let right = end < text.count ? text[end].scalar : after
      if isMask(text[place..<end], left: left, right: right) {
        let (first, last) = text.hull(place..<end)
        result.append(OriginScalar(scalar: sign, start: first, end: last))
      } else {
        result += text[place..<end]
      }
      place = end
    }
    return result
  }

  private static func isMask(
    _ run: ArraySlice<OriginScalar>, left: UInt32?, right: UInt32?
  ) -> Bool {
    let leftClass = left.map { ScalarClass(of: $0) } ?? .other
    let rightClass = right.map { ScalarClass(of: $0) } ?? .other
    if run.first.map({ isLetter($0.scalar) }) ?? false, isWord(leftClass) { return false }
    if run.last.map({ isLetter($0.scalar) }) ?? false, isWord(rightClass) { return false }
    return run.count > 1 || leftClass.isUnspaced || rightClass.isUnspaced
      || run.contains { $0.scalar == 0x67D0 }
  }

  private static func isWord(_ kind: ScalarClass) -> Bool {
    kind == .letter || kind == .hangul || kind == .mark
  }
}
