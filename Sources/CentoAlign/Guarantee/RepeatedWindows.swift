internal import CentoParallel

/// The windows of a row that stand in more than one place, grouped exactly.
///
/// Two passes of a rolling hash leave out what occurs once; the rest is dealt by hash, sorted, and
/// every group is compared symbol by symbol, so that a collision of hashes cannot join what differs.
struct RepeatedWindows {
  let row: RunRow
  /// The symbols of a window.
  let length: Int

  /// Calls `body` with the windows of each part of the hashes, and gives the answers in order.
  ///
  /// How the windows are dealt depends on the row alone. The places of a group are in order.
  func map<Result: Sendable>(
    threads: Int, _ body: @Sendable ([[UInt32]]) -> Result
  ) -> [Result] {
    let dealt = dealt()
    return Parallel.map(count: dealt.count, threads: threads) { part in
      var entries = dealt[part]
      entries.sort()
      return body(groups(entries))
    }
  }

  /// What may recur, by part: half of the hash above the place.
  private func dealt() -> [[UInt64]] {
    var bits = 1 << 10
    while bits < row.count * 8 { bits <<= 1 }
    var seen = [UInt64](repeating: 0, count: bits / 64)
    var again = seen
    forEachWindow { hash, _ in
      let bit = Int(truncatingIfNeeded: hash) & (bits - 1)
      let mask: UInt64 = 1 << UInt64(bit & 63)
      if seen[bit >> 6] & mask != 0 { again[bit >> 6] |= mask } else { seen[bit >> 6] |= mask }
    }
    seen = []
    var parts = 1
    while parts < 256, row.count / parts > 1 << 15 { parts *= 2 }
    let shift = UInt64(64 - parts.trailingZeroBitCount)
    var dealt = [[UInt64]](repeating: [], count: parts)
    forEachWindow { hash, place in
      let bit = Int(truncatingIfNeeded: hash) & (bits - 1)
      guard again[bit >> 6] & (1 << UInt64(bit & 63)) != 0 else { return }
      let part = parts == 1 ? 0 : Int(truncatingIfNeeded: hash >> shift)
      dealt[part].append((hash & 0xFFFF_FFFF) << 32 | UInt64(place))
    }
    return dealt
  }

  /// The groups of two places and more among sorted entries.
  private func groups(_ entries: [UInt64]) -> [[UInt32]] {
    var groups: [[UInt32]] = []
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end] >> 32 == entries[start] >> 32 { end += 1 }
      var rest = entries[start..<end].map { UInt32(truncatingIfNeeded: $0) }
      while rest.count > 1 {
        let first = Int(rest[0])
        var group: [UInt32] = []
        var others: [UInt32] = []
        for place in rest {
          if isEqual(first, Int(place)) { group.append(place) } else { others.append(place) }
        }
        if group.count > 1 { groups.append(group) }
        rest = others
      }
      start = end
    }
    return groups
  }

  private func isEqual(_ x: Int, _ y: Int) -> Bool {
    if x == y { return true }
    for offset in 0..<length where row.symbols[x + offset] != row.symbols[y + offset] {
      return false
    }
    return true
  }

  /// Every window that lies in one segment, with its hash: a polynomial in an odd base.
  @inline(__always)
  private func forEachWindow(_ body: (UInt64, UInt32) -> Void) {
    var power: UInt64 = 1
    for _ in 1..<length { power = power &* Self.base }
    for number in 0..<row.segments {
      let segment = row.segment(number)
      guard segment.count >= length else { continue }
      var hash: UInt64 = 0
      for place in segment {
        if place - segment.lowerBound >= length {
          let gone = PairTable.mix(UInt64(row.symbols[place - length]) &+ 1)
          hash = hash &- gone &* power
        }
        hash = hash &* Self.base &+ PairTable.mix(UInt64(row.symbols[place]) &+ 1)
        let start = place + 1 - length
        if start >= segment.lowerBound { body(PairTable.mix(hash), UInt32(start)) }
      }
    }
  }

  private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
}
