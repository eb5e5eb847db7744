/// Punctuation and symbols where words have spaces between them anyway: there they only set words apart.
///
/// A run of marks and white space between two words, or at one end of the text, becomes spaces. It stays beside a
/// Chinese character or kana, where a mark is all that sets clauses apart; between two digits without a space, where
/// it belongs to a number; and where no word stands beside it.
struct Separators: Sendable {
  /// 1 for the scalars that may become a space.
  private let marks: ScalarTable
  private let spaces: ScalarTable
  /// Whether a later step folds masks.
  ///
  /// Their signs then stand for words of any script, and marks beside them stay.
  let foldsMasks: Bool

  init(foldsMasks: Bool) {
    marks = (foldsMasks ? Marks.withoutMasks : Marks.all).table
    spaces = WhiteSpace.shared.spaces
    self.foldsMasks = foldsMasks
  }

  func contains(_ scalar: UInt32) -> Bool { marks[scalar] != 0 }

  /// Whether a run of marks between these two words stays as it is.
  @inline(__always)
  static func stay(
    between left: UInt32, and right: UInt32, hasSpace: Bool, foldsMasks: Bool
  ) -> Bool {
    if foldsMasks && (Masks.isSign(left) || Masks.isSign(right)) { return true }
    let (left, right) = (ScalarClass(of: left), ScalarClass(of: right))
    if left.isUnspaced || right.isUnspaced { return true }
    return left == .digit && right == .digit && !hasSpace
  }

  /// `text` with its separators made spaces; `before` and `after` are its neighbours, if it has any.
  func apply(to text: [OriginScalar], before: UInt32?, after: UInt32?) -> [OriginScalar] {
    guard text.contains(where: { marks[$0.scalar] != 0 }) else { return text }
    var result = text
    var place = 0
    while place < text.count {
      var end = place
      var hasMark = false
      var hasSpace = false
      while end < text.count {
        if marks[text[end].scalar] != 0 {
          hasMark = true
        } else if spaces[text[end].scalar] != 0 {
          hasSpace = true
        } else {
          break
        }
        end += 1
      }
      if hasMark {
        let left = place > 0 ? text[place - 1].scalar : before
        let right = end < text.count ? text[end].scalar : after
        if areSeparators(between: left, and: right, hasSpace: hasSpace) {
          for mark in place..<end where marks[text[mark].scalar] != 0 { result[mark].scalar = 0x20 }
        }
      }
      place = max(end, place + 1)
    }
    return result
  }

  private func areSeparators(between left: UInt32?, and right: UInt32?, hasSpace: Bool) -> Bool {
    // At an end of the text the other side decides alone; the space keeps digits from being one number.
    guard let first = left ?? right, let second = right ?? left else { return false }
    let isEnd = left == nil || right == nil
    return !Self.stay(
      between: first, and: second, hasSpace: hasSpace || isEnd, foldsMasks: foldsMasks)
  }
}
