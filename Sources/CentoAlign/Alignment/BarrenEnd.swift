internal import CentoParallel

/// Whether the end of a piece cannot grow, told without filling a table.
///
/// Most ends stand in unrelated text, where the signs that happen to be equal are few. A path is
/// worth the equal signs that it meets less the way between them, so the best path to each of them
/// is a chain (as in `Chains`, but exact: the way between two cells that meets none is two gaps, or
/// mismatches and a gap). Where no chain gains the margin before all of them, with what it costs to
/// go on from there, have fallen by the drop, aligning would have given nothing.
package struct BarrenEnd: Sendable {
  private let codes: RawBuffer<UInt16>.View
  private let signs: RawBuffer<SeedSign>.View
  private let costs: BarrenCosts
  /// What the two rows above are of.
  private let scoring: Scoring
  private let least: Int32
  private let band: Int
  private let drop: Int32
  private let margin: Int32

  /// The equal signs beyond which an alignment is the better way.
  private static let most = 16

  /// A judge of ends that are aligned with these scores, this band (at most 15), drop and margin.
  package init(_ scoring: Scoring, band: Int, drop: Int32, margin: Int32) {
    self.scoring = scoring
    codes = scoring.symbols.codes.view
    signs = scoring.signs.view
    least = scoring.least
    costs = BarrenCosts(band: band, drop: drop)
    self.band = band
    self.drop = drop
    self.margin = margin
  }

  /// True if `BandedGotoh.reach` is sure to end where it begins; false if it must be asked.
  ///
  /// - Complexity: O(rows · band / 16) for the about fifteen rows that ends in other text have.
  package func isSure(a: Int, b: Int, step: Int, rows: Int, columns: Int) -> Bool {
    if rows <= 0 || columns <= 0 { return true }
    let mask = UInt16(ComparisonStream.mask)
    // Of each equal sign: row and column, in the halves of a word; where its costs of going on
    // begin; what the best path to it is worth.
    var keys = InlineArray<16, UInt32>(repeating: 0)
    var rests = InlineArray<16, Int>(repeating: 0)
    var scores = InlineArray<16, Int32>(repeating: 0)
    var count = 0
    let lastRow = min(rows, BarrenCosts.rows - 1)
    var row = 1
    var place = a
    while row <= lastRow {
      // The signs of b that the next rows look at, 32 of them.
      let window = SignWindow(
        codes, at: b, step: step, from: max(0, row &- 1 &- band))
      let after = min(lastRow &+ 1, row &+ SignWindow.width &- 2 &* band)
      // A mask is worth more than a mismatch: what is said here of ways is not true of it.
      let reached = min(columns, after &- 1 &+ band)
      if window.places(of: mask, in: window.first, reached) != 0 { return false }
      while row < after {
        let sign = codes[place]
        if sign == mask { return false }
        let (first, end) = (max(0, row &- 1 &- band), min(columns, row &+ band))
        var equals = first < end ? window.places(of: sign, in: first, end) : 0
        while equals != 0 {
          if count == Self.most { return false }
          let element = window.element(equals.trailingZeroBitCount)
          equals &= equals &- 1
          if row == 1, element == 0 { return false }
          let key = UInt32(truncatingIfNeeded: row &<< 16 | (element &+ 1))
          var best = -costs.way(key &- 0x1_0001)
          for other in 0..<count {
            // Both halves are one more than the way between, or it goes back: then a sign is set.
            let between = key &- keys[other & 15] &- 0x1_0001
            guard between & 0x8000_8000 == 0 else { continue }
            best = max(best, scores[other & 15] &- costs.way(between))
          }
          let worth = Int32(min(signs[place].weight, signs[b &+ step &* element].weight))
          best += max(least, worth) - Scoring.wear
          if best > margin { return false }
          keys[count & 15] = key
          rests[count & 15] = costs.rest(atRow: row, slack: band &+ element &+ 1 &- row)
          scores[count & 15] = best
          count &+= 1
        }
        if row > costs.quiet, !isAlive(row, count, rests, scores) { return true }
        row &+= 1
        place &+= step
      }
    }
    return row > rows
  }

  /// Whether any path of a row is less than the drop below the corner, the latest asked first.
  @inline(__always)
  private func isAlive(
    _ row: Int, _ count: Int, _ rests: InlineArray<16, Int>, _ scores: InlineArray<16, Int32>
  ) -> Bool {
    var other = count
    while other > 0 {
      other -= 1
      if scores[other & 15] &- costs.rest(rests[other & 15], upToRow: row) >= -drop { return true }
    }
    return -costs.rest(costs.rest(atRow: 0, slack: band), upToRow: row) >= -drop
  }
}
