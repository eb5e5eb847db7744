/// Replaces digits by other digits of their own kind.
enum DigitChange {
  private static let kinds: [[UInt32]] = [
    Array(0x30...0x39), Array(0xFF10...0xFF19), "一二三四五六七八九".unicodeScalars.map(\.value),
  ]

  /// `text` with a share of its digits changed.
  static func changed(
    _ text: [UInt32], rate: Int, _ numbers: inout SeededNumbers
  ) -> [UInt32] {
    let places = text.indices.filter { place in kinds.contains { $0.contains(text[place]) } }
    var result = text
    let count = PlantEditor.share(rate, of: places.count)
    for place in numbers.places(count, of: places.count).map({ places[$0] }) {
      for kind in kinds {
        guard let value = kind.firstIndex(of: text[place]) else { continue }
        result[place] = kind[(value + 1 + numbers.below(kind.count - 1)) % kind.count]
      }
    }
    return result
  }
}

/// Exchanges full and half width, and punctuation signs for their variants.
enum SignVariants {
  /// `text` with a share of the signs that have a variant replaced by it.
  static func varied(
    _ text: [UInt32], rate: Int, _ numbers: inout SeededNumbers
  ) -> [UInt32] {
    let places = text.indices.filter { variant(of: $0, in: text) != nil }
    let count = PlantEditor.share(rate, of: places.count)
    var result: [UInt32] = []
    var end = 0
    for place in numbers.places(count, of: places.count).map({ places[$0] }) {
      result += text[end..<place]
      result += variant(of: place, in: text) ?? [text[place]]
      end = place + 1
    }
    return result + text[end...]
  }

  /// The variant of a sign; none for letters inside running Latin text, which nobody sets at full
  /// width.
  private static func variant(of place: Int, in text: [UInt32]) -> [UInt32]? {
    let scalar = text[place]
    switch scalar {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
      let isBesideWide =
        (place > 0 && text[place - 1] >= 0x2E80)
        || (place + 1 < text.count && text[place + 1] >= 0x2E80)
      return isBesideWide ? [scalar + 0xFEE0] : nil
    case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: return [scalar - 0xFEE0]
    default: return table.first { $0.sign == scalar }?.variant
    }
  }

  private static let table: [(sign: UInt32, variant: [UInt32])] = [
    ("，", ","), ("。", "．"), ("；", ";"), ("：", ":"), ("！", "!"), ("？", "?"), ("（", "("), ("）", ")"),
    ("、", "，"), ("“", "「"), ("”", "」"), ("《", "〈"), ("》", "〉"), ("—", "-"), ("…", "..."),
    ("％", "%"),
    ("‘", "'"), ("’", "'"), ("\"", "”"), ("'", "’"), ("-", "–"), ("–", "-"), ("%", "％"), ("(", "（"),
    (")", "）"), (";", "；"), ("!", "！"), ("?", "？"), ("·", "•"), ("　", "  "), (",", "，"), (":", "："),
  ].map { sign, variant in
    (sign.unicodeScalars.first?.value ?? 0, variant.unicodeScalars.map(\.value))
  }
}
