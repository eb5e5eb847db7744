internal import CentoText

/// Marks that stand around text: quotation marks and the marks of titles.
enum Enclosure {
  /// How long a title may be.
  private static let longestTitle = 80

  /// Whether a range stands inside the marks of a title: 《…》, 〈…〉.
  static func isTitle(_ range: Range<Int>, in scalars: FoldedScalars) -> Bool {
    range.count < longestTitle && isInside(range, scalars, reach: longestTitle, kind: title)
  }

  /// Whether a range stands inside the quotation marks of a text.
  static func isQuoted(_ range: Range<Int>, in text: ReuseText) -> Bool {
    text.quotations.contains {
      $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound
    }
  }

  /// +1 opens, −1 closes, 0 is neither.
  private static func title(_ scalar: UInt32) -> Int {
    switch scalar {
    case 0x300A, 0x3008: 1
    case 0x300B, 0x3009: -1
    default: 0
    }
  }

  private static func isInside(
    _ range: Range<Int>, _ scalars: FoldedScalars, reach: Int, kind: (UInt32) -> Int
  ) -> Bool {
    var depth = 0
    var index = range.lowerBound
    let first = max(0, index - reach)
    while index > first, depth <= 0 {
      index -= 1
      depth += kind(scalars[index])
    }
    guard depth > 0 else { return false }
    // What opened before the range must not close inside it.
    for index in range {
      depth += kind(scalars[index])
      if depth <= 0 { return false }
    }
    let last = min(scalars.count, range.upperBound + reach)
    for index in range.upperBound..<last {
      depth += kind(scalars[index])
      if depth <= 0 { return true }
    }
    return false
  }
}
