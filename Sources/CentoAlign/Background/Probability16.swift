/// A probability in two bytes.
///
/// What is held is p + 2⁻¹⁴, its power of 2 and twelve binary digits, rounded. So probabilities down
/// to the most that a sign is worth (2⁻¹²) are right to a 6,500th, a fortieth of a hundredth of a
/// bit, and smaller ones to 2⁻²⁵, which is nothing beside the first count that they are added to.
package enum Probability16 {
  private static let shift = 1.0 / 16384
  /// The digits of a number of double precision that are left out.
  private static let left: UInt64 = 40
  /// The bits of `shift` without them.
  private static let first = UInt64(1023 - 14) << (52 - left)

  /// The codes of all probabilities up to 1.
  package static let codes = 14 << 12 + 1

  /// The code of a probability from 0 to 1, the nearest one.
  @inline(__always)
  package static func code(_ probability: Double) -> UInt16 {
    let bits = (probability + shift).bitPattern &+ (1 &<< (left &- 1))
    return UInt16(truncatingIfNeeded: bits &>> left &- first)
  }

  /// The probability of a code.
  @inline(__always)
  package static func probability(_ code: UInt16) -> Double {
    Double(bitPattern: (UInt64(code) &+ first) &<< left) - shift
  }
}
