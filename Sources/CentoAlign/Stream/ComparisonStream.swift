internal import CentoText

/// All texts as one row of comparable signs, each with its way back to the folded text.
///
/// Letters, numbers and Chinese characters stay; punctuation, space and marks go. Every digit
/// becomes `0` and every run of mask signs one `*`, because that is what people change when they
/// copy.
struct ComparisonStream: Sendable {
  /// The signs: folded scalars, `digit` or `mask`.
  private(set) var symbols: [UInt32] = []
  /// The script of each sign; digits and masks have that of the letter beside them.
  private(set) var scripts: [Script] = []
  /// Where each sign stands in its folded text.
  private(set) var places: [UInt32] = []
  /// The text of each sign.
  private(set) var texts: [UInt32] = []
  /// Where each text begins in the row, and the end of the last one.
  private(set) var starts: [Int] = [0]

  /// What stands for every digit.
  static let digit: UInt32 = 0x30
  /// What stands for a run of mask signs.
  static let mask: UInt32 = 0x2A

  var count: Int { symbols.count }

  init(_ texts: [ReuseText]) {
    let total = texts.reduce(0) { $0 + $1.scalars.count }
    symbols.reserveCapacity(total)
    scripts.reserveCapacity(total)
    places.reserveCapacity(total)
    self.texts.reserveCapacity(total)
    starts.reserveCapacity(texts.count + 1)
    for (number, text) in texts.enumerated() { append(text.scalars, number: UInt32(number)) }
  }

  /// The signs of a text.
  func range(ofText text: Int) -> Range<Int> { starts[text]..<starts[text + 1] }

  private mutating func append(_ scalars: [UInt32], number: UInt32) {
    var script: Script?
    let first = symbols.count
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if Self.isMaskSign(scalar), let end = Self.maskEnd(scalars, from: index) {
        add(Self.mask, script, index, number)
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
          add(scalar, own, index, number)
        } else {
          add(Self.digit, script, index, number)
        }
      }
      index += 1
    }
    starts.append(symbols.count)
  }

  private mutating func add(_ symbol: UInt32, _ script: Script?, _ place: Int, _ text: UInt32) {
    symbols.append(symbol)
    scripts.append(script ?? .alphabetic)
    places.append(UInt32(place))
    texts.append(text)
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
