internal import CentoParallel

/// Logarithms to base 2 that are the same on every machine: only exact or correctly rounded steps.
///
/// Between two powers of 2 the hundredth of a bit changes at a hundred places. These are sought once
/// with the slow way (`hundredths`), which never falls where its argument grows; after that a
/// logarithm is one look at a table and one comparison.
package struct Surprisal: Sendable {
  /// The least fraction, as bits, whose logarithm is more than so many hundredths.
  private let thresholds: RawBuffer<UInt64>
  /// The hundredths at the beginning of each 256th part of the fractions.
  private let firsts: RawBuffer<UInt8>

  private static let fractionBits: UInt64 = 52

  /// Seeks the places of change.
  package init() {
    thresholds = RawBuffer(capacity: 100)
    firsts = RawBuffer(capacity: 256)
    for hundredths in 0..<100 {
      var (low, high) = (UInt64(0), UInt64(1) << Self.fractionBits)
      while low < high {
        let middle = (low + high) / 2
        if Self.hundredths(ofFraction: middle) > hundredths {
          high = middle
        } else {
          low = middle + 1
        }
      }
      thresholds.append(low)
    }
    for part in 0..<256 {
      firsts.append(UInt8(Self.hundredths(ofFraction: UInt64(part) << (Self.fractionBits - 8))))
    }
  }

  /// −log₂ of a probability in hundredths of a bit, at most `most`, which is less than 100,000.
  @inline(__always)
  package func hundredths(_ probability: Double, atMost most: Int32) -> Int32 {
    guard probability < 1 else { return 0 }
    guard probability >= Double.leastNormalMagnitude else { return most }
    let bits = probability.bitPattern
    let fraction = bits & (1 << Self.fractionBits - 1)
    let exponent = Int32(truncatingIfNeeded: bits >> Self.fractionBits) - 1023
    var part = Int(firsts.view[Int(truncatingIfNeeded: fraction >> (Self.fractionBits - 8))])
    while part < 100, fraction >= thresholds.view[part] { part += 1 }
    return min(most, -100 * exponent - Int32(truncatingIfNeeded: part))
  }

  /// log₂ of 1 and a fraction of so many 2⁻⁵², in hundredths of a bit, rounded up from 2⁻¹² bits.
  static func hundredths(ofFraction fraction: UInt64) -> Int {
    var rest = Double(bitPattern: UInt64(1023) << fractionBits | fraction)
    var value = 0
    // Squaring doubles a logarithm: each step yields its next binary digit.
    var digit = 1 << 11
    while digit > 0 {
      rest *= rest
      if rest >= 2 {
        rest /= 2
        value += digit
      }
      digit >>= 1
    }
    return (value * 100 + 4095) >> 12
  }
}
