internal import CentoParallel

/// Where each sign stands in its folded text: a bit for every folded scalar, set where a sign begins.
///
/// Only the ends of what was found are asked for, so a few words are counted through each time.
struct FoldedPlaces: Sendable {
  private let bits = RawBuffer<UInt64>()
  /// The bit of every 256th sign.
  private let marks = RawBuffer<UInt64>()
  /// The first bit of each text.
  private let bases = RawBuffer<UInt64>()
  private var signs = 0

  private static let stride = 256

  /// No texts.
  init() {}

  /// Begins a text of this many scalars, which are the last bits so far.
  mutating func begin(scalars: Int) {
    let base = bases.count == 0 ? 0 : Int(bases.view[bases.count - 1])
    if bases.count == 0 { bases.append(0) }
    bases.append(UInt64(base + scalars))
    let words = (base + scalars + 63) / 64
    while bits.count < words { bits.append(0) }
  }

  /// Adds a sign of the last text.
  @inline(__always)
  mutating func append(_ place: Int) {
    let bit = Int(bases.view[bases.count - 2]) + place
    bits.view[bit >> 6] |= 1 << UInt64(bit & 63)
    if signs % Self.stride == 0 { marks.append(UInt64(bit)) }
    signs += 1
  }

  /// The place of a sign in its text.
  ///
  /// - Complexity: O(1): at most 256 signs are counted.
  func place(of sign: Int, inText text: Int) -> Int {
    let bits = bits.view
    let mark = Int(marks.view[sign / Self.stride])
    var left = sign % Self.stride
    var word = mark >> 6
    var rest = bits[word] & ~0 << UInt64(mark & 63)
    while rest.nonzeroBitCount <= left {
      left -= rest.nonzeroBitCount
      word += 1
      rest = bits[word]
    }
    for _ in 0..<left { rest &= rest - 1 }
    return word << 6 + rest.trailingZeroBitCount - Int(bases.view[text])
  }
}
