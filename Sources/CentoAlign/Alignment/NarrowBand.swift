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

    @inline(__always)
    init(_ v0: Lanes, _ v1: Lanes, _ v2: Lanes, _ v3: Lanes) {
      (self.v0, self.v1, self.v2, self.v3) = (v0, v1, v2, v3)
    }

    @inline(__always)
    init(repeating value: Int16) {
      let lanes = Lanes(repeating: value)
      self.init(lanes, lanes, lanes, lanes)
    }

    /// The numbers of the cells.
    @inline(__always)
    static var numbers: Row {
      let lanes = Lanes(0, 4, 8, 12, 16, 20, 24, 28)
      return Row(lanes, lanes &+ 1, lanes &+ 2, lanes &+ 3)
    }

    @inline(__always)
    func map(_ body: (Lanes) -> Lanes) -> Row { Row(body(v0), body(v1), body(v2), body(v3)) }

    @inline(__always)
    func zip(_ other: Row, _ body: (Lanes, Lanes) -> Lanes) -> Row {
      Row(body(v0, other.v0), body(v1, other.v1), body(v2, other.v2), body(v3, other.v3))
    }

    /// Every cell has what the cell above it had, the last one `last`.
    @inline(__always)
    func fromNext(last: Int16) -> Row {
      Row(v1, v2, v3, Lanes(v0[1], v0[2], v0[3], v0[4], v0[5], v0[6], v0[7], last))
    }
  }

  @inline(__always)
  private static func larger(_ x: Row.Lanes, _ y: Row.Lanes) -> Row.Lanes {
    x.replacing(with: y, where: y .> x)
  }

  /// Every lane has what the lane `by` before it had.
  @inline(__always)
  private static func up(_ x: Row.Lanes, by lanes: Int) -> Row.Lanes {
    switch lanes {
    case 1: Row.Lanes(never, x[0], x[1], x[2], x[3], x[4], x[5], x[6])
    case 2: Row.Lanes(never, never, x[0], x[1], x[2], x[3], x[4], x[5])
    default: Row.Lanes(never, never, never, never, x[0], x[1], x[2], x[3])
    }
  }

  /// The largest of what gaps along the row, opened at any cell, are worth at every later one.
  @inline(__always)
  private static func across(_ row: Row) -> Row {
    let open = Int16(Scoring.gapOpen)
    let extend = Int16(Scoring.gapExtend)
    // What leaves each lane's four cells, then what enters them from all lanes before.
    var f = row.v0 &+ open
    f = larger(row.v1 &+ open, f &+ extend)
    f = larger(row.v2 &+ open, f &+ extend)
    f = larger(row.v3 &+ open, f &+ extend)
    f = up(f, by: 1)
    f = larger(f, up(f, by: 1) &+ 4 &* extend)
    f = larger(f, up(f, by: 2) &+ 8 &* extend)
    f = larger(f, up(f, by: 4) &+ 16 &* extend)
    let f1 = larger(row.v0 &+ open, f &+ extend)
    let f2 = larger(row.v1 &+ open, f1 &+ extend)
    let f3 = larger(row.v2 &+ open, f2 &+ extend)
    return Row(
      larger(row.v0, f), larger(row.v1, f1), larger(row.v2, f2), larger(row.v3, f3))
  }

  /// Whether any cell of a row is above 0.
  @inline(__always)
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
    let symbols = scoring.symbols.codes.view
    let weights = scoring.weights.view
    let mask = Int16(ComparisonStream.mask)
    let numbers = Row.numbers
    let least = Row.Lanes(repeating: Int16(scoring.least))
    let open = Int16(Scoring.gapOpen)
    let extend = Int16(Scoring.gapExtend)
    let cells = cells.view

    // Row 0: a gap from the corner; and the columns of row 0, each to move down one cell a row.
    var best = Row(repeating: never)
    var gaps = best
    var signs = Row(repeating: 0)
    var worths = signs
    for cell in 0..<32 {
      let column = cell - band
      cells[cell] =
        column >= 0 && column <= min(columns, band) ? Int16(Scoring.gap(column)) : never
    }
    best = row(of: cells)
    for cell in 0..<32 {
      let element = cell - band - 1
      let isInside = element >= 0 && element < columns
      cells[cell] = isInside ? Int16(bitPattern: symbols[b + step * element]) : 0
    }
    signs = row(of: cells)
    for cell in 0..<32 {
      let element = cell - band - 1
      let isInside = element >= 0 && element < columns
      cells[cell] = isInside ? Int16(bitPattern: weights[b + step * element]) : 0
    }
    worths = row(of: cells)

    var reach = BandedGotoh.Reach()
    if rows == 0, columns <= band { reach.corner = Scoring.gap(columns) }
    var place = a
    var entering = 31 - band
    for number in 1..<max(1, rows + 1) {
      guard number - band <= columns else { break }
      let isInside = entering < columns
      let next = b + step * entering
      signs = signs.fromNext(last: isInside ? Int16(bitPattern: symbols[next]) : 0)
      worths = worths.fromNext(last: isInside ? Int16(bitPattern: weights[next]) : 0)
      entering += 1
      let sign = Int16(bitPattern: symbols[place])
      let worth = Row.Lanes(repeating: Int16(bitPattern: weights[place]))
      place += step

      let other = Row.Lanes(
        repeating: Int16(sign == mask ? Scoring.masked : Scoring.mismatch))
      let masked = Row.Lanes(repeating: Int16(Scoring.masked))
      let pairs = signs.zip(worths) { signs, worths in
        let lower = worths.replacing(with: worth, where: worth .< worths)
        let match = Self.larger(lower, least) &- Int16(Scoring.wear)
        return other.replacing(with: masked, where: signs .== mask)
          .replacing(with: match, where: signs .== sign)
      }
      let down = best.zip(gaps) { Self.larger($0 &+ open, $1 &+ extend) }.fromNext(last: never)
      var row = Self.across(best.zip(pairs) { $0 &+ $1 }.zip(down) { Self.larger($0, $1) })
      // What lies beyond the band or the last column is no cell.
      let limit = Int16(min(2 * band, columns - number + band))
      let nothing = Row.Lanes(repeating: never)
      row = row.zip(numbers) { $0.replacing(with: nothing, where: $1 .> limit) }

      var bounds = Row(repeating: -drop)
      if Self.isAnyAbove(0, row) {
        let before = reach.score
        store(row, cells)
        for cell in 0...Int(limit) where before + Int32(cells[cell]) > reach.score {
          let value = before + Int32(cells[cell])
          let column = number + cell - band
          let follows = number == reach.a + 1 && column == reach.b + 1
          guard follows || value > reach.score + margin else { continue }
          reach = BandedGotoh.Reach(score: value, a: number, b: column, corner: nil)
          let bound = Row.Lanes(repeating: Int16(value - before) - drop)
          bounds = bounds.zip(numbers) { $0.replacing(with: bound, where: $1 .>= Int16(cell)) }
        }
        let gain = Int16(reach.score - before)
        best = row.zip(bounds) { $0.replacing(with: nothing, where: $0 .< $1) &- gain }
        gaps = down.zip(best) { ($0 &- gain).replacing(with: nothing, where: $1 .< never / 2) }
        best = best.map { $0.replacing(with: nothing, where: $0 .< never / 2) }
      } else {
        best = row.zip(bounds) { $0.replacing(with: nothing, where: $0 .< $1) }
        gaps = down.zip(best) { $0.replacing(with: nothing, where: $1 .== never) }
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

  /// The row of 32 cells in their order.
  private func row(of cells: RawBuffer<Int16>.View) -> Row {
    func lanes(_ vector: Int) -> Row.Lanes {
      var lanes = Row.Lanes()
      for lane in 0..<8 { lanes[lane] = cells[lane * 4 + vector] }
      return lanes
    }
    return Row(lanes(0), lanes(1), lanes(2), lanes(3))
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
