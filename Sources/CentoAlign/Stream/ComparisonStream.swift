internal import CentoParallel
internal import CentoText

/// All texts as one row of comparable signs, each with its way back to the folded text.
///
/// Letters, numbers and Chinese characters stay; punctuation, space and marks go. Every digit
/// becomes `0` and every run of mask signs one `*`, because that is what people change when they
/// copy.
struct ComparisonStream: Sendable {
  /// The signs: folded scalars, `digit` or `mask`.
  private(set) var symbols = SymbolRow()
  /// The script of each sign; digits and masks have that of the letter beside them.
  private(set) var scripts: [Script] = []
  /// Where each sign stands in its folded text.
  private(set) var places = FoldedPlaces()
  /// The text of each sign.
  let texts: RangeIndex

  /// What stands for every digit.
  static let digit: UInt32 = 0x30
  /// What stands for a run of mask signs.
  static let mask: UInt32 = 0x2A

  var count: Int { symbols.count }

  init(_ texts: [ReuseText]) {
    var starts = [0]
    starts.reserveCapacity(texts.count + 1)
    var builder = Builder()
    let total = texts.reduce(0) { $0 + $1.scalars.count }
    builder.symbols.codes.reserve(total)
    builder.scripts.reserveCapacity(total)
    for text in texts {
      builder.append(text.scalars)
      starts.append(builder.symbols.count)
    }
    builder.symbols.finish()
    symbols = builder.symbols
    scripts = builder.scripts
    places = builder.places
    precondition(symbols.count < Int(Int32.max), "the texts hold more than 2^31 signs")
    self.texts = RangeIndex(starts: starts)
  }

  /// Where a sign stands in its folded text.
  func place(_ sign: Int) -> Int { places.place(of: sign, inText: Int(texts[sign])) }

  /// The signs of a text.
  func range(ofText text: Int) -> Range<Int> { texts.range(text) }

  /// The signs of texts, gathered one after the other.
  struct Builder {
    var symbols = SymbolRow()
    var scripts: [Script] = []
    var places = FoldedPlaces()
  }
}

extension ComparisonStream.Builder {
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
            for earlier in first..<symbols.count { scripts[earlier] = own }
          }
          script = own
          add(scalar, own, index)
        } else {
          add(ComparisonStream.digit, script, index)
        }
      }
      index += 1
    }
  }

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
