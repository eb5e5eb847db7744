/// When a pair of rows need not be looked at further.
///
/// Features are ranked by the number of rows that have them, and a row is read from its rarest
/// feature to its commonest. Let x = x' + x" with x" read and x' not. By Cauchy and Schwarz x·y =
/// x"·y" + x'·y' ≤ x"·y" + |x'|·|y'|, so a pair may be left once the right side is below t; a row
/// need not be in the index with its commonest end while the norm of that end is below t.
/// Bayardo, Ma and Srikant (WWW 2007) for the partial index, Anastasiu and Karypis (ICDE 2014)
/// for the norms.
///
/// The right side is computed in whole units of 2^-15, each weight, norm and product rounded up, so
/// that it is never too small.
enum JoinBounds {
  /// How far below t a bound must be to leave a pair, roundings of the scan apart.
  ///
  /// Above the tolerance of row lengths (2·10^-6 in a cosine) and the rounding of a canonical
  /// cosine.
  static let margin = 1e-5

  /// The least single-precision number that is not below `value`.
  static func up(_ value: Double) -> Float {
    let near = Float(value)
    return Double(near) < value ? near.nextUp : near
  }

  /// A weight or a norm in whole units of 2^-15, rounded up.
  ///
  /// Two bytes, for scans that wait for memory. What does not fit is the greatest that does, which
  /// is above every cosine.
  @inline(__always)
  static func units(up value: Double) -> UInt16 {
    UInt16(min(65_535, (max(0, value) * 32_768).rounded(.up)))
  }

  /// The norm of a whole row, or more, in units of 2^-15.
  static let whole = units(up: 1 + 1e-5)

  /// A threshold in units of 2^-15, rounded down.
  static func units(down value: Double) -> UInt32 {
    UInt32(max(0, value) * 32_768)
  }

  /// The product of two numbers of units, or a little more.
  @inline(__always)
  static func product(_ a: UInt32, _ b: UInt32) -> UInt32 {
    (a &* b) &>> 15 &+ 1
  }

  /// How far a scan at a threshold adds up.
  struct Scan: Sendable {
    /// What a pair at the threshold has collected once nothing more is added up, in units of 2^-15.
    let spare: UInt32
    /// Below this the product of two rests is not worth adding up, in units of 2^-15.
    let least: UInt32
    /// A rest shorter than this needs not be indexed.
    let rest: Double
    /// The threshold, roundings apart.
    let wanted: Float

    /// `least` as a number.
    var leastRest: Float { Float(least) * 0x1p-15 }

    /// The greater the spare, the fewer rows are verified and the longer the heads: a fifth of what
    /// is between the threshold and 1, and .08 at most, costs least at .5, .7, .8 and .9.
    init(threshold: Double) {
      let least = max(0, threshold - JoinBounds.margin)
      wanted = Float(threshold - JoinBounds.margin)
      let spare = min(least, max(0.01, min(0.08, (1 - threshold) / 5)))
      self.spare = JoinBounds.units(down: spare)
      // A unit on the safe side for each rounding.
      let whole = JoinBounds.units(down: least)
      self.least = whole > self.spare ? whole - self.spare : 0
      rest = max(0, Double(self.least) / 32_768 - 0x1p-15)
    }
  }
}
