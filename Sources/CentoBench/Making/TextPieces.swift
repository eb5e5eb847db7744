internal import CentoText

/// A stretch of text that is edited as one.
struct TextPiece {
  /// What the stretch is.
  enum Kind {
    /// A word of a script that sets words apart by spaces, or a number.
    case word
    /// One sign of a script that does not.
    case sign
    /// A run of white space.
    case space
    /// One punctuation sign, symbol or mark.
    case mark
  }

  let kind: Kind
  let range: Range<Int>

  /// Whether the piece is what an author would change: a word or a sign.
  var isWording: Bool { kind == .word || kind == .sign }

  /// The pieces of a text, in order, leaving nothing out.
  static func pieces(of text: [UInt32]) -> [TextPiece] {
    var pieces: [TextPiece] = []
    pieces.reserveCapacity(text.count)
    var start = 0
    while start < text.count {
      let kind = kind(of: text[start])
      var end = start + 1
      if kind == .word || kind == .space {
        while end < text.count, Self.kind(of: text[end]) == kind { end += 1 }
      }
      pieces.append(TextPiece(kind: kind, range: start..<end))
      start = end
    }
    return pieces
  }

  private static func kind(of scalar: UInt32) -> Kind {
    let kind = ScalarClass(of: scalar)
    if kind == .space { return .space }
    // A combining mark stays with its word.
    if kind == .mark { return .word }
    guard kind.isWordlike else { return .mark }
    return kind.isUnspaced ? .sign : .word
  }
}

/// The parts of a text between its punctuation signs.
enum Clauses {
  /// The clauses, without the punctuation and the white space around them; none of them empty.
  static func ranges(of text: [UInt32]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    for end in 0...text.count where end == text.count || isEnd(at: end, in: text) {
      var (low, high) = (start, end)
      while low < high, ScalarClass(of: text[low]) == .space { low += 1 }
      while low < high, ScalarClass(of: text[high - 1]) == .space { high -= 1 }
      if low < high { ranges.append(low..<high) }
      start = end + 1
    }
    return ranges
  }

  /// Where a passage can be put into a text: after a clause's punctuation and the space that
  /// follows it.
  static func seams(in text: [UInt32]) -> [Int] {
    ranges(of: text).dropFirst().map(\.lowerBound)
  }

  /// A comma or a full stop inside a number ends nothing.
  private static func isEnd(at place: Int, in text: [UInt32]) -> Bool {
    switch text[place] {
    case 0xFF0C, 0x3001, 0xFF1B, 0xFF1A, 0x3002, 0xFF01, 0xFF1F, 0x21, 0x3F, 0x3B: return true
    case 0x2C, 0x2E, 0x3A:
      guard place + 1 < text.count else { return true }
      return ScalarClass(of: text[place + 1]) != .digit
    default: return false
    }
  }
}
