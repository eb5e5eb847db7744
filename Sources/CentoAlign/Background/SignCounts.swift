internal import CentoParallel

/// How often each sign occurs.
struct SignCounts: Sendable {
  private let counts: [UInt32]

  /// The signs of a row.
  init(_ stream: ComparisonStream) {
    var counts = [UInt32](repeating: 0, count: 1 << 16)
    let signs = stream.symbols.signs.view
    for place in 0..<signs.count { counts[Int(signs[place].symbol)] &+= 1 }
    self.counts = counts
  }

  /// The places of each sign, sign by sign.
  var sizes: some Sequence<Int> { counts.lazy.map { Int($0) } }

  /// The places of a sign.
  @inline(__always)
  subscript(code: UInt32) -> Int { Int(counts[Int(code)]) }
}
