/// The one way in which the cosine of two rows is computed.
///
/// Every product of two weights is rounded once to a whole number of 2^-60, and the whole numbers
/// are added. Whole numbers add up to the same sum in any order, so a cosine depends on the two
/// rows alone: not on the numbers of the columns, the cut into blocks, the number of threads or
/// the machine. The sum is off by at most 2^-61 a shared column, a hundredth of a millionth of a
/// millionth for rows of 20,000 shared columns, and is turned into a double at the end.
///
/// A cosine is at most 1, and equal rows have exactly 1.
package enum Cosine {
  /// One product, in units of 2^-60.
  @inline(__always)
  static func units(_ x: Double, _ y: Double) -> Int64 {
    Int64(x * y * 0x1p60 + 0.5)
  }

  /// The cosine of a sum of products; `equal` is asked only where it can matter.
  @inline(__always)
  static func value(_ units: Int64, equal: () -> Bool) -> Double {
    let value = Double(units) * 0x1p-60
    // Rows of length 1 to within the tolerance of `RowCheck` reach this bound if they are equal.
    if value < 1 - 1e-5 { return value }
    return value >= 1 || equal() ? 1 : value
  }

  /// A cosine in millionths, rounded exactly, halves to even.
  package static func millionths(_ cosine: Double) -> Int {
    guard cosine.isFinite, abs(cosine) < 1e9 else { return 0 }
    // |cosine| = significand · 2^exponent, so that millionths = significand · 10^6 / 2^shift.
    let magnitude = abs(cosine)
    guard magnitude > 0x1p-40 else { return 0 }
    let digits = UInt128(UInt64(magnitude.significand * 0x1p52)) * 1_000_000
    let shift = UInt128(52 - Int(magnitude.exponent))
    let whole = digits >> shift
    let rest = digits - (whole << shift)
    let half: UInt128 = 1 << (shift - 1)
    let up = rest > half || (rest == half && whole & 1 == 1)
    let rounded = Int(whole) + (up ? 1 : 0)
    return cosine < 0 ? -rounded : rounded
  }
}
