internal import CentoParallel

/// 32 neighbouring signs, to be asked where a sign stands among them.
///
/// The elements are counted from a place on, upwards or downwards; the signs are held as they lie in
/// memory, so that a few rows of a band look at the same ones.
struct SignWindow {
  /// The number of signs.
  static let width = 32

  /// The first element.
  let first: Int
  private let isUpward: Bool
  private let low: SIMD16<UInt16>
  private let high: SIMD16<UInt16>

  /// The signs from element `first` on, element 0 being at `place`; beyond the row they are 0.
  @inline(__always)
  init(_ codes: RawBuffer<UInt16>.View, at place: Int, step: Int, from first: Int) {
    self.first = first
    isUpward = step > 0
    let start = step > 0 ? place &+ first : place &- first &- (Self.width - 1)
    if start >= 0, start &+ Self.width <= codes.count {
      (low, high) = (codes.sixteen(at: start), codes.sixteen(at: start &+ 16))
    } else {
      (low, high) = (Self.sixteen(codes, at: start), Self.sixteen(codes, at: start + 16))
    }
  }

  /// Signs at the ends of the row, one by one.
  private static func sixteen(_ codes: RawBuffer<UInt16>.View, at start: Int) -> SIMD16<UInt16> {
    var signs = SIMD16<UInt16>(repeating: 0)
    for lane in 0..<16 where start + lane >= 0 && start + lane < codes.count {
      signs[lane] = codes[start + lane]
    }
    return signs
  }

  /// The element that a bit of `places` stands for.
  @inline(__always)
  func element(_ bit: Int) -> Int {
    isUpward ? first &+ bit : first &+ (Self.width - 1) &- bit
  }

  /// Where a sign stands among the elements `start` ..< `end`, a bit each; `start` is in the window,
  /// and `end` is not beyond it.
  @inline(__always)
  func places(of sign: UInt16, in start: Int, _ end: Int) -> UInt32 {
    let signs = SIMD16<UInt16>(repeating: sign)
    let (x, y) = ((low .== signs).words, (high .== signs).words)
    let any = x | y
    guard any[0] | any[1] | any[2] | any[3] != 0, start < end else { return 0 }
    let inside = (UInt64(1) &<< UInt64(end &- start)) &- 1
    let shift = isUpward ? start &- first : Self.width &- (end &- first)
    return (Self.bits(x) | Self.bits(y) &<< 16)
      & UInt32(truncatingIfNeeded: inside &<< UInt64(shift))
  }

  /// A bit for each of sixteen lanes that are all ones or all zeros.
  ///
  /// The lanes' lowest bits lie 16 apart; four words are laid into one another, 4 bits apart, and one
  /// multiplication brings all to the top. No two of its terms meet, so that nothing is carried.
  @inline(__always)
  private static func bits(_ words: SIMD4<UInt64>) -> UInt32 {
    let lanes = words & SIMD4(repeating: 0x0001_0001_0001_0001)
    let laid = lanes[0] | (lanes[1] &<< 4) | (lanes[2] &<< 8) | (lanes[3] &<< 12)
    return UInt32(
      truncatingIfNeeded: (laid &* (1 << 48 | 1 << 33 | 1 << 18 | 1 << 3)) &>> 48)
  }
}

extension SIMDMask<SIMD16<Int16>> {
  /// The lanes as plain bits.
  @inline(__always)
  fileprivate var words: SIMD4<UInt64> { unsafe unsafeBitCast(self, to: SIMD4<UInt64>.self) }
}
