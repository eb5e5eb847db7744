internal import CentoText

/// Cuts folded text into words, as far as UAX #29 can be followed without a dictionary.
enum WordCutter {
  /// A word: its signs, and where it begins and ends.
  struct Word {
    var signs: [UInt32] = []
    var start = 0
    var end = 0
  }

  /// Calls `body` with each word in order, and with nil where a Chinese character or kana stands.
  ///
  /// Marks and format characters are inside a word, and so are a connector and one point,
  /// apostrophe or comma between two signs of a kind that it joins; `inPieces` these cut too.
  static func cut(_ scalars: [UInt32], inPieces: Bool, _ body: (Word?) -> Void) {
    var word = Word()
    func finish() {
      if !word.signs.isEmpty { body(word) }
      word.signs.removeAll(keepingCapacity: true)
    }
    // What stands between the last sign of the word and the next one.
    var joints: [UInt32] = []
    for (place, scalar) in scalars.enumerated() {
      let kind = ScalarClass(of: scalar)
      switch kind {
      case .han, .kana:
        finish()
        body(nil)
      case .mark, .other:
        break
      case .space:
        finish()
      case .punctuation, .symbol:
        if inPieces { finish() } else if !word.signs.isEmpty { joints.append(scalar) }
      case .digit, .letter, .hangul:
        if let last = word.signs.last, !joints.isEmpty, !joins(joints, last, scalar) { finish() }
        joints.removeAll(keepingCapacity: true)
        if word.signs.isEmpty { word.start = place }
        word.signs.append(scalar)
        word.end = place + 1
      }
      if word.signs.isEmpty { joints.removeAll(keepingCapacity: true) }
    }
    finish()
  }

  /// Whether a word goes on over these signs: connectors, or one mark between signs of one kind.
  private static func joins(_ joints: [UInt32], _ before: UInt32, _ after: UInt32) -> Bool {
    if joints.allSatisfy(isConnector) { return true }
    guard joints.count == 1 else { return false }
    let isDigit = ScalarClass(of: before) == .digit
    guard isDigit == (ScalarClass(of: after) == .digit) else { return false }
    switch joints[0] {
    case 0x27, 0x2E, 0x2018, 0x2019, 0x2024, 0xFE52, 0xFF07, 0xFF0E: return true
    case 0x3A, 0xB7, 0x387, 0x55F, 0x5F4, 0x2027, 0xFE13, 0xFE55, 0xFF1A: return !isDigit
    case 0x2C, 0x3B, 0x37E, 0x589, 0x60C, 0x60D, 0x66C, 0x7F8, 0x2044, 0xFE10, 0xFE14, 0xFE50,
      0xFE54, 0xFF0C, 0xFF1B:
      return isDigit
    default: return false
    }
  }

  private static func isConnector(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x5F, 0x202F, 0x203F, 0x2040, 0x2054, 0xFE33, 0xFE34, 0xFE4D...0xFE4F, 0xFF3F: true
    default: false
    }
  }
}
