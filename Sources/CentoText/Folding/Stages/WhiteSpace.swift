/// White space: one space for a run; none at the ends of the text, nor beside Chinese characters or kana.
///
/// A space that carries a combining mark is the mark's letter and stays.
struct WhiteSpace: Sendable {
  /// 1 for the scalars of White_Space.
  let spaces: ScalarTable
  /// The same scalars.
  let list: [UInt32]

  static let shared = WhiteSpace()

  private init() {
    var spaces = ScalarTable()
    var list: [UInt32] = []
    TableWord.forEach(in: UnicodeProperties.spaces) { word in
      for scalar in word.first...word.last {
        spaces[scalar] = 1
        list.append(scalar)
      }
    }
    self.spaces = spaces
    self.list = list
  }

  /// Whether a space between these neighbours is kept.
  @inline(__always)
  static func separates(_ before: UInt32, _ after: UInt32) -> Bool {
    // Chinese characters and kana begin at U+2E80.
    if before < 0x2E80 && after < 0x2E80 { return true }
    return !ScalarClass(of: before).isUnspaced && !ScalarClass(of: after).isUnspaced
  }

  /// `text` with its white space folded; `before` and `after` are its neighbours, if it has any.
  func apply(
    to text: [OriginScalar], before: UInt32?, after: UInt32?, combiningClass: ScalarTable
  ) -> [OriginScalar] {
    guard text.contains(where: { spaces[$0.scalar] != 0 }) else { return text }
    var result: [OriginScalar] = []
    result.reserveCapacity(text.count)
    var place = 0
    while place < text.count {
      guard spaces[text[place].scalar] != 0 else {
        result.append(text[place])
        place += 1
        continue
      }
      var end = place + 1
      while end < text.count, spaces[text[end].scalar] != 0 { end += 1 }
      let carriesMark = end < text.count && combiningClass[text[end].scalar] != 0
      let run = place..<(carriesMark ? end - 1 : end)
      if !run.isEmpty, let left = result.last?.scalar ?? before,
        let right = run.upperBound < text.count ? text[run.upperBound].scalar : after,
        Self.separates(left, right)
      {
        let (first, last) = text.hull(run)
        result.append(OriginScalar(scalar: 0x20, start: first, end: last))
      }
      if carriesMark { result.append(text[end - 1]) }
      place = end
    }
    return result
  }
}
