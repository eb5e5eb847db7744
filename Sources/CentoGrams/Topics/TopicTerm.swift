/// The number under which a term is counted: the same in every corpus and on every machine.
///
/// A gram of one to three signs is its scalars, 21 bits each: exact. A word is the top bit and a hash of
/// its letters; of a million different words two share a number with a probability below 10⁻⁶.
package struct TopicTerm: Sendable, Hashable, Comparable {
  package let key: UInt64

  package init(key: UInt64) {
    self.key = key
  }

  /// The term that is the gram of these scalars, one to three.
  package init(gram: ArraySlice<UInt32>) {
    key = gram.reduce(0) { $0 << 21 | UInt64($1) }
  }

  /// The term that is this word: FNV-1a over the scalars, stirred once more.
  package init(word: ArraySlice<UInt32>) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for scalar in word { hash = (hash ^ UInt64(scalar)) &* 0x100_0000_01B3 }
    hash = (hash ^ (hash >> 32)) &* 0xD6E8_FEB8_6659_FD93
    key = (hash ^ (hash >> 32)) | 1 << 63
  }

  /// Whether the term is a word; else it is a gram.
  package var isWord: Bool { key >> 63 == 1 }

  /// How many signs a gram has: 1, 2 or 3.
  package var gramLength: Int { key >> 42 != 0 ? 3 : key >> 21 != 0 ? 2 : 1 }

  package static func < (a: TopicTerm, b: TopicTerm) -> Bool { a.key < b.key }
}

extension TopicTerm {
  /// The signs of a gram; of a word, nothing, for its letters are not in its number.
  package var scalars: [UInt32] {
    if isWord { return [] }
    return (0..<gramLength).reversed().map {
      UInt32(truncatingIfNeeded: key >> (21 * $0)) & 0x1F_FFFF
    }
  }
}
