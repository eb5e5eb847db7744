/// The cosines of texts with those that stand for them, from the tiles of a join.
struct KeptCosines {
  /// A text and the one that stands for it.
  struct Copy {
    var text: UInt32
    var kept: UInt32
  }

  let tiles: Tiles<JoinTile>
  let threads: Int

  /// The cosine of each copy.
  ///
  /// A join's rows lack no gram that two of them share, so that the cosine is that of the whole
  /// rows also where the two are no pair.
  ///
  /// - Precondition: Both texts of a copy are in pairs of the join: they have rows.
  /// - Throws: `SpillError`.
  func cosines(of copies: [Copy]) throws -> [Double] {
    var cosines = [Double](repeating: 0, count: copies.count)
    // The numbers of the copies in the order of what is kept: its row is looked at once.
    let order = copies.indices.sorted { (copies[$0].kept, $0) < (copies[$1].kept, $1) }
    for first in 0..<tiles.count {
      let kept = tiles.open(first).tile
      let own = order.filter { kept.row(of: copies[$0].kept) != nil }
      for second in 0..<tiles.count where !own.isEmpty {
        let tile = second == first ? kept : tiles.open(second).tile
        var numbers: [Int] = []
        var pairs: [(a: Int, b: Int)] = []
        for number in own {
          guard let a = kept.row(of: copies[number].kept), let b = tile.row(of: copies[number].text)
          else { continue }
          numbers.append(number)
          pairs.append((a, b))
        }
        let found = RowCosines.cosines(of: pairs, in: kept.rows, and: tile.rows, threads: threads)
        for (number, cosine) in zip(numbers, found) { cosines[number] = cosine }
        if second != first { tiles.close(second) }
      }
      tiles.close(first)
      try tiles.check()
    }
    return cosines
  }
}

extension TileRows {
  /// The row of a text, by bisection; nil if it has none here.
  fileprivate func row(of text: UInt32) -> Int? {
    var (low, high) = (0, texts.count)
    while low < high {
      let middle = (low + high) / 2
      if texts[middle] < text { low = middle + 1 } else { high = middle }
    }
    return low < texts.count && texts[low] == text ? low : nil
  }
}
