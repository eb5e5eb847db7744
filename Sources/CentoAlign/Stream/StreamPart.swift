internal import CentoParallel
internal import CentoText

/// The signs of neighbouring texts, gathered one after the other: a part of a `ComparisonStream`.
struct StreamPart: Sendable {
  private(set) var symbols = SymbolRow()
  let scripts = RawBuffer<Script>()
  private(set) var places = FoldedPlaces()
  /// Where the signs of each text end.
  let ends = RawBuffer<UInt32>()

  /// Adds the next text.
  mutating func append(_ scalars: [UInt32]) {
    places.begin(scalars: scalars.count)
    var script: Script?
    let first = symbols.count
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if Self.isMaskSign(scalar), let end = Self.maskEnd(scalars, from: index) {
        add(ComparisonStream.mask, script, index)
        index = end
        continue
      }
      let kind = ScalarClass(of: scalar)
      if kind.isWordlike {
        if let own = Script(of: scalar, class: kind) {
          if script == nil {
            for earlier in first..<symbols.count { scripts.view[earlier] = own }
          }
          script = own
          add(scalar, own, index)
        } else {
          add(ComparisonStream.digit, script, index)
        }
      }
      index += 1
    }
    ends.append(UInt32(symbols.count))
  }

  @inline(__always)
  private mutating func add(_ symbol: UInt32, _ script: Script?, _ place: Int) {
    symbols.append(symbol)
    scripts.append(script ?? .alphabetic)
    places.append(place)
  }

  /// Signs that stand for a name or a number that was taken out: X x * × 某 and their wide forms.
  @inline(__always)
  private static func isMaskSign(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x58, 0x78, 0x2A, 0xD7, 0x67D0, 0xFF38, 0xFF58, 0xFF0A: true
    default: false
    }
  }

  /// The end of a run of mask signs that begins at `start`; nil if the run is part of a word.
  ///
  /// X is a mask next to a Chinese character and a letter elsewhere.
  private static func maskEnd(_ scalars: [UInt32], from start: Int) -> Int? {
    var end = start + 1
    var hasIdeograph = scalars[start] == 0x67D0
    while end < scalars.count, isMaskSign(scalars[end]) {
      hasIdeograph = hasIdeograph || scalars[end] == 0x67D0
      end += 1
    }
    for neighbour in [start - 1, end] where scalars.indices.contains(neighbour) {
      switch ScalarClass(of: scalars[neighbour]) {
      case .letter: return nil
      case .han, .kana: hasIdeograph = true
      default: break
      }
    }
    return hasIdeograph ? end : nil
  }
}
