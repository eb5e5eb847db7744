internal import CentoParallel

/// What growing a run asks of a sign, in four bytes: the signs of a seed lie all over the memory.
struct SeedSign: BitwiseCopyable, Sendable {
  private let bits: UInt32

  /// One more than the longest seed.
  private static let lengths = UInt32(Background.longest + 1)

  @inline(__always)
  init(symbol: UInt16, weight: UInt16, seedLength: UInt8) {
    // 1,200 hundredths of a bit and 36 signs make less than 2^16 together.
    bits = UInt32(symbol) << 16 | (UInt32(weight) * Self.lengths + UInt32(seedLength))
  }

  /// The sign.
  @inline(__always) var symbol: UInt32 { bits >> 16 }
  /// Its weight in hundredths of a bit.
  @inline(__always) var weight: UInt32 { (bits & 0xFFFF) / Self.lengths }
  /// The length of the seed that ends here; 0 where there is none, or where it is common.
  @inline(__always) var seedLength: Int { Int((bits & 0xFFFF) % Self.lengths) }

  /// The signs of a whole row.
  static func row(_ stream: ComparisonStream, _ background: Background) -> RawBuffer<SeedSign> {
    let row = RawBuffer<SeedSign>(capacity: stream.count)
    let (codes, weights) = (stream.symbols.codes.view, background.weights.view)
    for place in 0..<stream.count {
      row.append(
        SeedSign(
          symbol: codes[place], weight: weights[place],
          seedLength: background.isCommon(place) ? 0 : UInt8(background.seedLength(place))))
    }
    return row
  }
}
