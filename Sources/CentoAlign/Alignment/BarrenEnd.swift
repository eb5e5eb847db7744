internal import CentoParallel

/// Whether the end of a piece cannot grow, told without filling a table.
///
/// Most ends stand in unrelated text, where the signs that happen to be equal are few. A path is
/// worth the equal signs that it meets less the way between them, so the best path to each of them
/// is a chain (as in `Chains`, but exact: the way between two cells that meets none is two gaps, or
/// mismatches and a gap). Where no chain gains the margin before all of them, with what it costs to
/// go on from there, have fallen by the drop, aligning would have given nothing.
package struct BarrenEnd: Sendable {
  /// What the two rows below are of.
  private let scoring: Scoring
  private let codes: RawBuffer<UInt16>.View
  private let weights: RawBuffer<UInt16>.View
  private let least: Int32
  private let band: Int
  private let drop: Int32
  private let margin: Int32
  /// The row up to which a path without equal signs lives.
  private var quiet = 0

  /// The equal signs beyond which an alignment is the better way.
  private static let most = 12

  /// A judge of ends that are aligned with these scores, this band, drop and margin.
  package init(_ scoring: Scoring, band: Int, drop: Int32, margin: Int32) {
    self.scoring = scoring
    codes = scoring.symbols.codes.view
    weights = scoring.weights.view
    least = scoring.least
    self.band = band
    self.drop = drop
    self.margin = margin
    while cost(ofRows: quiet + 1, slack: band) <= drop { quiet += 1 }
  }

  /// True if `BandedGotoh.reach` is sure to end where it begins; false if it must be asked.
  ///
  /// - Complexity: O(rows · band / 16) for the about fifteen rows that ends in other text have.
  package func isSure(a: Int, b: Int, step: Int, rows: Int, columns: Int) -> Bool {
    let mask = UInt16(ComparisonStream.mask)
    var (foundRows, foundColumns) = (
      InlineArray<12, Int>(repeating: 0), InlineArray<12, Int>(repeating: 0)
    )
    var scores = InlineArray<12, Int32>(repeating: 0)
    var count = 0
    // A mask is worth more than a mismatch: what is said here of ways is not true of it.
    let entered = min(columns, band + 1)
    if rows <= 0 || columns <= 0 { return true }
    if equal(b, step, 0, entered, mask) != 0 { return false }
    for row in 1..<rows + 1 {
      let sign = codes[a + step * (row - 1)]
      if sign == mask { return false }
      let (first, end) = (max(0, row - 1 - band), min(columns, row + band))
      if first < end {
        if end == row + band, codes[b + step * (end - 1)] == mask { return false }
        var equals = equal(b, step, first, end, sign)
        while equals != 0 {
          let offset = equals.trailingZeroBitCount
          equals &= equals - 1
          let element = step > 0 ? first + offset : end - 1 - offset
          let column = element + 1
          if row == 1, column == 1 { return false }
          if count == Self.most { return false }
          var best = -Self.way(row - 1, column - 1)
          for other in 0..<count
          where foundRows[other] < row && foundColumns[other] < column {
            let way = Self.way(row - foundRows[other] - 1, column - foundColumns[other] - 1)
            best = max(best, scores[other] - way)
          }
          let worth = Int32(min(weights[a + step * (row - 1)], weights[b + step * element]))
          best += max(least, worth) - Scoring.wear
          if best > margin { return false }
          (foundRows[count], foundColumns[count], scores[count]) = (row, column, best)
          count += 1
        }
      }
      if row <= quiet { continue }
      var reach = -cost(ofRows: row, slack: band)
      for other in 0..<count {
        let slack = band + foundColumns[other] - foundRows[other]
        reach = max(reach, scores[other] - cost(ofRows: row - foundRows[other], slack: slack))
      }
      if reach < -drop { return true }
    }
    return true
  }

  /// Where a sign stands among elements `first` ..< `end` of b, at most 32: a bit each, in the order
  /// of the row.
  @inline(__always)
  private func equal(
    _ b: Int, _ step: Int, _ first: Int, _ end: Int, _ sign: UInt16
  ) -> UInt32 {
    let low = step > 0 ? b + first : b - (end - 1)
    let inside = UInt32(truncatingIfNeeded: UInt64(1) &<< UInt64(end - first) &- 1)
    guard low + 32 <= codes.count else { return scalarEqual(low, end - first, sign) }
    let (x, y) = (codes.sixteen(at: low), codes.sixteen(at: low + 16))
    let signs = SIMD16<UInt16>(repeating: sign)
    let (isX, isY) = (x .== signs, y .== signs)
    guard isX.isAny(with: isY) else { return 0 }
    return (isX.bits | isY.bits << 16) & inside
  }

  /// What `equal` gives, one by one, where the row ends.
  private func scalarEqual(_ low: Int, _ count: Int, _ sign: UInt16) -> UInt32 {
    var bits: UInt32 = 0
    for offset in 0..<count where codes[low + offset] == sign { bits |= 1 << UInt32(offset) }
    return bits
  }

  /// What a gap costs.
  @inline(__always)
  private static func gap(_ length: Int) -> Int32 { -Scoring.gap(length) }

  /// The least that a way of so many rows and columns costs that meets no equal signs.
  @inline(__always)
  private static func way(_ rows: Int, _ columns: Int) -> Int32 {
    let both = min(rows, columns)
    return min(
      -Scoring.mismatch * Int32(both) + gap(max(rows, columns) - both), gap(rows) + gap(columns))
  }

  /// The least that going on for so many rows costs, `slack` cells above the band's lower edge.
  @inline(__always)
  private func cost(ofRows rows: Int, slack: Int) -> Int32 {
    let apart = -Scoring.mismatch * Int32(rows)
    let beyond = max(0, rows - slack)
    // A gap along a; beyond the edge mismatches, or as much of a gap along b.
    let edge = min(
      -Scoring.mismatch * Int32(beyond),
      beyond == 0 ? 0 : Self.gap(beyond) - Scoring.gapExtend * Int32(beyond))
    return min(apart, Self.gap(min(rows, slack)) + edge)
  }
}

extension SIMDMask<SIMD16<Int16>> {
  /// Whether any lane of this or of another mask is set.
  @inline(__always)
  fileprivate func isAny(with other: Self) -> Bool {
    let lanes = unsafe unsafeBitCast(self .| other, to: SIMD4<UInt64>.self)
    let half = lanes.lowHalf | lanes.highHalf
    return half[0] | half[1] != 0
  }

  /// A bit for every lane that is set.
  @inline(__always)
  fileprivate var bits: UInt32 {
    let weights = SIMD16<UInt16>(
      1, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7, 1 << 8, 1 << 9, 1 << 10, 1 << 11,
      1 << 12, 1 << 13, 1 << 14, 1 << 15)
    return UInt32(SIMD16<UInt16>(repeating: 0).replacing(with: weights, where: self).wrappedSum())
  }
}
