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
  private let weights: RawBuffer<UInt16>.View
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
    weights = scoring.weights.view
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
    // A mask is worth more than a mismatch: what is said here of ways is not true of it.
    if equal(b, step, 0, min(columns, band + 1), mask) != 0 { return false }
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
      let sign = codes[place]
      if sign == mask { return false }
      let (first, end) = (max(0, row &- 1 &- band), min(columns, row &+ band))
      var equals: UInt32 = 0
      if first < end {
        if end == row &+ band, codes[b &+ step &* (end &- 1)] == mask { return false }
        equals = equal(b, step, first, end, sign)
        if row == 1, equals != 0, isFirst(equals, step, end - first) { return false }
      }
      while equals != 0 {
        if count == Self.most { return false }
        let offset = equals.trailingZeroBitCount
        equals &= equals &- 1
        let element = step > 0 ? first &+ offset : end &- 1 &- offset
        let key = UInt32(truncatingIfNeeded: row &<< 16 | (element &+ 1))
        var best = -costs.way(key &- 0x1_0001)
        for other in 0..<count {
          // Both halves are one more than the way between, or it goes back: then a sign is set.
          let between = key &- keys[other & 15] &- 0x1_0001
          guard between & 0x8000_8000 == 0 else { continue }
          best = max(best, scores[other & 15] &- costs.way(between))
        }
        let worth = Int32(min(weights[place], weights[b &+ step &* element]))
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
    return row > rows
  }

  /// Whether the first element of b is among those that are equal.
  @inline(__always)
  private func isFirst(_ equals: UInt32, _ step: Int, _ count: Int) -> Bool {
    equals & (step > 0 ? 1 : 1 << UInt32(count - 1)) != 0
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

  /// Where a sign stands among elements `first` ..< `end` of b, at most 32: a bit each, in the order
  /// of the row.
  @inline(__always)
  private func equal(
    _ b: Int, _ step: Int, _ first: Int, _ end: Int, _ sign: UInt16
  ) -> UInt32 {
    let low = step > 0 ? b &+ first : b &- (end &- 1)
    guard low &+ 32 <= codes.count else { return scalarEqual(low, end - first, sign) }
    let signs = SIMD16<UInt16>(repeating: sign)
    let (x, y) = (codes.sixteen(at: low) .== signs, codes.sixteen(at: low + 16) .== signs)
    let (low16, high16) = (x.words, y.words)
    let any = low16 | high16
    guard any[0] | any[1] | any[2] | any[3] != 0 else { return 0 }
    let inside = UInt32(truncatingIfNeeded: (UInt64(1) &<< UInt64(end &- first)) &- 1)
    return (Self.bits(low16) | Self.bits(high16) &<< 16) & inside
  }

  /// A bit for each of sixteen lanes that are all ones or all zeros.
  ///
  /// The lanes' lowest bits lie 16 apart; four words are laid into one another, 4 bits apart, and one
  /// multiplication brings all to the top. No two of its terms meet, so that nothing is carried.
  @inline(__always)
  private static func bits(_ words: SIMD4<UInt64>) -> UInt32 {
    let lanes = words & SIMD4(repeating: 0x0001_0001_0001_0001)
    let laid = lanes[0] | (lanes[1] &<< 4) | (lanes[2] &<< 8) | (lanes[3] &<< 12)
    return UInt32(
      truncatingIfNeeded: (laid &* (1 << 48 | 1 << 33 | 1 << 18 | 1 << 3)) &>> 48)
  }

  /// What `equal` gives, one by one, where the row ends.
  private func scalarEqual(_ low: Int, _ count: Int, _ sign: UInt16) -> UInt32 {
    var bits: UInt32 = 0
    for offset in 0..<count where codes[low + offset] == sign { bits |= 1 << UInt32(offset) }
    return bits
  }
}

extension SIMDMask<SIMD16<Int16>> {
  /// The lanes as plain bits.
  @inline(__always)
  fileprivate var words: SIMD4<UInt64> { unsafe unsafeBitCast(self, to: SIMD4<UInt64>.self) }
}
