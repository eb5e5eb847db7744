/// A line's worth of a longer text, for people.
enum Excerpt {
  /// The beginning of `text` on one line, at most `width` columns wide; East Asian signs take two.
  static func beginning(of text: String, width: Int = 72) -> String {
    var result = String.UnicodeScalarView()
    var columns = 0
    var afterSpace = true
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        if !afterSpace {
          result.append(" ")
          columns += 1
        }
        afterSpace = true
        continue
      }
      afterSpace = false
      columns += isWide(scalar) ? 2 : 1
      if columns > width {
        result.append("…")
        break
      }
      result.append(scalar)
    }
    return String(result)
  }

  static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x2_0000...0x3_FFFD:
      return true
    default: return false
    }
  }
}
