internal import CentoParallel

/// A narrow band's rows of an alignment, all cells of a row at once: what `BandedGotoh` does most.
///
/// The cells of a row lie across four vectors of eight, cell 4 · lane + vector, so that a cell's
/// neighbour is the same lane of the next vector (Farrar, Bioinformatics 2007). Scores are kept
/// less the best so far, which fits 16 bits: what is more than `drop` below it is given up.
struct NarrowBand {
  /// The widest band.
  static let widest = 15
  /// The deepest drop, far enough from the end of 16 bits.
  static let deepest: Int32 = 6000

  private static let never: Int16 = -16_000
  private let cells = RawBuffer<Int16>(repeating: 0, count: 32)

  /// The cells of a row.
  private struct Row {
    typealias Lanes = SIMD8<Int16>
    var v0: Lanes
    var v1: Lanes
    var v2: Lanes
    var v3: Lanes

    @inline(always)
    init(_ v0: Lanes, _ v1: Lanes, _ v2: Lanes, _ v3: Lanes) {
      (self.v0, self.v1, self.v2, self.v3) = (v0, v1, v2, v3)
    }

    @inline(always)
    init(repeating value: Int16) {
      let lanes = Lanes(repeating: value)
      self.init(lanes, lanes, lanes, lanes)
    }

    /// The numbers of the cells.
    @inline(always)
    static var numbers: Row {
      let lanes = Lanes(0, 4, 8, 12, 16, 20, 24, 28)
      return Row(lanes, lanes &+ 1, lanes &+ 2, lanes &+ 3)
    }

    @inline(always)
    static func &+ (x: Row, y: Row) -> Row {
      Row(x.v0 &+ y.v0, x.v1 &+ y.v1, x.v2 &+ y.v2, x.v3 &+ y.v3)
    }

    @inline(always)
    static func &+ (x: Row, y: Lanes) -> Row { x &+ Row(y, y, y, y) }

    /// The larger of two rows, cell by cell.
    @inline(always)
    static func larger(_ x: Row, _ y: Row) -> Row {
      Row(
        pointwiseMax(x.v0, y.v0), pointwiseMax(x.v1, y.v1), pointwiseMax(x.v2, y.v2),
        pointwiseMax(x.v3, y.v3))
    }

    /// The row with `other` in the cells where `x` is below `y`.
    @inline(always)
    func with(_ other: Lanes, where x: Row, isBelow y: Row) -> Row {
      Row(
        v0.replacing(with: other, where: x.v0 .< y.v0),
        v1.replacing(with: other, where: x.v1 .< y.v1),
        v2.replacing(with: other, where: x.v2 .< y.v2),
        v3.replacing(with: other, where: x.v3 .< y.v3))
    }

    /// Every cell has what the cell above it had, the last one `last`.
    @inline(always)
    func fromNext(last: Int16) -> Row {
      let words = NarrowBand.words(v0)
      let carried = SIMD2<UInt64>(words[1], UInt64(UInt16(bitPattern: last))) &<< 48
      return Row(v1, v2, v3, NarrowBand.lanes(words &>> 16 | carried))
    }
  }

  @inline(always)
  private static func larger(_ x: Row.Lanes, _ y: Row.Lanes) -> Row.Lanes {
    pointwiseMax(x, y)
  }

  /// Eight lanes as two words of plain bits.
  ///
  /// The compiler takes lanes that are moved one by one apart, and all that they were computed from,
  /// which makes a row three times as long.
  @inline(always)
  private static func words(_ lanes: Row.Lanes) -> SIMD2<UInt64> {
    unsafe unsafeBitCast(lanes, to: SIMD2<UInt64>.self)
  }

  @inline(always)
  private static func lanes(_ words: SIMD2<UInt64>) -> Row.Lanes {
    unsafe unsafeBitCast(words, to: Row.Lanes.self)
  }

  /// Every lane has what the lane `by` before it had: 1, 2 or 4.
  @inline(always)
  private static func up(_ x: Row.Lanes, by count: Int) -> Row.Lanes {
    let words = words(x)
    let none = UInt64(UInt16(bitPattern: never))
    switch count {
    case 1:
      return lanes(words &<< 16 | SIMD2(none, words[0] &>> 48))
    case 2:
      return lanes(words &<< 32 | SIMD2(none << 16 | none, words[0] &>> 32))
    default:
      return lanes(SIMD2(none << 48 | none << 32 | none << 16 | none, words[0]))
    }
  }

  /// The largest of what gaps along the row, opened at any cell, are worth at every later one.
  @inline(always)
  private static func across(_ row: Row) -> Row {
    let open = Row.Lanes(repeating: Int16(Scoring.gapOpen))
    let extend = Row.Lanes(repeating: Int16(Scoring.gapExtend))
    // What leaves each lane's four cells, then what enters them from all lanes before.
    var f = row.v0 &+ open
    f = larger(row.v1 &+ open, f &+ extend)
    f = larger(row.v2 &+ open, f &+ extend)
    f = larger(row.v3 &+ open, f &+ extend)
    f = up(f, by: 1)
    f = larger(f, up(f, by: 1) &+ extend &<< 2)
    f = larger(f, up(f, by: 2) &+ extend &<< 3)
    f = larger(f, up(f, by: 4) &+ extend &<< 4)
    let f1 = larger(row.v0 &+ open, f &+ extend)
    let f2 = larger(row.v1 &+ open, f1 &+ extend)
    let f3 = larger(row.v2 &+ open, f2 &+ extend)
    return Row(
      larger(row.v0, f), larger(row.v1, f1), larger(row.v2, f2), larger(row.v3, f3))
  }

