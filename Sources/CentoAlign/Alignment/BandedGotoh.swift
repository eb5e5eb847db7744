/// Alignment with affine gaps (Gotoh, 1982) in a band about one diagonal, from a corner outwards.
///
/// Only scores and lengths are kept: what a reuse shows of its edits is computed afresh, from the texts.
package struct BandedGotoh {
  /// How far an alignment got.
  package struct Reach: Hashable {
    /// The best score of any cell; 0 at the corner.
    package var score: Int32 = 0
    /// The signs of a up to that cell.
    package var a = 0
    /// The signs of b up to that cell.
    package var b = 0
    /// The score of the far corner, if it was reached.
    package var corner: Int32?
  }

  /// Lower than any score, and far from overflow.
  package static let never = Int32.min / 2

  private var best: [Int32] = []
  private var gaps: [Int32] = []

  /// An aligner, to be used again and again.
  package init() {}

  /// Aligns `rows` signs from `a` with up to `columns` signs from `b`, towards +1 or −1.
  ///
  /// Cell (i, j) lies in the band if |i − j| ≤ `band`. Stops after a row whose best cell is more than `drop` below the
  /// best so far. A cell that does not continue the best diagonal is better only by more than `margin`. Of equal scores the first row wins, then the first column.
  ///
  /// - Complexity: O(rows · band) time, O(band) memory.
  package mutating func reach(
    _ scoring: Scoring, a: Int, b: Int, step: Int, rows: Int, columns: Int, band: Int, drop: Int32,
    margin: Int32 = 0
  ) -> Reach {
    let width = 2 * band + 1
    if best.count < width + 1 {
      best = [Int32](repeating: Self.never, count: width + 1)
      gaps = best
    }
    // Column j of row i is kept at j − i + band: the diagonal neighbour stays in place.
    for offset in 0...width {
      let column = offset - band
      let inside = column >= 0 && column <= columns && offset < width
      best[offset] = inside ? Scoring.gap(column) : Self.never
      gaps[offset] = Self.never
    }
    var reach = Reach()
    if rows == 0, columns <= band { reach.corner = Scoring.gap(columns) }
    var row = 1
    while row <= rows {
      let first = max(0, row - band)
      let last = min(columns, row + band)
      guard first <= last else { break }
      var across = Self.never
      var left = Self.never
      var top = Self.never
      for column in first...last {
        let offset = column - row + band
        let down = max(
          best[offset + 1] + Scoring.gapOpen, gaps[offset + 1] + Scoring.gapExtend)
        gaps[offset] = down
        var value = down
        if column > 0 {
          across = max(left + Scoring.gapOpen, across + Scoring.gapExtend)
          let pair = scoring.pair(a + step * (row - 1), b + step * (column - 1))
          value = max(value, across, best[offset] + pair)
        }
        best[offset] = value
        left = value
        if value > top { top = value }
        if value > reach.score {
          let follows = row == reach.a + 1 && column == reach.b + 1
          if follows || value > reach.score + margin {
            reach = Reach(score: value, a: row, b: column, corner: nil)
          }
        }
      }
      // What lies beyond the last column belongs to no cell of the next row.
      let beyond = last - row + band + 1
      if beyond <= width {
        best[beyond] = Self.never
        gaps[beyond] = Self.never
      }
      if row == rows, last == columns { reach.corner = left }
      if top < reach.score - drop { break }
      row += 1
    }
    return reach
  }
}
