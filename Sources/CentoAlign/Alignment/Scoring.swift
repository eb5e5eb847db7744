internal import CentoParallel

/// What a pair of signs, or a sign alone, adds to an alignment, in hundredths of a bit.
///
/// A match is worth the sign's surprisal: the lower of the two sides, since the contexts may
/// differ.
package struct Scoring: Sendable {
  package let symbols: SymbolRow
  /// The signs with what each is worth, at most `Background.most`.
  let signs: RawBuffer<SeedSign>
  /// What every match is worth at least, in hundredths of a bit.
  package let least: Int32

  init(symbols: SymbolRow, signs: RawBuffer<SeedSign>, least: Int32 = 0) {
    self.symbols = symbols
    self.signs = signs
    self.least = least
  }

  /// The scores of these signs with these weights, in hundredths of a bit.
  package init(symbols: [UInt32], weights: [Int32], least: Int32 = 0) {
    let row = SymbolRow(symbols)
    let signs = RawBuffer<SeedSign>(capacity: weights.count)
    for (place, weight) in weights.enumerated() {
      signs.append(
        SeedSign(
          symbol: UInt16(truncatingIfNeeded: row[place]), weight: UInt16(clamping: weight),
          seedLength: 0))
    }
    self.init(symbols: row, signs: signs, least: least)
  }

  /// What a match loses, so that long runs of the cheapest signs still pay for themselves slowly.
  static let wear: Int32 = 15
  /// Two different signs.
  static let mismatch: Int32 = -450
  /// A mask against another sign: the copyist took out a name or a number.
  static let masked: Int32 = -100
  /// The first sign of a gap.
  static let gapOpen: Int32 = -600
  /// Each further sign of a gap.
  static let gapExtend: Int32 = -100

  /// The score of a gap of `length` signs.
  static func gap(_ length: Int) -> Int32 {
    length == 0 ? 0 : gapOpen + gapExtend * Int32(length - 1)
  }

  /// The score of two signs side by side.
  @inline(__always)
  package func pair(_ a: Int, _ b: Int) -> Int32 {
    let (x, y) = (signs.view[a], signs.view[b])
    return Self.pair(x.symbol, y.symbol, Int32(x.weight), Int32(y.weight), least: least)
  }

  /// The score of sign x, worth `u`, beside sign y, worth `v`.
  @inline(__always)
  static func pair(_ x: UInt32, _ y: UInt32, _ u: Int32, _ v: Int32, least: Int32) -> Int32 {
    if x == y { return max(least, min(u, v)) - wear }
    return x == ComparisonStream.mask || y == ComparisonStream.mask ? masked : mismatch
  }
}