  /// Whether any cell of a row is above 0.
  @inline(always)
  private static func isAnyAbove(_ limit: Int16, _ row: Row) -> Bool {
    let most = larger(larger(row.v0, row.v1), larger(row.v2, row.v3))
    return most.max() > limit
  }

  /// See `BandedGotoh.reach`.
  func reach(
    _ scoring: Scoring, a: Int, b: Int, step: Int, rows: Int, columns: Int, band: Int, drop: Int16,
    margin: Int32
  ) -> BandedGotoh.Reach {
    let never = Self.never
    let all = scoring.signs.view
    let mask = Row.Lanes(repeating: Int16(ComparisonStream.mask))
    let nothing = Row.Lanes(repeating: never)
    let least = Row.Lanes(repeating: Int16(scoring.least))
    let wear = Row.Lanes(repeating: Int16(Scoring.wear))
    let masked = Row.Lanes(repeating: Int16(Scoring.masked))
    let open = Row.Lanes(repeating: Int16(Scoring.gapOpen))
    let extend = Row.Lanes(repeating: Int16(Scoring.gapExtend))
    let numbers = Row.numbers
    let cells = cells.view

    // Row 0: a gap from the corner. The columns' signs enter from the end, one each row.
    let gap =
      Row(repeating: Int16(Scoring.gap(1)))
      &+ Row(
        (numbers.v0 &- Int16(band + 1)) &* extend, (numbers.v1 &- Int16(band + 1)) &* extend,
        (numbers.v2 &- Int16(band + 1)) &* extend, (numbers.v3 &- Int16(band + 1)) &* extend)
    let corner = Row(repeating: Int16(band))
    let nowhere = Row(repeating: Int16(band + min(columns, band)))
    var best = Row(repeating: 0).with(nothing, where: numbers, isBelow: corner)
    best = Row.larger(
      best.with(nothing, where: corner, isBelow: numbers),
      gap.with(
        nothing, where: numbers, isBelow: corner &+ Row.Lanes(repeating: 1)))
    best = best.with(nothing, where: nowhere, isBelow: numbers)
    var gaps = Row(repeating: never)
    var signs = Row(repeating: 0)
    var worths = signs
    var next = b
    var entered = 0
    @inline(always)
    func enter() {
      let own = entered < columns ? all[next] : SeedSign.none
      signs = signs.fromNext(last: Int16(truncatingIfNeeded: own.symbol))
      worths = worths.fromNext(last: Int16(truncatingIfNeeded: own.weight))
      entered += 1
      next += step
    }
    for _ in 0..<31 - band { enter() }

    var reach = BandedGotoh.Reach()
    if rows == 0, columns <= band { reach.corner = Scoring.gap(columns) }
    var place = a
    for number in 1..<max(1, rows + 1) {
      guard number - band <= columns else { break }
      enter()
      let own = all[place]
      let sign = Row.Lanes(repeating: Int16(truncatingIfNeeded: own.symbol))
      let worth = Row.Lanes(repeating: Int16(truncatingIfNeeded: own.weight))
      place += step

      let apart = Row.Lanes(
        repeating: Int16(sign[0] == mask[0] ? Scoring.masked : Scoring.mismatch))
      @inline(always)
      func pair(_ signs: Row.Lanes, _ worths: Row.Lanes) -> Row.Lanes {
        let match = pointwiseMax(pointwiseMin(worths, worth), least) &- wear
        return apart.replacing(with: masked, where: signs .== mask)
          .replacing(with: match, where: signs .== sign)
      }
      let pairs = Row(
        pair(signs.v0, worths.v0), pair(signs.v1, worths.v1), pair(signs.v2, worths.v2),
        pair(signs.v3, worths.v3))
      let down = Row.larger(best &+ open, gaps &+ extend).fromNext(last: never)
      var row = Self.across(Row.larger(best &+ pairs, down))
      // What lies beyond the band or the last column is no cell.
      let last = min(2 * band, columns - number + band)
      let limit = Row(repeating: Int16(last))
      row = row.with(nothing, where: limit, isBelow: numbers)

      var bounds = Row(repeating: -drop)
      if Self.isAnyAbove(0, row) {
        let before = reach.score
        store(row, cells)
        for cell in 0...last where before + Int32(cells[cell]) > reach.score {
          let value = before + Int32(cells[cell])
          let column = number + cell - band
          let follows = number == reach.a + 1 && column == reach.b + 1
          guard follows || value > reach.score + margin else { continue }
          reach = BandedGotoh.Reach(score: value, a: number, b: column, corner: nil)
          let bound = Row.Lanes(repeating: Int16(value - before) - drop)
          bounds = bounds.with(bound, where: Row(repeating: Int16(cell - 1)), isBelow: numbers)
        }
        let gain = Int16(reach.score - before)
        let live = row &+ Row.Lanes(repeating: -gain)
        best = live.with(nothing, where: row, isBelow: bounds)
        gaps = (down &+ Row.Lanes(repeating: -gain)).with(nothing, where: row, isBelow: bounds)
      } else {
        best = row.with(nothing, where: row, isBelow: bounds)
        gaps = down.with(nothing, where: row, isBelow: bounds)
      }
      if number == rows, columns - number + band <= 2 * band {
        store(best, cells)
        let corner = cells[columns - number + band]
        if corner > never { reach.corner = reach.score + Int32(corner) }
      }
      if !Self.isAnyAbove(never, best) { break }
    }
    return reach
  }

  /// Writes the cells of a row in their order.
  private func store(_ row: Row, _ cells: RawBuffer<Int16>.View) {
    for lane in 0..<8 {
      cells[lane * 4] = row.v0[lane]
      cells[lane * 4 + 1] = row.v1[lane]
      cells[lane * 4 + 2] = row.v2[lane]
      cells[lane * 4 + 3] = row.v3[lane]
    }
  }
}
