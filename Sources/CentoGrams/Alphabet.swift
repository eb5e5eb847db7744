/// The scalars that occur in a corpus, numbered from 1 by code point.
///
/// Small numbers make short keys: text of 4,000 different characters needs 12 bits a character,
/// so that a gram of five fits 64 bits exactly. Numbers ascend with code points, so keys sort as
/// the grams do.
package struct Alphabet: Sendable {
  /// The scalars, ascending; `scalars[c - 1]` has code c.
  package let scalars: [UInt32]
  /// The code of each scalar up to the greatest that occurs; 0 for those that do not.
  private let codes: [UInt32]

  /// The alphabet of the marked scalars.
  init(seen: ScalarSet) {
    let scalars = seen.members
    var codes = [UInt32](repeating: 0, count: Int(scalars.last ?? 0) + 1)
    for (index, scalar) in scalars.enumerated() { codes[Int(scalar)] = UInt32(index + 1) }
    self.scalars = scalars
    self.codes = codes
  }

  /// The number of bits that hold every code, at least 1.
  var bits: Int {
    max(1, UInt32.bitWidth - UInt32(scalars.count).leadingZeroBitCount)
  }

  /// The code of a scalar, or 0 if the corpus does not have it.
  package func code(of scalar: UInt32) -> UInt32 {
    scalar < codes.count ? codes[Int(scalar)] : 0
  }

  /// The codes of a text, into an array that is used again and again.
  func encode(_ text: [UInt32], into out: inout [UInt32]) {
    out.removeAll(keepingCapacity: true)
    out.reserveCapacity(text.count)
    for scalar in text { out.append(code(of: scalar)) }
  }
}

/// A set of scalars: a bit each.
struct ScalarSet: Sendable {
  private var words: [UInt64] = []

  /// Adds every scalar of a text.
  mutating func insert(contentsOf text: [UInt32]) {
    var last: UInt32 = .max
    for scalar in text where scalar != last {
      let word = Int(scalar >> 6)
      if word >= words.count {
        words.append(contentsOf: repeatElement(0, count: word + 1 - words.count))
      }
      words[word] |= 1 << UInt64(scalar & 63)
      last = scalar
    }
  }

  /// Adds every scalar of another set.
  mutating func formUnion(_ other: ScalarSet) {
    if other.words.count > words.count {
      words.append(contentsOf: repeatElement(0, count: other.words.count - words.count))
    }
    for (index, word) in other.words.enumerated() { words[index] |= word }
  }

  /// The scalars, ascending.
  var members: [UInt32] {
    var out: [UInt32] = []
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        out.append(UInt32(index * 64 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return out
  }
}
