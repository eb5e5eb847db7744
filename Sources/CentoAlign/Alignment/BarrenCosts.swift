internal import CCentoKernels
internal import CentoParallel

/// What going on without equal signs costs, in a table: `BarrenEnd` asks for it all the time.
struct BarrenCosts: Sendable {
  /// The rows that the tables hold; where ends live longer they are aligned.
  private static let rows = Int(CENTO_END_ROWS)
  /// The most slack, and one more.
  private static let slacks = Int(CENTO_END_SLACKS)

  /// The row up to which a path without equal signs lives.
  let quiet: Int
  /// The least that going on costs, by rows and by how many cells above the band's lower edge it
  /// begins.
  let rests: RawBuffer<Int16>

  /// The costs in a band of at most 15, where an end is given up after a drop.
  init(band: Int, drop: Int32) {
    rests = RawBuffer(capacity: Self.rows * Self.slacks)
    for rows in 0..<Self.rows {
      for slack in 0..<Self.slacks { rests.append(Int16(Self.rest(ofRows: rows, slack: slack))) }
    }
    var quiet = 0
    while Self.rest(ofRows: quiet + 1, slack: band) <= drop { quiet += 1 }
    self.quiet = quiet
  }

  /// What a gap costs.
  private static func gap(_ length: Int) -> Int32 { -Scoring.gap(length) }

  private static func rest(ofRows rows: Int, slack: Int) -> Int32 {
    let apart = -Scoring.mismatch * Int32(rows)
    let beyond = max(0, rows - slack)
    // A gap along a; beyond the edge mismatches, or as much of a gap along b.
    let edge = min(
      -Scoring.mismatch * Int32(beyond),
      beyond == 0 ? 0 : gap(beyond) - Scoring.gapExtend * Int32(beyond))
    return min(apart, gap(min(rows, slack)) + edge)
  }
}
