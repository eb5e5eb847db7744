/// White space as scikit-learn's character analyser sees it: a run of two or more becomes one
/// space.
///
/// The analyser applies Python's regular expression `\s\s+`, so a single tab or line feed stays
/// what it is. Python's `\s` on text is U+0009–000D, U+001C–001F, U+0020, U+0085, U+00A0, U+1680,
/// U+2000–200A, U+2028, U+2029, U+202F, U+205F and U+3000.
package enum WhiteSpaceRuns {
  /// Whether Python's `\s` matches this scalar.
  package static func isWhiteSpace(_ scalar: UInt32) -> Bool {
    if scalar <= 0x20 {
      return scalar == 0x20 || (0x09...0x0D).contains(scalar) || scalar >= 0x1C
    }
    if scalar < 0x1680 { return scalar == 0x85 || scalar == 0xA0 }
    if scalar > 0x3000 { return false }
    switch scalar {
    case 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return true
    default: return false
    }
  }

  /// 1 for what may be white space: all that is, and a little more.
  @inline(__always)
  private static func mayBeWhite(_ scalar: UInt32) -> UInt32 {
    (scalar < 0x21 ? 1 : 0) | (scalar & ~0x25 == 0x80 ? 1 : 0) | (scalar == 0x1680 ? 1 : 0)
      | (scalar &- 0x2000 < 0xB ? 1 : 0) | (scalar &- 0x2028 < 8 ? 1 : 0)
      | (scalar == 0x205F ? 1 : 0) | (scalar == 0x3000 ? 1 : 0)
  }

  /// The text with every run of two or more white spaces made one space; the same array if there
  /// is none.
  package static func collapsed(_ text: [UInt32]) -> [UInt32] {
    var found = false
    unsafe text.withUnsafeBufferPointer { text in
      // No branch: the loop is one of vectors.
      var runs: UInt32 = 0
      for place in 1..<max(1, text.count) {
        runs |= unsafe mayBeWhite(text[place &- 1]) & mayBeWhite(text[place])
      }
      found = runs != 0
    }
    guard found else { return text }

    var out: [UInt32] = []
    out.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      var end = index
      while end < text.count && isWhiteSpace(text[end]) { end += 1 }
      if end - index >= 2 {
        out.append(0x20)
        index = end
      } else {
        out.append(text[index])
        index += 1
      }
    }
    return out
  }
}
