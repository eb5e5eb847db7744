/// The edit distance of Levenshtein: the fewest substitutions, insertions and deletions of one
/// scalar.
///
/// Bit-parallel in blocks of 64 rows (Myers, JACM 1999; the carry between blocks after Hyyrö,
/// 2003).
public enum EditDistance {
  /// The edits that turn `a` into `b`.
  ///
  ///     EditDistance.between([1, 2, 3], [1, 3])   // 1
  ///
  /// - Complexity: O(n · m / 64) time after common ends are cut off, O(m · kinds of scalars / 64)
  ///   memory.
  public static func between(_ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>) -> Int {
    var (a, b) = (a, b)
    while let x = a.first, let y = b.first, x == y {
      a.removeFirst()
      b.removeFirst()
    }
    while let x = a.last, let y = b.last, x == y {
      a.removeLast()
      b.removeLast()
    }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    let (pattern, text) = a.count <= b.count ? (a, b) : (b, a)
    return pattern.count <= 64
      ? shortDistance(pattern: pattern, text: text) : distance(pattern: pattern, text: text)
  }

  /// The edits that turn `a` into `b`.
  public static func between(_ a: [UInt32], _ b: [UInt32]) -> Int {
    between(a[...], b[...])
  }

  /// A pattern of one block: its scalars' rows in a small table of open addressing, on the stack.
  private static func shortDistance(
    pattern: ArraySlice<UInt32>, text: ArraySlice<UInt32>
  ) -> Int {
    // No bits mark an empty slot: a scalar of the pattern has one bit at least.
    var kinds = InlineArray<128, UInt32>(repeating: 0)
    var rows = InlineArray<128, UInt64>(repeating: 0)
    for (row, scalar) in pattern.enumerated() {
      var slot = Int((scalar &* 0x9E37_79B1) >> 25)
      while rows[slot] != 0, kinds[slot] != scalar { slot = (slot + 1) & 127 }
      kinds[slot] = scalar
      rows[slot] |= 1 << UInt64(row)
    }
    var (up, down): (UInt64, UInt64) = (~0, 0)
    var score = pattern.count
    let last: UInt64 = 1 << UInt64(pattern.count - 1)
    for scalar in text {
      var slot = Int((scalar &* 0x9E37_79B1) >> 25)
      while rows[slot] != 0, kinds[slot] != scalar { slot = (slot + 1) & 127 }
      let eq = rows[slot]
      let xv = eq | down
      let xh = (((eq & up) &+ up) ^ up) | eq
      var ph = down | ~(xh | up)
      var mh = up & xh
      if ph & last != 0 { score += 1 }
      if mh & last != 0 { score -= 1 }
      ph = ph << 1 | 1
      mh <<= 1
      up = mh | ~(xv | ph)
      down = ph & xv
    }
    return score
  }

  private static func distance(pattern: ArraySlice<UInt32>, text: ArraySlice<UInt32>) -> Int {
    let blocks = (pattern.count + 63) / 64
    let kinds = Array(pattern).sorted()
    var alphabet: [UInt32] = []
    for kind in kinds where alphabet.last != kind { alphabet.append(kind) }
    // One row of blocks for each kind of scalar, and an empty one for those not in the pattern.
    var places = [UInt64](repeating: 0, count: (alphabet.count + 1) * blocks)
    for (row, scalar) in pattern.enumerated() {
      let kind = index(of: scalar, in: alphabet)
      places[kind * blocks + row / 64] |= 1 << UInt64(row % 64)
    }
    var up = [UInt64](repeating: ~0, count: blocks)
    var down = [UInt64](repeating: 0, count: blocks)
    var score = pattern.count
    let last: UInt64 = 1 << UInt64((pattern.count - 1) % 64)
    for scalar in text {
      let base = index(of: scalar, in: alphabet) * blocks
      // The row above the first grows by one with every column.
      var (enterUp, enterDown): (UInt64, UInt64) = (1, 0)
      for block in 0..<blocks {
        let (pv, mv) = (up[block], down[block])
        let eq = places[base + block]
        let xv = eq | mv
        let entered = eq | enterDown
        let xh = (((entered & pv) &+ pv) ^ pv) | entered
        var ph = mv | ~(xh | pv)
        var mh = pv & xh
        if block == blocks - 1 {
          if ph & last != 0 { score += 1 }
          if mh & last != 0 { score -= 1 }
        }
        let (leaveUp, leaveDown) = (ph >> 63, mh >> 63)
        ph = ph << 1 | enterUp
        mh = mh << 1 | enterDown
        up[block] = mh | ~(xv | ph)
        down[block] = ph & xv
        (enterUp, enterDown) = (leaveUp, leaveDown)
      }
    }
    return score
  }

  /// The place of a scalar in the sorted alphabet; the alphabet's length if it is not there.
  private static func index(of scalar: UInt32, in alphabet: [UInt32]) -> Int {
    var low = 0
    var high = alphabet.count
    while low < high {
      let middle = (low + high) / 2
      if alphabet[middle] < scalar { low = middle + 1 } else { high = middle }
    }
    return low < alphabet.count && alphabet[low] == scalar ? low : alphabet.count
  }
}
