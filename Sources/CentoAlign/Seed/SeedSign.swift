/// What is asked of a sign in runs and in alignments, in four bytes: the signs of a seed lie all over the memory.
///
/// While the background is learnt the lower two hold its probability in the place of its weight and
/// the length of its seed.
struct SeedSign: BitwiseCopyable, Sendable {
  private let bits: UInt32

  /// What stands for a seed of this length or a longer one.
  static let long = 31

  @inline(__always)
  init(symbol: UInt16, weight: UInt16, seedLength: Int) {
    // 1,200 hundredths of a bit take eleven bits, the length what is left.
    bits =
      UInt32(symbol) << 16 | UInt32(min(seedLength, Self.long)) << 11 | UInt32(weight)
  }

  /// A sign of which the probability is all that is known (`Probability16`).
  @inline(__always)
  init(symbol: UInt16, probability: UInt16) {
    bits = UInt32(symbol) << 16 | UInt32(probability)
  }

  /// The same sign with a probability.
  @inline(__always)
  func with(probability: UInt16) -> SeedSign {
    SeedSign(symbol: UInt16(truncatingIfNeeded: symbol), probability: probability)
  }

  /// The probability, where that is what is held.
  @inline(__always) var probability: UInt16 { UInt16(truncatingIfNeeded: bits) }
  /// The sign.
  @inline(__always) var symbol: UInt32 { bits >> 16 }
  /// Its weight in hundredths of a bit.
  @inline(__always) var weight: UInt32 { bits & 0x7FF }
  /// The length of the seed that ends here, at most `long`; 0 where there is none, or where it is
  /// common.
  @inline(__always) var seedLength: Int { Int(bits >> 11 & 0x1F) }

  /// What stands beside a row.
  @inline(__always)
  static var none: SeedSign { SeedSign(symbol: 0, weight: 0, seedLength: 0) }

  /// Whether two signs are the same.
  @inline(__always)
  func equals(_ other: SeedSign) -> Bool { (bits ^ other.bits) >> 16 == 0 }

  /// The signs behind a row that may be read with its last ones: a row has room for so many more.
  static let spare = 16
}
