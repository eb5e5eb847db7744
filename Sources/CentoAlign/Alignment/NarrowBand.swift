internal import CCentoKernels
internal import CentoParallel

/// What `BandedGotoh` gives in a narrow band, all cells of a row at once: how ends grow.
///
/// Scores are kept less the best so far, which fits 16 bits: what is more than `drop` below it is
/// given up. Gaps along a row are the largest of all cells before, less what lies between, found in
/// five doublings.
@safe package struct NarrowBand: @unchecked Sendable {
  /// The widest band.
  static let widest = 15
  /// The deepest drop, far enough from the end of 16 bits.
  static let deepest: Int32 = 6000

  private let way: cento_band
  /// What the way points to, which nobody writes.
  private let scoring: Scoring

  /// A band of at most `widest`, a drop of at most `deepest`; see `BandedGotoh.reach`.
  package init(_ scoring: Scoring, band: Int, drop: Int32, margin: Int32) {
    precondition(band <= Self.widest && drop <= Self.deepest, "no narrow band")
    // A sign is one word on both sides.
    unsafe way = cento_band(
      signs: UnsafeRawPointer(scoring.signs.view.address).assumingMemoryBound(to: UInt32.self),
      least: scoring.least, wear: Scoring.wear, mismatch: Scoring.mismatch, masked: Scoring.masked,
      gap_open: Scoring.gapOpen, gap_extend: Scoring.gapExtend, band: Int32(band), drop: drop,
      margin: margin, mask: ComparisonStream.mask << 16)
    self.scoring = scoring
  }

  /// See `BandedGotoh.reach`.
  package func reach(from end: BandedGotoh.End) -> BandedGotoh.Reach {
    guard end.rows >= 0, end.columns >= 0 else { return BandedGotoh.Reach() }
    var reach = cento_reach()
    unsafe withUnsafePointer(to: way) { way in
      var end = end.forKernel
      unsafe cento_band_reach(way, &end, &reach)
    }
    return BandedGotoh.Reach(reach)
  }
}

extension BandedGotoh.End {
  fileprivate var forKernel: cento_end {
    cento_end(a: a, b: b, rows: rows, columns: columns, step: step)
  }
}

extension BandedGotoh.Reach {
  fileprivate init(_ reach: cento_reach) {
    self.init(
      score: reach.score, a: reach.a, b: reach.b,
      corner: reach.has_corner != 0 ? reach.corner : nil)
  }
}
