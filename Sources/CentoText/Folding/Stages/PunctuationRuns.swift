/// Runs of punctuation that stand for one mark: dots → ⋯, hyphens → one, two single quotation marks → one double.
enum PunctuationRuns {
  /// Marks that fold together when they stand side by side.
  enum Family: UInt32 {
    case none, dots, dashes, quotes
  }

  @inline(__always)
  static func family(_ scalar: UInt32) -> Family {
    switch scalar {
    case 0x2E, 0xB7, 0x22EF: .dots
    case 0x2D: .dashes
    case 0x27: .quotes
    default: .none
    }
  }

  /// `text` with every run folded.
  static func apply(to text: [OriginScalar]) -> [OriginScalar] {
    guard text.contains(where: { family($0.scalar) != .none }) else { return text }
    var result: [OriginScalar] = []
    result.reserveCapacity(text.count)
    var place = 0
    while place < text.count {
      let family = family(text[place].scalar)
      var end = place + 1
      // Quotation marks pair off from the left: three make a double one and a single one.
      let limit = family == .quotes ? min(place + 2, text.count) : text.count
      if family != .none {
        while end < limit, Self.family(text[end].scalar) == family { end += 1 }
      }
      if end - place == 1 {
        result.append(text[place])
      } else {
        let (first, last) = text.hull(place..<end)
        let scalar: UInt32 = family == .dots ? 0x22EF : family == .dashes ? 0x2D : 0x22
        result.append(OriginScalar(scalar: scalar, start: first, end: last))
      }
      place = end
    }
    return result
  }
}
