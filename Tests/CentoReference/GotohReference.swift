extension Reference {
  /// Every cell of an alignment with affine gaps, restricted to |i − j| ≤ `band`.
  ///
  /// The three tables of Gotoh (Journal of Molecular Biology, 1982), filled one by one.
  /// Returns the score of every cell, row by row; nil for a cell outside the band.
  public static func gotoh(
    rows: Int, columns: Int, band: Int, open: Int, extend: Int, pair: (Int, Int) -> Int
  ) -> [[Int?]] {
    let never = -1_000_000_000
    let empty = [Int](repeating: never, count: columns + 1)
    var match = [[Int]](repeating: empty, count: rows + 1)
    var down = match
    var across = match
    func best(_ i: Int, _ j: Int) -> Int { max(match[i][j], down[i][j], across[i][j]) }
    match[0][0] = 0
    for i in 0...rows {
      for j in 0...columns where abs(i - j) <= band {
        if i > 0, j > 0 { match[i][j] = best(i - 1, j - 1) + pair(i - 1, j - 1) }
        if i > 0, abs(i - 1 - j) <= band {
          down[i][j] = max(best(i - 1, j) + open, down[i - 1][j] + extend)
        }
        if j > 0, abs(i - j + 1) <= band {
          across[i][j] = max(best(i, j - 1) + open, across[i][j - 1] + extend)
        }
      }
    }
    return (0...rows).map { i in
      (0...columns).map { j in abs(i - j) <= band ? best(i, j) : nil }
    }
  }
}
