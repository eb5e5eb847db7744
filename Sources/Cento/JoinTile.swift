/// The rows of some texts and their heads, set aside between two joins.
final class JoinTile {
  private let made: TileRows
  private let heads: RowHeads
  private let file: SpillFile?
  private var ranks: Parked<UInt32>
  private var counts: Parked<UInt8>
  private var entries: Parked<RowHeads.Entry>

  /// The tile of some blocks, which is made once.
  init(
    _ blocks: Range<Int>, of plan: RowPlan, for join: CosineJoin, isOrdered: Bool, file: SpillFile?,
    threads: Int
  ) {
    let tile = plan.rows(ofBlocks: blocks, isLast: true, threads: threads)
    let heads = join.heads(of: tile.rows, isOrdered: isOrdered, threads: threads)
    self.file = file
    self.heads = heads.emptied
    entries = Parked(heads.entries)
    ranks = Parked(tile.rows.ranks)
    switch tile.rows.weights {
    case .explicit: counts = Parked()
    case .factored(let weights): counts = Parked(weights.counts)
    }
    made = tile.emptied
  }

  /// The rows and their heads, back in memory.
  func open() -> (tile: TileRows, heads: RowHeads) {
    if let file {
      ranks.recall(from: file)
      counts.recall(from: file)
      entries.recall(from: file)
    }
    let tile = made.filled(ranks: ranks.buffer, counts: counts.buffer)
    return (tile, RowHeads(heads, rows: tile.rows, entries: entries.buffer))
  }

  /// Sets the rows aside.
  func close() {
    guard let file else { return }
    ranks.park(in: file, isChanged: false)
    counts.park(in: file, isChanged: false)
    entries.park(in: file, isChanged: false)
  }
}

extension TileRows {
  /// The rows without their entries.
  fileprivate var emptied: TileRows { filled(ranks: RawBuffer(), counts: RawBuffer()) }

  fileprivate func filled(ranks: RawBuffer<UInt32>, counts: RawBuffer<UInt8>) -> TileRows {
    let weights: RankedRows.Weights =
      switch rows.weights {
      case .explicit(let values): .explicit(values)
      case .factored(let weights): .factored(weights.with(counts: counts))
      }
    return TileRows(
      rows: RankedRows(
        starts: rows.starts, lengths: rows.lengths, ranks: ranks, weights: weights,
        whole: rows.whole,
        features: rows.features), texts: texts)
  }
}
