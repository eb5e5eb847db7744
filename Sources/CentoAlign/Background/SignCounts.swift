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

  /// The places of each sign, sign by sign.
  var sizes: some Sequence<Int> { counts.lazy.map { Int($0) } }

  /// The places of a sign.
  @inline(__always)
  subscript(code: UInt16) -> Int { Int(counts[Int(code)]) }
}
