internal import CentoParallel

/// What the scales of a block's rows allow.
struct BlockScales: Sendable {
  /// The lengths of the shortest and of the longest row.
  let shortest: Float
  let longest: Float
  /// Below this the product of two rests is not worth adding up.
  private let rests: RatioBarriers
  /// What two rows must reach.
  private let wholes: RatioBarriers

  /// - Parameters:
  ///   - least: Below this the product of two rests is not worth adding up.
  ///   - threshold: What two rows must reach.
  init(_ scales: RowScales, rows: Range<Int>, least: Float, threshold: Float) {
    let lengths = scales.lengths.view
    var (shortest, longest) = (Float.infinity, Float(0))
    for row in rows {
      shortest = min(shortest, lengths[row])
      longest = max(longest, lengths[row])
    }
    (self.shortest, self.longest) = (shortest, longest)
    rests = RatioBarriers(scales, rows: rows, longest: longest, least: least)
    wholes = RatioBarriers(scales, rows: rows, longest: longest, least: threshold)
  }

  /// Whether a row may reach the threshold with any of the block.
  func mayMeet(length: Float, granted: Float, threshold: Float) -> Bool {
    length >= wholes[longest / length]
      && longest / length + granted >= threshold * (1 - RowScales.slack)
  }

  /// What the block asks of a query.
  func view(forLength length: Float) -> View {
    View(
      length: length * 0x1p-30, longest: longest * 0x1p-15, barrier: rests[longest / length])
  }

  struct View {
    fileprivate let length: Float
    fileprivate let longest: Float
    fileprivate let barrier: Float

    /// Whether the rest of a query and one product may make up what a pair lacks, both in units of
    /// 2^-15.
    @inline(__always)
    func allows(norm: UInt32, product: UInt32) -> Bool {
      let rest = Float(norm)
      return rest * rest * length + Float(product) * longest >= barrier
    }
  }
}

/// The least of L(y)·(least − what y is granted) of a block's rows y, for classes of the ratio of
/// the block's longest row to a query x: its excess, or surplus(y)·L(y)/L(x) if that is less.
///
/// Eight classes an octave, from an eighth to eight; what lies beyond is held to the nearest bound
/// that holds.
private struct RatioBarriers: Sendable {
  private let barriers: [Float]

  /// The upper half of a number of single precision that is cut to its exponent and three more bits.
  private static let shift: UInt32 = 20
  private static let first = Int(Float(0.125).bitPattern >> shift)
  private static let end = Int(Float(8).bitPattern >> shift)

  init(_ scales: RowScales, rows: Range<Int>, longest: Float, least: Float) {
    let (lengths, excess) = (scales.lengths.view, scales.excess.view)
    let surplus = scales.surplus.view
    barriers = (Self.first...Self.end).map { number in
      let edge = number < Self.end ? Float(bitPattern: UInt32(number + 1) << Self.shift) : .infinity
      let ratio = edge / longest
      var lowest = Float.infinity
      for row in rows {
        let granted = min(excess[row], surplus[row] * (lengths[row] * ratio))
        lowest = min(lowest, lengths[row] * (least - granted))
      }
      return lowest * (1 - RowScales.slack)
    }
  }

  subscript(ratio: Float) -> Float {
    let number = Int(ratio.bitPattern >> Self.shift)
    return barriers[max(0, min(number, Self.end) - Self.first)]
  }
}
