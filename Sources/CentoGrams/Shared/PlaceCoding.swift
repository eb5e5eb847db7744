internal import CentoParallel

/// How a place of a text is written down while its grams are counted: the number of the text
/// within its chunk, then the scalars from there on, as many as the longest gram has.
///
/// A scalar is one number of 16 bits, its own value and one more, so that 0 stands for the end of
/// the text. The 2,048 numbers that no scalar has stand for the scalars that do not fit; a corpus
/// with more of these takes two numbers for every scalar.
struct PlaceCoding: Sendable {
  /// The most scalars that make a key of 64 bits.
  static let direct = 3

  /// The scalars that are written down.
  let scalars: Int
  /// The bits of a scalar's code in a key.
  let codeBits: UInt64
  private let isWide: Bool
  /// The scalars without a number of their own, ascending.
  private let rare: [UInt32]

  private static let firstFree: UInt32 = 0xD801
  private static let free = 2_048

  /// The coding of texts in which these are the scalars that `isRare`.
  init(scalars: Int, rare: Set<UInt32>) {
    self.scalars = scalars
    self.rare = rare.sorted()
    isWide = rare.count > Self.free
    codeBits = isWide ? 21 : 16
  }

  /// The numbers that a place takes.
  var stride: Int { 1 + (isWide ? 2 : 1) * scalars }

  /// Whether a scalar has no 16-bit number of its own.
  @inline(__always)
  static func isRare(_ scalar: UInt32) -> Bool {
    scalar >= 0xFFFF || scalar & 0xF800 == 0xD800
  }

  /// The code of a scalar: not 0.
  @inline(__always)
  func code(of scalar: UInt32) -> UInt32 {
    isWide || !Self.isRare(scalar) ? scalar &+ 1 : Self.firstFree + rank(of: scalar)
  }

  /// How many rare scalars are below this one.
  private func rank(of scalar: UInt32) -> UInt32 {
    var (low, high) = (0, rare.count)
    while low < high {
      let middle = (low + high) / 2
      if rare[middle] < scalar { low = middle + 1 } else { high = middle }
    }
    return UInt32(low)
  }

  /// Writes a place: the text, and the codes of a range, and the end behind them.
  @inline(__always)
  func write(
    _ text: UInt16, _ codes: RawBuffer<UInt32>.View, _ range: Range<Int>,
    to units: RawBuffer<UInt16>.View, at start: Int
  ) {
    units[start] = text
    let next = start &+ 1 &- range.lowerBound
    if isWide {
      for place in range {
        let code = codes[place]
        units[start + 1 + 2 * (place - range.lowerBound)] = UInt16(truncatingIfNeeded: code)
        units[start + 2 + 2 * (place - range.lowerBound)] = UInt16(truncatingIfNeeded: code >> 16)
      }
      for unit in 1 + 2 * range.count..<stride { units[start + unit] = 0 }
    } else {
      for place in range { units[next &+ place] = UInt16(truncatingIfNeeded: codes[place]) }
      var unit = 1 &+ range.count
      while unit <= scalars {
        units[start &+ unit] = 0
        unit &+= 1
      }
    }
  }

  /// The code number `index` of a place; 0 behind the end of its text.
  @inline(__always)
  func code(_ index: Int, of units: RawBuffer<UInt16>.View, at start: Int) -> UInt64 {
    if isWide {
      let unit = start &+ 1 &+ 2 &* index
      return UInt64(units[unit]) | UInt64(units[unit &+ 1]) &<< 16
    }
    return UInt64(units[start &+ 1 &+ index])
  }
}
