/// What single characters do to the shape of a text: end a line, end a sentence, close a quotation.
enum Signs {
  /// White space: the Unicode property White_Space.
  @inline(__always)
  static func isSpace(_ value: UInt32) -> Bool {
    if value < 0x80 { return value == 0x20 || (value >= 0x09 && value <= 0x0D) }
    switch value {
    case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return true
    default: return false
    }
  }

  /// Whether a line ends here (Unicode 5.8, newline guidelines; a form feed ends a line too).
  @inline(__always)
  static func endsLine(_ value: UInt32) -> Bool {
    if value < 0x80 { return value >= 0x0A && value <= 0x0D }
    return value == 0x85 || value == 0x2028 || value == 0x2029
  }

  /// Whether a sentence ends here.
  @inline(__always)
  static func isStop(_ value: UInt32) -> Bool {
    switch value {
    case 0x2E, 0x21, 0x3F, 0x2026, 0x22EF, 0x203C, 0x2047...0x2049, 0x3002, 0xFF01, 0xFF0E, 0xFF1F,
      0xFF61:
      return true
    default: return false
    }
  }

  /// Whether the sign closes what an earlier one opened, or may: quotation marks and brackets.
  @inline(__always)
  static func isCloser(_ value: UInt32) -> Bool {
    switch value {
    case 0x22, 0x27, 0x29, 0x5D, 0x7D, 0xBB, 0x2019, 0x201D, 0x203A, 0x3009, 0x300B, 0x300D, 0x300F,
      0x3011, 0x3015, 0x3017, 0x301E, 0xFF02, 0xFF07, 0xFF09, 0xFF3D:
      return true
    default: return false
    }
  }

  /// Whether the sign opens what a later one closes.
  @inline(__always)
  static func isOpener(_ value: UInt32) -> Bool {
    switch value {
    case 0x28, 0x5B, 0x7B, 0xAB, 0x2018, 0x201C, 0x2039, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010,
      0x3014, 0x3016, 0x301D, 0xFF08, 0xFF3B:
      return true
    default: return false
    }
  }

  /// Whether the sign takes two columns.
  @inline(__always)
  static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x2_0000...0x3_FFFD:
      return true
    default: return false
    }
  }

  /// The sign as it counts when lines are compared: half-width, small; 0 for what does not count.
  @inline(__always)
  static func key(_ value: UInt32) -> UInt32 {
    if value < 0x80 {
      switch value {
      case 0x30...0x39, 0x61...0x7A: return value
      case 0x41...0x5A: return value + 0x20
      default: return 0
      }
    }
    if value >= 0xFF01 && value <= 0xFF5E { return key(value - 0xFEE0) }
    let kind = ScalarClass(of: value)
    return kind.isWordlike || kind == .mark ? value : 0
  }
}
