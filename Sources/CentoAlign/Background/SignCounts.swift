internal import CentoParallel

/// How often each sign occurs.
struct SignCounts: Sendable {
  private let counts: [UInt32]

  /// The signs of a row.
  init(_ stream: ComparisonStream) {
    var counts = [UInt32](repeating: 0, count: 1 << 16)
    let codes = stream.symbols.codes.view
    for place in 0..<codes.count { counts[Int(codes[place])] &+= 1 }
    self.counts = counts
  }

  /// The places of a sign.
  @inline(__always)
  subscript(code: Int) -> UInt32 { counts[code] }

  /// Neighbouring signs that have about so many places together, and how many they have.
  func ranges(of places: Int) -> [(signs: ClosedRange<UInt16>, places: Int)] {
    var ranges: [(signs: ClosedRange<UInt16>, places: Int)] = []
    var (first, sum) = (0, 0)
    for code in counts.indices {
      sum += Int(counts[code])
      if sum >= places || code == counts.count - 1 {
        if sum > 0 { ranges.append((UInt16(first)...UInt16(code), sum)) }
        (first, sum) = (code + 1, 0)
      }
    }
    return ranges
  }
}
