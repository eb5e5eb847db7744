/// Logarithms to base 2 that are the same on every machine: only exact or correctly rounded steps.
enum Surprisal {
  /// −log₂ of a probability in hundredths of a bit, at most `most`.
  static func hundredths(_ probability: Double, atMost most: Int32) -> Int32 {
    guard probability > 0 else { return most }
    guard probability < 1 else { return 0 }
    var value = -Int64(probability.exponent) << 12
    var rest = probability.significand
    // Squaring doubles a logarithm: each step yields its next binary digit.
    var digit: Int64 = 1 << 11
    while digit > 0 {
      rest *= rest
      if rest >= 2 {
        rest /= 2
        value -= digit
      }
      digit >>= 1
    }
    return min(most, Int32(truncatingIfNeeded: (value * 100) >> 12))
  }
}
