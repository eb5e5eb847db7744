internal import Cento

/// Doubles printed with six decimals.
///
/// The exact value of the double is rounded, halves to even, as `printf("%.6f")` does, without
/// its locale and without a sign on zero.
enum SixDecimals {
  /// Appends `value`; what is not finite, which JSON cannot say, as null.
  static func append(_ value: Double, to bytes: inout [UInt8]) {
    guard value.isFinite else {
      bytes.append(contentsOf: "null".utf8)
      return
    }
    // value = significand · 2^exponent, both whole numbers.
    let significand = UInt128(value.significandBitPattern | (value.isNormal ? 1 << 52 : 0))
    let exponent = (value.isNormal ? Int(value.exponentBitPattern) : 1) - 1075
    guard exponent <= 0 else {
      // Above 2^53 every double is whole. Such are no scores, so the plain way will do: the
      // standard library prints them with an exponent once they are long.
      bytes.append(contentsOf: value.description.utf8)
      return
    }
    // Below 2^73, so that nothing is lost; and zero once 74 bits are taken off.
    let millionths = rounded(significand * 1_000_000, halvings: -exponent)
    if value < 0 && millionths > 0 { bytes.append(0x2D) }
    // Below 2^53 · 10^6, whose whole part fits 64 bits; scores fit as they are.
    let whole: UInt64
    let decimals: UInt64
    if let score = UInt64(exactly: millionths) {
      (whole, decimals) = (score / 1_000_000, score % 1_000_000)
    } else {
      whole = UInt64(millionths / 1_000_000)
      decimals = UInt64(millionths % 1_000_000)
    }
    bytes.append(decimal: whole, digits: 1)
    bytes.append(0x2E)
    bytes.append(decimal: decimals, digits: 6)
  }

  /// `value` / 2^`halvings`, rounded to the nearest whole number, halves to even.
  private static func rounded(_ value: UInt128, halvings: Int) -> UInt128 {
    if halvings == 0 { return value }
    if halvings > 74 { return 0 }
    let quotient = value >> UInt128(halvings)
    let rest = value - quotient << UInt128(halvings)
    let half = UInt128(1) << UInt128(halvings - 1)
    if rest > half { return quotient + 1 }
    return rest == half ? quotient + quotient & 1 : quotient
  }
}
