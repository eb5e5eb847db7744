/// The rows of some texts and their heads, set aside between two joins.
final class JoinTile: Tile {
  private let rows: RowTile
  private let heads: RowHeads
  private let file: SpillFile?
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
    rows = RowTile(tile, file: file)
  }

  func open() -> (tile: TileRows, heads: RowHeads) {
    if let file { entries.recall(from: file) }
    let tile = rows.open()
    return (tile, RowHeads(heads, rows: tile.rows, entries: entries.buffer))
  }

  func close() {
    rows.close()
    if let file { entries.park(in: file, isChanged: false) }
  }
}
