/// What kind of sign a Unicode scalar is, as far as comparing prose needs to know.
public enum ScalarClass: UInt8, Sendable {
  /// Controls, format characters, unassigned and private code points.
  case other
  /// White space: the Unicode property White_Space.
  case space
  /// A combining mark.
  case mark
  /// Punctuation of any kind.
  case punctuation
  /// Symbols: mathematical, currency, arrows, emoji.
  case symbol
  /// Numbers: the categories Nd, Nl and No.
  case digit
  /// Letters of alphabets, abjads and syllabaries other than those below.
  case letter
  /// Chinese characters: unified and compatibility ideographs, 々, 〆 and 〇.
  case han
  /// Hiragana and katakana.
  case kana
  /// Hangul syllables and letters.
  case hangul

  /// The class of `scalar`; surrogates and values beyond Unicode are `other`.
  @inlinable @inline(__always)
  public init(of scalar: UInt32) {
    // Most of Chinese, told without the table.
    self = scalar &- 0x4E00 < 0x5200 ? .han : Self.known(scalar)
  }

  @usableFromInline
  static func known(_ scalar: UInt32) -> ScalarClass {
    scalar < 0x1_0000
      ? ScalarClassTable.basicPlane[Int(scalar)] : ScalarClassTable.compute(scalar)
  }

  /// Whether the sign is part of a word or a number.
  @inlinable @inline(__always)
  public var isWordlike: Bool {
    rawValue >= ScalarClass.digit.rawValue
  }

  /// Whether words are not set apart by spaces where this sign is used.
  @inlinable @inline(__always)
  public var isUnspaced: Bool {
    self == .han || self == .kana
  }
}

/// The classes of the basic multilingual plane, computed once from the standard library's Unicode tables.
private enum ScalarClassTable {
  static let basicPlane: [ScalarClass] = (UInt32(0)..<0x1_0000).map(compute)

  static func compute(_ value: UInt32) -> ScalarClass {
    guard let scalar = Unicode.Scalar(value) else { return .other }
    if isHan(value) { return .han }
    switch value {
    case 0x3041...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D:
      return .kana
    case 0x1100...0x11FF, 0x3131...0x318E, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xD7B0...0xD7FB:
      return .hangul
    default: break
    }
    // The last scalar of White_Space is U+3000.
    if value <= 0x3000 && scalar.properties.isWhitespace { return .space }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return .letter
    case .decimalNumber, .letterNumber, .otherNumber: return .digit
    case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return .punctuation
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: return .symbol
    default: return .other
    }
  }

  private static func isHan(_ value: UInt32) -> Bool {
    switch value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0xF900...0xFAFF, 0x3005...0x3007, 0x2E80...0x2FD5,
      0x2_0000...0x3_FFFD:
      return true
    default: return false
    }
  }
}
