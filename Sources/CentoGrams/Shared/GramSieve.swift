internal import CentoParallel

/// Which grams may stand in two texts: two bits a slot, "a text has one" and "another one too".
///
/// Most grams of a corpus stand in one text only, and a table that holds them all is mostly of no
/// use. A gram whose slot was touched once is certainly alone; of the others most are not, and a
/// table counts them exactly. Sieves are merged without regard to order, so that each worker
/// fills its own.
final class GramSieve: @unchecked Sendable {
  private let words: RawBuffer<UInt64>
  private let shift: UInt64

  private static let seen: UInt64 = 0x5555_5555_5555_5555
  private static let slotsPerWord = 32

  /// A sieve of at least `slots` slots.
  init(slots: Int) {
    let count = max(2, slots / Self.slotsPerWord)
    let bits = Int.bitWidth - (count - 1).leadingZeroBitCount
    words = RawBuffer(repeating: 0, count: 1 << bits)
    shift = UInt64(64 - bits)
  }

  /// Enters keys: the distinct grams of one text after the other.
  func add(_ keys: RawBuffer<UInt64>.View, count: Int) {
    let (words, shift) = (words.view, shift)
    for index in 0..<count {
      let hash = SharedHash.mixed(keys[index])
      let place = Int(truncatingIfNeeded: hash &>> shift)
      let bit: UInt64 = 1 &<< (Self.slot(of: hash) &* 2)
      let word = words[place]
      words[place] = word | bit | (word & bit) &<< 1
    }
  }

  /// Whether a gram may stand in two texts.
  @inline(__always)
  func mayRepeat(_ hash: UInt64) -> Bool {
    let word = words.view[Int(truncatingIfNeeded: hash &>> shift)]
    return word &>> (Self.slot(of: hash) &* 2 &+ 1) & 1 != 0
  }

  /// Takes in what another sieve of the same size has seen.
  func formUnion(_ other: GramSieve) {
    let (mine, theirs) = (words.view, other.words.view)
    for place in 0..<mine.count {
      let (a, b) = (mine[place], theirs[place])
      mine[place] = a | b | (a & b & Self.seen) &<< 1
    }
  }

  /// The slot within a word, from bits that neither the word nor the shard takes its place from.
  @inline(__always)
  private static func slot(of hash: UInt64) -> UInt64 { hash &>> 24 & 31 }
}

/// The hash of a 64-bit key: two rounds of multiply and fold, the same in every process.
enum SharedHash {
  @inline(__always)
  static func mixed(_ key: UInt64) -> UInt64 {
    var hash = key &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash &>> 32) &* 0xD6E8_FEB8_6659_FD93
    return hash ^ hash &>> 29
  }
}
