internal import CentoParallel

/// Where each sign stands in its folded text: a bit for every folded scalar, set where a sign begins.
///
/// Only the ends of what was found are asked for, so a few words are counted through each time.
struct FoldedPlaces: Sendable {
  private let bits: RawBuffer<UInt64>
  /// The bit of every 256th sign.
  private let marks: RawBuffer<UInt64>
  /// The first bit of each text.
  private let bases: RawBuffer<UInt64>
  private var signs = 0

  private static let stride = 256

  /// No texts.
  init() {
    (bits, marks, bases) = (RawBuffer(), RawBuffer(), RawBuffer())
  }

  /// The places of some texts after those of others; every part begins a word.
  init(joining parts: [FoldedPlaces], threads: Int) {
    bits = RawBuffer(joining: parts.map(\.bits), threads: threads)
    bases = RawBuffer(capacity: parts.reduce(1) { $0 + $1.bases.count })
    var (words, firsts) = ([0], [0])
    for part in parts {
      // The last base is the end of the last text.
      for text in 0..<max(0, part.bases.count - 1) {
        bases.append(UInt64(words[words.count - 1] * 64) + part.bases.view[text])
      }
      words.append(words[words.count - 1] + part.bits.count)
      firsts.append(firsts[firsts.count - 1] + part.signs)
    }
    signs = firsts[firsts.count - 1]
    let count = (signs + Self.stride - 1) / Self.stride
    marks = RawBuffer(capacity: count)
    marks.resize(to: count)
    let (bits, marks, starts, before) = (bits.view, marks.view, words, firsts)
    Parallel.forEach(count: parts.count, threads: threads) { part in
      var sign = before[part]
      for word in starts[part]..<starts[part + 1] {
        let next = sign + bits[word].nonzeroBitCount
        let mark = (sign + Self.stride - 1) / Self.stride * Self.stride
        if mark < next {
          var rest = bits[word]
          for _ in sign..<mark { rest &= rest - 1 }
          marks[mark / Self.stride] = UInt64(word * 64 + rest.trailingZeroBitCount)
        }
        sign = next
      }
    }
  }

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
