internal import CentoParallel
internal import CentoText

/// Puts both places of every finding in order.
enum PlaceOrder {
  /// The numbers of places by text, start, end, then number: place 2n is the first one of finding
  /// n, place 2n + 1 its second one.
  ///
  /// Each task sorts the places of some texts: no key is in two of them.
  static func sorted(
    findings: Int, threads: Int, _ places: (_ finding: Int) -> (ReusePlace, ReusePlace)
  ) -> [UInt32] {
    guard findings > 0 else { return [] }
    var last = 0
    for finding in 0..<findings {
      let (a, b) = places(finding)
      last = max(last, a.text, b.text)
    }
    let shift = max(0, Int.bitWidth - last.leadingZeroBitCount - 6)
    var dealt = [[Key]](repeating: [], count: (last >> shift) + 1)
    for finding in 0..<findings {
      let (a, b) = places(finding)
      dealt[a.text >> shift].append(Key(a, number: 2 * finding))
      dealt[b.text >> shift].append(Key(b, number: 2 * finding + 1))
    }
    let parts = dealt
    return Parallel.map(count: parts.count, threads: threads) { part in
      parts[part].sorted(by: Key.precedes).map { UInt32(truncatingIfNeeded: $0.end) }
    }.flatMap { $0 }
  }

  /// A place with its number, as two whole numbers that sort as it does.
  private struct Key {
    /// The text, then the start.
    let start: UInt64
    /// The end, then the number.
    let end: UInt64

    init(_ place: ReusePlace, number: Int) {
      let span = place.span.scalars
      start = UInt64(place.text) << 32 | UInt64(span.lowerBound)
      end = UInt64(span.upperBound) << 32 | UInt64(number)
    }

    static func precedes(_ x: Key, _ y: Key) -> Bool {
      x.start != y.start ? x.start < y.start : x.end < y.end
    }
  }
}
