internal import CCentoKernels
internal import CentoParallel

/// A narrow band's rows of an alignment, all cells of a row at once: what `BandedGotoh` does most.
///
/// Scores are kept less the best so far, which fits 16 bits: what is more than `drop` below it is
/// given up. Gaps along a row are the largest of all cells before, less what lies between, found in
/// five doublings.
struct NarrowBand {
  /// The widest band.
  static let widest = 15
  /// The deepest drop, far enough from the end of 16 bits.
  static let deepest: Int32 = 6000

  /// See `BandedGotoh.reach`.
  static func reach(
    _ scoring: Scoring, a: Int, b: Int, step: Int, rows: Int, columns: Int, band: Int, drop: Int32,
    margin: Int32
  ) -> BandedGotoh.Reach {
    guard rows >= 0, columns >= 0 else { return BandedGotoh.Reach() }
    var reach = cento_reach()
    // A sign is one word on both sides.
    var way = unsafe cento_band(
      signs: UnsafeRawPointer(scoring.signs.view.address).assumingMemoryBound(to: UInt32.self),
      least: scoring.least, wear: Scoring.wear, mismatch: Scoring.mismatch, masked: Scoring.masked,
      gap_open: Scoring.gapOpen, gap_extend: Scoring.gapExtend, band: Int32(band), drop: drop,
      margin: margin, mask: ComparisonStream.mask << 16)
    unsafe cento_band_reach(&way, a, b, Int32(step), rows, columns, &reach)
    return BandedGotoh.Reach(
      score: reach.score, a: reach.a, b: reach.b,
      corner: reach.has_corner != 0 ? reach.corner : nil)
  }
}
