/// A repeatable stream of random numbers: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
///
/// Two streams of one seed with different numbers are unrelated, so that each piece of parallel work
/// can have its own and no answer depends on which thread came first.
package struct RandomStream: Sendable {
  private var state: UInt64

  /// The stream that follows from `seed` and `number`.
  package init(seed: UInt64, stream number: UInt64 = 0) {
    state = RandomStream.mix(seed &+ 0x9E37_79B9_7F4A_7C15) &+ RandomStream.mix(~number)
  }

  /// The next 64 random bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return RandomStream.mix(state)
  }

  /// The next number in 0 ..< 1, a multiple of 2⁻⁵³.
  package mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// The numbers 0 ..< `count` in random order (Fisher and Yates).
  package mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    guard count > 1 else { return order }
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, Int(next() % UInt64(last + 1)))
    }
    return order
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
