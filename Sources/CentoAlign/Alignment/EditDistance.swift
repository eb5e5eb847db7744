package import CentoText

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
    // Common ends are stepped over: to take them off a slice one by one moves the slice each time.
    let shorter = min(a.count, b.count)
    var start = 0
    while start < shorter, a[a.startIndex + start] == b[b.startIndex + start] { start += 1 }
    var end = 0
    while end < shorter - start, a[a.endIndex - 1 - end] == b[b.endIndex - 1 - end] { end += 1 }
    let a = a[a.startIndex + start..<a.endIndex - end]
    let b = b[b.startIndex + start..<b.endIndex - end]
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    let (pattern, text) = a.count <= b.count ? (a, b) : (b, a)
    return pattern.count <= 64
      ? shortDistance(pattern: pattern, text: text) : distance(pattern: pattern, text: text)
  }

  /// The edits that turn `a` into `b`.
  public static func between(_ a: [UInt32], _ b: [UInt32]) -> Int {
    between(a[...], b[...])
  }

  /// The edits that turn a stretch of one text into a stretch of another.
  package static func between(
    _ a: FoldedScalars, _ x: Range<Int>, _ b: FoldedScalars, _ y: Range<Int>
  ) -> Int {
    let (first, last) = FoldedScalars.commonEnds(a, x, b, y)
    let restA = x.lowerBound + first..<x.upperBound - last
    let restB = y.lowerBound + first..<y.upperBound - last
    return restA.isEmpty || restB.isEmpty
      ? max(restA.count, restB.count) : between(a[restA], b[restB])
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
    // Each kind of scalar in the pattern has a number from 1, by open addressing.
    let bits = UInt32(Int.bitWidth - (2 * pattern.count).leadingZeroBitCount)
    let shift = max(0, 32 - bits)
    let mask = 1 << Int(32 - shift) - 1
    var kinds = [UInt32](repeating: 0, count: mask + 1)
    var numbers = [Int32](repeating: 0, count: mask + 1)
    func slot(_ scalar: UInt32) -> Int {
      var slot = Int((scalar &* 0x9E37_79B1) >> shift)
      while numbers[slot] != 0, kinds[slot] != scalar { slot = (slot + 1) & mask }
      return slot
    }
    var count: Int32 = 0
    for scalar in pattern {
      let slot = slot(scalar)
      guard numbers[slot] == 0 else { continue }
      count += 1
      (kinds[slot], numbers[slot]) = (scalar, count)
    }
    // One row of blocks for each kind, and an empty one for those not in the pattern.
    var places = [UInt64](repeating: 0, count: (Int(count) + 1) * blocks)
    for (row, scalar) in pattern.enumerated() {
      places[Int(numbers[slot(scalar)]) * blocks + row / 64] |= 1 << UInt64(row % 64)
    }
    var up = [UInt64](repeating: ~0, count: blocks)
    var down = [UInt64](repeating: 0, count: blocks)
    var score = pattern.count
    let last: UInt64 = 1 << UInt64((pattern.count - 1) % 64)
    for scalar in text {
      let base = Int(numbers[slot(scalar)]) * blocks
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
}
