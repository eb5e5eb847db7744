/// Numbers for keys of 64 bits, from 0 in order of first sight: open addressing, linear probing.
struct PairTable {
  private var slots: [(key: UInt64, number: UInt32)]
  private let mask: Int
  /// How often each number was asked for.
  private(set) var counts: [UInt32] = []

  private static let empty = UInt32.max

  /// A table for at most `most` asks.
  init(most: Int) {
    var size = 16
    while size < most + most / 2 { size <<= 1 }
    slots = [(key: UInt64, number: UInt32)](repeating: (0, Self.empty), count: size)
    mask = size - 1
  }

  /// The number of a key, counted.
  @inline(__always)
  mutating func number(of key: UInt64, mixed: UInt64) -> UInt32 {
    var slot = Int(truncatingIfNeeded: mixed >> 8) & mask
    while true {
      let (found, number) = slots[slot]
      if number == Self.empty { break }
      if found == key {
        counts[Int(number)] &+= 1
        return number
      }
      slot = (slot + 1) & mask
    }
    let number = UInt32(counts.count)
    slots[slot] = (key, number)
    counts.append(1)
    return number
  }

  /// A key with its bits spread (the finisher of SplitMix64).
  @inline(__always)
  static func mix(_ key: UInt64) -> UInt64 {
    var z = key
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
