/// The first of the texts that are equal to each, by digests: open addressing, texts of one digest
/// side by side.
enum FirstEqual {
  /// A digest of a text's scalars; equal texts have equal ones.
  static func digest(_ scalars: [UInt32]) -> UInt64 {
    var digest = UInt64(scalars.count)
    for scalar in scalars {
      digest = (digest ^ UInt64(scalar)) &* 0x9E37_79B9_7F4A_7C15
      digest ^= digest >> 32
    }
    return digest
  }

  /// For each text the first that is equal to it: itself where there is no earlier one.
  ///
  /// - Parameter isEqual: Whether two texts of one digest are equal.
  /// - Complexity: O(texts) expected time; up to 16 bytes a text on the way.
  static func places(of digests: [UInt64], isEqual: (Int, Int) -> Bool) -> [UInt32] {
    let size = max(2, 1 << (Int.bitWidth - (2 * digests.count).leadingZeroBitCount))
    var table = [UInt32](repeating: .max, count: size)
    return digests.indices.map { index in
      var slot = Int(truncatingIfNeeded: digests[index] & UInt64(size - 1))
      while table[slot] != .max {
        let other = Int(table[slot])
        if digests[other] == digests[index], isEqual(other, index) { return UInt32(other) }
        slot = (slot + 1) & (size - 1)
      }
      table[slot] = UInt32(index)
      return UInt32(index)
    }
  }
}
