/// The one source of chance in a made corpus: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
///
/// Every choice is made in whole numbers, so that a seed gives the same bytes on every machine.
package struct SeededNumbers {
  private var state: UInt64

  /// What a sequence is for: two purposes never share one.
  package enum Purpose: UInt64 {
    case permutation, paragraph, role, plant, twin, sample, quotation
  }

  /// The sequence of a seed that belongs to one purpose and one place.
  package init(seed: UInt64, for purpose: Purpose, at place: Int = 0, _ part: Int = 0) {
    state = seed
    for value in [purpose.rawValue, UInt64(place), UInt64(part)] {
      state = Self.mix(state &+ 0x9E37_79B9_7F4A_7C15) ^ (value &* 0xD6E8_FEB8_6659_FD93)
    }
    state = Self.mix(state)
  }

  /// The next 64 random bits.
  @inline(__always)
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A whole number from 0 up to, not including, `count`, which must be at least 1.
  ///
  /// By the high half of a product (Lemire, 2019) without its rejection step: the bias is below
  /// count / 2⁶⁴.
  @inline(__always)
  package mutating func below(_ count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// `picked` of the places 0 ..< `count`, in rising order: selection sampling (Knuth, TAOCP 2,
  /// 3.4.2 S).
  mutating func places(_ picked: Int, of count: Int) -> [Int] {
    var wanted = min(picked, count)
    var result: [Int] = []
    result.reserveCapacity(wanted)
    for place in 0..<count where wanted > 0 && below(count - place) < wanted {
      result.append(place)
      wanted -= 1
    }
    return result
  }

  @inline(__always)
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
