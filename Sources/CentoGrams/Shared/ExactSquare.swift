/// The squares of weights as whole numbers, so that the order of a sum is nothing to it.
///
/// Every weight is at least 1 (a gram that is there occurs once or more, and no idf is below 1), so
/// each rounded square is a whole number of 2^-52.
package enum ExactSquare {
  /// The square of a weight from 1 to 2^37, rounded once, in units of 2^-52.
  @inlinable @inline(__always)
  package static func units(of weight: Double) -> UInt128 {
    let bits = (weight * weight).bitPattern
    let digits = bits & (1 << 52 - 1) | 1 << 52
    return UInt128(digits) &<< UInt128(truncatingIfNeeded: bits &>> 52 &- 1_023)
  }

  /// The root of a sum of squares, the sum rounded once to the nearest number.
  @inlinable
  package static func root(_ units: UInt128) -> Double {
    let zeros = units.leadingZeroBitCount
    guard zeros < 64 else {
      return (Double(UInt64(truncatingIfNeeded: units)) * 0x1p-52).squareRoot()
    }
    // The first 64 digits, the last of which stands for all that follow, too.
    let high = units &<< UInt128(zeros)
    let rest = UInt64(truncatingIfNeeded: high)
    let first = UInt64(truncatingIfNeeded: high &>> 64) | (rest != 0 ? 1 : 0)
    let scale = Double(sign: .plus, exponent: 64 - zeros - 52, significand: 1)
    return (Double(first) * scale).squareRoot()
  }
}
