/// The repeated grams of one length: for each place the number of the gram that ends there, and how often
/// each gram occurs.
///
/// A gram of length n + 1 is the pair of the gram of length n before its last sign and that sign, so that
/// numbers are exact at every length and no text is hashed twice (Karp, Miller and Rosenberg, 1972).
struct GramRanks: Sendable {
  /// The length of the grams.
  private(set) var length = 0
  /// The number of the gram that ends at each place; 0 where it occurs only there or crosses an end.
  private(set) var ids: [UInt32]
  /// The occurrences of each gram; `counts[0]` is not used.
  private(set) var counts: [UInt32] = []

  /// The grams of no length: one, everywhere.
  init(places: Int) {
    ids = [UInt32](repeating: 1, count: places)
    counts = [0, UInt32(truncatingIfNeeded: places)]
  }

  /// Lengthens every gram by the sign after it. Returns the ids of the shorter ones.
  ///
  /// Numbers follow first occurrence, so they do not depend on the machine.
  mutating func lengthen(_ stream: ComparisonStream) -> [UInt32] {
    length += 1
    let shorter = ids
    var table = PairTable(expected: length < 3 ? 1 << 14 : survivors())
    var numbers: [UInt32] = [0]
    for place in 0..<ids.count {
      ids[place] = 0
      guard shorter[place] != 0, place + 1 >= length else { continue }
      var before: UInt32 = 1
      if length > 1 {
        before = shorter[place - 1]
        guard before != 0, stream.texts[place + 1 - length] == stream.texts[place] else {
          continue
        }
      }
      let id = table.number(of: UInt64(before) << 32 | UInt64(stream.symbols[place]))
      ids[place] = id
      if Int(id) == numbers.count { numbers.append(1) } else { numbers[Int(id)] &+= 1 }
    }
    for place in 0..<ids.count where numbers[Int(ids[place])] < 2 { ids[place] = 0 }
    counts = numbers
    return shorter
  }

  private func survivors() -> Int {
    ids.reduce(into: 0) { $0 += $1 == 0 ? 0 : 1 }
  }
}

/// Numbers for keys of 64 bits, from 1 in order of first sight: open addressing, linear probing.
private struct PairTable {
  private var keys: [UInt64]
  private var values: [UInt32]
  private var used = 0
  private var mask: Int

  init(expected: Int) {
    var size = 1 << 10
    while size < expected + expected / 4 { size <<= 1 }
    keys = [UInt64](repeating: 0, count: size)
    values = [UInt32](repeating: 0, count: size)
    mask = size - 1
  }

  mutating func number(of key: UInt64) -> UInt32 {
    var slot = Self.slot(key, mask)
    while values[slot] != 0 {
      if keys[slot] == key { return values[slot] }
      slot = (slot + 1) & mask
    }
    used += 1
    keys[slot] = key
    values[slot] = UInt32(used)
    if used * 3 > keys.count * 2 { grow() }
    return UInt32(used)
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    let size = oldKeys.count * 2
    keys = [UInt64](repeating: 0, count: size)
    values = [UInt32](repeating: 0, count: size)
    mask = size - 1
    for index in oldKeys.indices where oldValues[index] != 0 {
      var slot = Self.slot(oldKeys[index], mask)
      while values[slot] != 0 { slot = (slot + 1) & mask }
      keys[slot] = oldKeys[index]
      values[slot] = oldValues[index]
    }
  }

  @inline(__always)
  private static func slot(_ key: UInt64, _ mask: Int) -> Int {
    let mixed = (key ^ (key >> 29)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: (mixed ^ (mixed >> 32)) & 0x7FFF_FFFF_FFFF_FFFF) & mask
  }
}
