/// How the grams of a corpus are dealt to tables: by bits of their hash.
///
/// A table that is filled by one task needs no lock, and one of 64 is small enough to stay near
/// the core while a block's share is looked up. The number is a constant, not the number of
/// threads: nothing that is computed may depend on that.
enum GramShards {
  static let bits = 6
  static let count = 1 << bits
  /// How far a number is shifted to make room for its shard.
  static let numberShift = UInt32(bits)
  /// The most grams a table can number beside its shard in 32 bits.
  static let capacity = 1 << (UInt32.bitWidth - bits)

  @inline(__always)
  static func shard(of key: some GramKey) -> Int {
    Int(truncatingIfNeeded: key.mixed & UInt64(count - 1))
  }
}
