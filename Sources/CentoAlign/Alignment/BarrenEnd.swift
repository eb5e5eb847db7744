internal import CCentoKernels
internal import CentoParallel

/// Whether the end of a piece cannot grow, told without filling a table.
///
/// Most ends stand in unrelated text, where the signs that happen to be equal are few. A path is
/// worth the equal signs that it meets less the way between them, so the best path to each of them
/// is a chain (as in `Chains`, but exact: the way between two cells that meets none is two gaps, or
/// mismatches and a gap). Where no chain gains the margin before all of them, with what it costs to
/// go on from there, have fallen by the drop, aligning would have given nothing. More than sixteen
/// equal signs are left to an alignment.
@safe package struct BarrenEnd: @unchecked Sendable {
  private let ends: cento_ends
  /// What the ends point to, which nobody writes.
  private let scoring: Scoring
  private let costs: BarrenCosts

  /// A judge of ends that are aligned with these scores, this band (at most 15), drop and margin.
  package init(_ scoring: Scoring, band: Int, drop: Int32, margin: Int32) {
    let costs = BarrenCosts(band: band, drop: drop)
    // A sign is one word on both sides.
    unsafe ends = cento_ends(
      signs: UnsafeRawPointer(scoring.signs.view.address).assumingMemoryBound(to: UInt32.self),
      count: scoring.signs.count, rests: costs.rests.view.address, least: scoring.least,
      wear: Scoring.wear, mismatch: Scoring.mismatch, gap_open: Scoring.gapOpen,
      gap_extend: Scoring.gapExtend, band: Int32(band), drop: drop, margin: margin,
      quiet: Int32(costs.quiet), mask: ComparisonStream.mask << 16)
    self.scoring = scoring
    self.costs = costs
  }

  /// True if `BandedGotoh.reach` is sure to end where it begins; false if it must be asked.
  ///
  /// - Complexity: O(rows) for the about fifteen rows that ends in other text have.
  package func isSure(_ end: BandedGotoh.End) -> Bool {
    if end.rows <= 0 || end.columns <= 0 { return true }
    return unsafe withUnsafePointer(to: ends) { ends in
      unsafe cento_barren_end(ends, end.a, end.b, Int32(end.step), end.rows, end.columns) != 0
    }
  }
}
