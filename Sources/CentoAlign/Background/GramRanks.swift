internal import CentoParallel

/// The repeated grams of one length: for each place the number of the gram that ends there, and how
/// often each gram occurs.
///
/// A gram of length n + 1 is the pair of the gram of length n before its last sign and that sign,
/// so that numbers are exact at every length and no text is hashed twice (Karp, Miller and
/// Rosenberg, 1972).
struct GramRanks: Sendable {
  /// The length of the grams.
  private(set) var length = 0
  /// The number of the gram that ends at each place; 0 where it occurs only there or crosses an
  /// end.
  private(set) var ids: [UInt32]
  /// The occurrences of each gram; `counts[0]` is not used.
  private(set) var counts: [UInt32]

  /// The grams of no length: one, everywhere.
  init(places: Int) {
    ids = [UInt32](repeating: 1, count: places)
    counts = [0, UInt32(truncatingIfNeeded: places)]
  }

  /// Lengthens every gram by the sign after it; where `wanted` is false the gram is given up.
  ///
  /// The pairs are dealt by hash into parts that fit a core's cache and are numbered part by part,
  /// in order of first occurrence: the numbers depend on the text alone.
  mutating func lengthen(_ stream: ComparisonStream, wanted: [Bool]?, threads: Int) {
    length += 1
    let shorter = ids
    let parts = Self.parts(places: ids.count)
    let shift = UInt64(64 - parts.trailingZeroBitCount)
    var dealt = [[UInt32]](repeating: [], count: parts)
    for place in 0..<shorter.count {
      ids[place] = 0
      guard shorter[place] != 0, wanted?[place] ?? true,
        let key = key(stream, shorter, place)
      else { continue }
      let part = parts == 1 ? 0 : Int(truncatingIfNeeded: PairTable.mix(key) >> shift)
      dealt[part].append(UInt32(place))
    }
    let hands = dealt
    let grams = self
    let numbered = Parallel.map(count: parts, threads: threads) { part in
      var table = PairTable(most: hands[part].count)
      var numbers: [UInt32] = []
      numbers.reserveCapacity(hands[part].count)
      for place in hands[part] {
        guard let key = grams.key(stream, shorter, Int(place)) else { continue }
        numbers.append(table.number(of: key, mixed: PairTable.mix(key)))
      }
      return (numbers, table.counts)
    }
    counts = [0]
    for (part, (numbers, occurrences)) in numbered.enumerated() {
      // Only what occurs again keeps a number.
      var final = [UInt32](repeating: 0, count: occurrences.count)
      for (number, count) in occurrences.enumerated() where count > 1 {
        final[number] = UInt32(counts.count)
        counts.append(count)
      }
      for (place, number) in zip(hands[part], numbers) {
        ids[Int(place)] = final[Int(number)]
      }
    }
  }

  /// The pair that the gram ending at a place is made of; nil if it crosses an end or cannot recur.
  @inline(__always)
  private func key(_ stream: ComparisonStream, _ shorter: [UInt32], _ place: Int) -> UInt64? {
    if length == 1 { return UInt64(stream.symbols[place]) }
    guard place + 1 >= length, stream.texts[place + 1 - length] == stream.texts[place] else {
      return nil
    }
    let before = shorter[place - 1]
    return before == 0 ? nil : UInt64(before) << 32 | UInt64(stream.symbols[place])
  }

  private static func parts(places: Int) -> Int {
    var parts = 1
    while parts < 64, places / parts > 1 << 15 { parts *= 2 }
    return parts
  }
}
