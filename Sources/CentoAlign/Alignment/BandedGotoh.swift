internal import CentoParallel

/// Alignment with affine gaps (Gotoh, 1982) in a band about one diagonal, from a corner outwards.
///
/// Only scores and lengths are kept: what a reuse shows of its edits is computed afresh, from the
/// texts.
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

  /// An end of a stretch that two texts share, from which an alignment goes on.
  package struct End {
    /// The first sign of a beyond it.
    package let a: Int
    /// The first sign of b beyond it.
    package let b: Int
    /// +1 or −1.
    package let step: Int
    /// The signs of a that there are.
    package let rows: Int
    /// The signs of b that there are.
    package let columns: Int

    /// An end before these signs.
    package init(a: Int, b: Int, step: Int, rows: Int, columns: Int) {
      (self.a, self.b, self.step, self.rows, self.columns) = (a, b, step, rows, columns)
    }
  }

  /// Lower than any score, and far from overflow.
  package static let never = Int32.min / 2

  private let best = RawBuffer<Int32>()
  private let gaps = RawBuffer<Int32>()

  /// An aligner, to be used again and again.
  package init() {}

  /// Aligns the signs of a beyond an end with those of b.
  ///
  /// Cell (i, j) lies in the band if |i − j| ≤ `band`. Cells at either end of a row that are more
  /// than `drop` below the best so far are given up (X-drop; Zhang, Berman and Miller, 1998); the
  /// last row is the one that has none left. A cell that does not continue the best diagonal is
  /// better only by more than `margin`. Of equal scores the first row wins, then the first column.
  ///
  /// - Complexity: O(rows · band) time, O(band) memory.
  package mutating func reach(
    _ scoring: Scoring, from end: End, band: Int, drop: Int32, margin: Int32 = 0
  ) -> Reach {
    let width = 2 * band + 1
    if best.count < width + 1 {
      best.resize(to: width + 1)
      gaps.resize(to: width + 1)
      best.fill(with: Self.never)
      gaps.fill(with: Self.never)
    }
    // Its places are inside the texts and the band by construction.
    let table = Table(
      signs: scoring.signs.view, least: scoring.least, best: best.view, gaps: gaps.view)
    return table.reach(from: end, band: band, drop: drop, margin: margin)
  }

  /// The rows of one alignment: column j of row i is kept at j − i + band, where the diagonal stays
  /// in place.
  ///
  /// What is kept outside the live columns is `never`, at all times.
  private struct Table {
    let signs: RawBuffer<SeedSign>.View
    let least: Int32
    let best: RawBuffer<Int32>.View
    let gaps: RawBuffer<Int32>.View

    private func clear(_ offset: Int) {
      best[offset] = BandedGotoh.never
      gaps[offset] = BandedGotoh.never
    }

    func reach(from end: End, band: Int, drop: Int32, margin: Int32) -> Reach {
      let (a, b, step) = (end.a, end.b, end.step)
      let (rows, columns) = (end.rows, end.columns)
      let never = BandedGotoh.never
      for offset in 0...2 * band + 1 {
        let column = offset - band
        let isLive = column >= 0 && column <= min(columns, band)
        best[offset] = isLive ? Scoring.gap(column) : never
        gaps[offset] = never
      }
      var reach = Reach()
      if rows == 0, columns <= band { reach.corner = Scoring.gap(columns) }
      var (low, high) = (0, min(columns, band))
      var row = 1
      while row <= rows {
        let first = max(low, row - band)
        let last = min(columns, row + band)
        guard first <= last else { break }
        let signA = signs[a + step * (row - 1)]
        var (across, left) = (never, never)
        var (nextLow, nextHigh) = (-1, -1)
        var column = first
        while column <= last {
          let offset = column - row + band
          let down = max(
            best[offset + 1] + Scoring.gapOpen, gaps[offset + 1] + Scoring.gapExtend)
          var value = down
          across = max(left + Scoring.gapOpen, across + Scoring.gapExtend)
          if column > 0 {
            let signB = signs[b + step * (column - 1)]
            let pair = Scoring.pair(
              signA.symbol, signB.symbol, Int32(signA.weight), Int32(signB.weight), least: least)
            value = max(value, across, best[offset] + pair)
          }
          if value > reach.score {
            let follows = row == reach.a + 1 && column == reach.b + 1
            if follows || value > reach.score + margin {
              reach = Reach(score: value, a: row, b: column, corner: nil)
            }
          }
          if value >= reach.score - drop {
            if nextLow < 0 { nextLow = column }
            nextHigh = column
            gaps[offset] = down
            best[offset] = value
            left = value
          } else {
            clear(offset)
            left = never
            if column > high { break }
          }
          column += 1
        }
        // What lay beyond the last column belongs to no cell of the next row.
        if last == columns { clear(last - row + band + 1) }
        if row == rows, column > columns, left > never { reach.corner = left }
        if nextLow < 0 { break }
        (low, high) = (nextLow, nextHigh)
        row += 1
      }
      return reach
    }
  }
}
