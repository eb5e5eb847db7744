internal import CentoParallel

/// The distinct grams of one unit after the other.
///
/// A small table of entry numbers, as large as the unit needs and no larger, so that it stays in
/// the first cache.
final class UnitCounter<Key: GramKey> {
  private let range: NGramRange
  private let layout: KeyLayout
  private let slots = RawBuffer<UInt32>()

  init(range: NGramRange, layout: KeyLayout) {
    self.range = range
    self.layout = layout
  }

  /// The number of grams, repeated ones included, of a unit of `length` scalars.
  static func grams(in length: Int, range: NGramRange) -> Int {
    guard length >= range.lower else { return 0 }
    let longest = min(range.upper, length)
    let sizes = longest - range.lower + 1
    // Σ (length − n + 1) over n = lower … longest
    return sizes * (length + 1) - (range.lower + longest) * sizes / 2
  }

  /// Appends the distinct grams of a unit, in the order of their first places, and how often each
  /// occurs.
  ///
  /// A code of 0 is a scalar that no known gram has: no gram that holds it is counted.
  func count(_ codes: [UInt32], keys: RawBuffer<Key>, counts: RawBuffer<UInt32>) {
    let total = Self.grams(in: codes.count, range: range)
    guard total > 0 else { return }
    let size = max(16, 1 << (Int.bitWidth - (total * 2 - 1).leadingZeroBitCount))
    slots.resize(to: size)
    slots.fill(with: 0)
    let base = keys.count
    keys.resize(to: base + total)
    counts.resize(to: base + total)
    let found = fill(
      codes, from: base, slots: slots.view, keys: keys.view, counts: counts.view)
    keys.resize(to: base + found)
    counts.resize(to: base + found)
  }

  private func fill(
    _ codes: [UInt32], from base: Int, slots: RawBuffer<UInt32>.View, keys: RawBuffer<Key>.View,
    counts: RawBuffer<UInt32>.View
  ) -> Int {
    let (lower, upper, span, layout) = (range.lower, range.upper, layout.span, layout)
    let mask = UInt64(slots.count - 1)
    var found = 0
    var window = Key()
    for place in 0..<span - 1 {
      window.slide(adding: place < codes.count ? codes[place] : 0, layout: layout)
    }
    var unknown = -1
    for start in 0...codes.count - lower {
      let last = start + span - 1
      window.slide(adding: last < codes.count ? codes[last] : 0, layout: layout)
      if unknown < start {
        unknown = start
        while unknown < codes.count && codes[unknown] != 0 { unknown += 1 }
      }
      let longest = min(upper, unknown - start)
      var length = lower
      while length <= longest {
        let key = window.prefix(length, layout: layout)
        length += 1
        var slot = key.mixed & mask
        while true {
          let entry = Int(slots[Int(slot)])
          if entry == 0 {
            keys[base + found] = key
            counts[base + found] = 1
            found += 1
            slots[Int(slot)] = UInt32(truncatingIfNeeded: found)
            break
          }
          if keys[base + entry - 1] == key {
            counts[base + entry - 1] += 1
            break
          }
          slot = (slot + 1) & mask
        }
      }
    }
    return found
  }
}
