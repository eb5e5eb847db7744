internal import CentoParallel

/// What the scales of a block's rows allow.
struct BlockScales: Sendable {
  /// The length of the longest row.
  let longest: Float
  /// For each class of norms of a query's rest the least of L(y)·(least − norm·excess(y)) of the
  /// block's rows.
  private let barriers: RawBuffer<Float>
  /// The same for whole rows and the threshold.
  let wholeBarrier: Float

  private static let classShift: UInt32 = 10

  /// - Parameters:
  ///   - least: Below this the product of two rests is not worth adding up.
  ///   - threshold: What two rows must reach.
  init(_ scales: RowScales, rows: Range<Int>, least: Float, threshold: Float) {
    let (lengths, excess) = (scales.lengths.view, scales.excess.view)
    barriers = RawBuffer(repeating: -.infinity, count: 1 << (16 - Int(Self.classShift)))
    let barrier = barriers.view
    var longest: Float = 0
    var whole = Float.infinity
    for row in rows {
      longest = max(longest, lengths[row])
      whole = min(whole, lengths[row] * (threshold - excess[row]))
    }
    // No norm is above 1.
    for number in 0...Int(32_768 >> Self.classShift) {
      let norm = Float((UInt32(number) + 1) << Self.classShift) * 0x1p-15
      var lowest = Float.infinity
      for row in rows {
        lowest = min(lowest, lengths[row] * (least - norm * excess[row]))
      }
      barrier[number] = lowest * (1 - RowScales.slack)
    }
    self.longest = longest
    wholeBarrier = whole * (1 - RowScales.slack)
  }

  var view: View { View(longest: longest, barriers: barriers.view) }

  struct View {
    let longest: Float
    let barriers: RawBuffer<Float>.View

    /// Whether the rest of a query and one product may make up what a pair lacks, by the query's
    /// length.
    @inline(__always)
    func allows(norm: UInt32, length: Float, product: UInt32) -> Bool {
      let share = Float(norm) * 0x1p-15
      return share * share * length + Float(product) * 0x1p-15 * longest
        >= barriers[Int(norm &>> BlockScales.classShift)]
    }
  }
}
