/// The natural logarithm from additions, multiplications and divisions alone.
///
/// The C library's `log` may differ in its last bit from machine to machine, and with it a
/// printed score or a pair at the threshold. These operations are rounded the same everywhere
/// (IEEE 754), so the weights are the same everywhere.
///
/// x = 2^k · m with m in [√½, √2), and ln m = 2 artanh s = 2 (s + s³/3 + s⁵/5 + …) with s = (m −
/// 1)/(m + 1), |s| < .1716. Fourteen terms leave less than 2^-70; the result is within about two
/// units in the last place.
package enum Logarithm {
  /// The fewest and the most significant digits of ln 2: k · high is exact for |k| < 2^11.
  private static let ln2High = 0x1.62e42fefa3800p-1
  private static let ln2Low = 0x1.ef35793c76730p-45

  /// ln of a positive, finite, normal number.
  package static func natural(_ x: Double) -> Double {
    var exponent = x.exponent
    var mantissa = x.significand
    if mantissa > 1.414_213_562_373_095 {
      mantissa *= 0.5
      exponent += 1
    }
    let s = (mantissa - 1) / (mantissa + 1)
    let square = s * s
    var series = 0.0
    for term in stride(from: 27.0, through: 3.0, by: -2.0) {
      series = (series + 1 / term) * square
    }
    let k = Double(exponent)
    return k * ln2High + (2 * s + (2 * s * series + k * ln2Low))
  }
}
