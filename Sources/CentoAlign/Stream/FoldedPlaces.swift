internal import CentoParallel

/// Where each sign stands in its folded text: a bit for every folded scalar, set where a sign begins.
///
/// Only the ends of what was found are asked for, so a few words are counted through each time.
struct FoldedPlaces: Sendable {
  private let bits: RawBuffer<UInt64>
  /// The bit of every 256th sign.
  private let marks = RawBuffer<UInt64>()
  /// The first bit of each text, and the end of the last: there are less than 2³².
  private let bases: RawBuffer<UInt32>
  private var signs = 0

  private static let stride = 256

  /// No texts, with room for some.
  init(scalars: Int = 0, texts: Int = 0) {
    // Every part begins a word; room that is never written takes no memory.
    bits = RawBuffer(capacity: scalars / 64 + texts)
    bases = RawBuffer(capacity: texts + 1)
  }

  /// Adds the places of further texts; every part begins a word.
  mutating func append(_ part: FoldedPlaces) {
    guard part.bases.count > 0 else { return }
    let first = UInt32(bits.count * 64)
    if bases.count > 0 { bases.resize(to: bases.count - 1) }
    for text in 0..<part.bases.count { bases.append(first + part.bases.view[text]) }
    bits.append(part.bits)
    signs += part.signs
  }

  /// Counts the signs; to be called once, after the last of them.
  func finish() {
    var sign = 0
    for word in 0..<bits.count {
      var rest = bits.view[word]
      let next = sign + rest.nonzeroBitCount
      let mark = marks.count * Self.stride
      if mark < next {
        for _ in sign..<mark { rest &= rest - 1 }
        marks.append(UInt64(word * 64 + rest.trailingZeroBitCount))
      }
      sign = next
    }
  }

  /// Begins a text of this many scalars, which are the last bits so far.
  mutating func begin(scalars: Int) {
    let base = bases.count == 0 ? 0 : Int(bases.view[bases.count - 1])
    if bases.count == 0 { bases.append(0) }
    bases.append(UInt32(base + scalars))
    let words = (base + scalars + 63) / 64
    while bits.count < words { bits.append(0) }
  }

  /// Adds a sign of the last text.
  @inline(__always)
  mutating func append(_ place: Int) {
    let bit = Int(bases.view[bases.count - 2]) + place
    bits.view[bit >> 6] |= 1 << UInt64(bit & 63)
    signs += 1
  }

  /// The places in their text from the first to the last of some signs.
  ///
  /// - Complexity: O(n) for n signs, 64 at a time, after at most 256 before them.
  func places(of signs: Range<Int>, inText text: Int) -> Range<Int> {
    let base = Int(bases.view[text])
    let mark = Int(marks.view[signs.lowerBound / Self.stride])
    var word = mark >> 6
    var rest = bits.view[word] & ~0 << UInt64(mark & 63)
    let first = skip(signs.lowerBound % Self.stride, &word, &rest) - base
    return first..<skip(signs.count - 1, &word, &rest) - base + 1
  }

  /// Goes over so many bits; gives the place of the next one, which is the lowest that is left.
  private func skip(_ count: Int, _ word: inout Int, _ rest: inout UInt64) -> Int {
    var left = count
    while true {
      let held = rest.nonzeroBitCount
      if held > left { break }
      left -= held
      word += 1
      rest = bits.view[word]
    }
    // The lowest that is left after it, for the next time.
    let bit = Self.bit(left, of: rest)
    rest &= ~0 << UInt64(bit)
    return word << 6 + bit
  }

  /// The bit of a word that has so many others below it (Vigna, Broadword Implementation of
  /// Rank/Select Queries, 2008).
  private static func bit(_ rank: Int, of word: UInt64) -> Int {
    let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    // Of each byte the bits in it and in those below.
    var sums = word &- (word >> 1 & 0x5555_5555_5555_5555)
    sums = sums & 0x3333_3333_3333_3333 &+ (sums >> 2 & 0x3333_3333_3333_3333)
    sums = (sums &+ (sums >> 4)) & 0x0F0F_0F0F_0F0F_0F0F
    sums = sums &* ones
    let isBelow = ((UInt64(rank) &* ones | highs) &- sums) & highs
    let shift = ((isBelow >> 7) &* ones) >> 53 & 0x78
    var rest = word >> shift & 0xFF
    for _ in 0..<rank - Int((sums << 8) >> shift & 0xFF) { rest &= rest - 1 }
    return Int(shift) + rest.trailingZeroBitCount
  }
}
