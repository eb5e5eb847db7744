/// The rows of some texts, set aside between two uses.
final class RowTile: Tile {
  private let made: TileRows
  private let file: SpillFile?
  private var ranks: Parked<UInt32>
  private var counts: Parked<UInt8>

  /// Rows that were made, and where they are set aside; nil if they stay in memory.
  init(_ tile: TileRows, file: SpillFile?) {
    self.file = file
    ranks = Parked(tile.rows.ranks)
    switch tile.rows.weights {
    case .explicit: counts = Parked()
    case .factored(let weights): counts = Parked(weights.counts)
    }
    made = tile.filled(ranks: RawBuffer(), counts: RawBuffer())
  }

  func open() -> TileRows {
    if let file {
      ranks.recall(from: file)
      counts.recall(from: file)
    }
    return made.filled(ranks: ranks.buffer, counts: counts.buffer)
  }

  func close() {
    guard let file else { return }
    ranks.park(in: file, isChanged: false)
    counts.park(in: file, isChanged: false)
  }
}

extension TileRows {
  fileprivate func filled(ranks: RawBuffer<UInt32>, counts: RawBuffer<UInt8>) -> TileRows {
    let weights: RankedRows.Weights =
      switch rows.weights {
      case .explicit(let values): .explicit(values)
      case .factored(let weights): .factored(weights.with(counts: counts))
      }
    return TileRows(
      rows: RankedRows(
        starts: rows.starts, lengths: rows.lengths, ranks: ranks, weights: weights,
        whole: rows.whole, features: rows.features), texts: texts)
  }
}
