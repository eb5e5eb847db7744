/// The rows of a join, at once or cut into tiles that are made once and set aside.
final class JoinTiles {
  private let plan: RowPlan
  private let join: CosineJoin
  private let isOrdered: Bool
  private let threads: Int
  private let file: SpillFile?
  private let blocks: [Range<Int>]
  private var made: [JoinTile?]

  /// The bytes that an entry of two tiles that are joined takes in rows, heads and an index,
  /// together, at most about.
  private static let entryBytes = 24
  /// The bytes that a gram takes: its frequency and rank, its factor and its list.
  private static let gramBytes = 28

  /// The tiles of counted texts.
  ///
  /// - Parameter isOrdered: Whether the rows of a tile may be put in the order that suits a join.
  ///
  /// - Throws: `SpillError`.
  init(
    of counted: CountedTexts, for join: CosineJoin, isOrdered: Bool, memory: MemoryBudget,
    threads: Int
  ) throws {
    plan = counted.vectors.plan(reaching: join.threshold, threads: threads)
    try counted.file?.check()
    self.join = join
    self.isOrdered = isOrdered
    self.threads = threads
    blocks = Self.tiles(of: plan, memory)
    made = [JoinTile?](repeating: nil, count: blocks.count)
    file = blocks.count > 1 ? try SpillFile(in: memory.directory) : nil
  }

  private static func tiles(of plan: RowPlan, _ memory: MemoryBudget) -> [Range<Int>] {
    let room = memory.room(besides: plan.texts)
    guard room < .max else { return plan.tiles(of: .max) }
    let free = room - plan.features * gramBytes
    if plan.entries * entryBytes <= free { return plan.tiles(of: .max) }
    return plan.tiles(of: max(free, room / 4) / entryBytes)
  }

  /// The number of tiles.
  var count: Int { blocks.count }

  /// The rows of a tile and their heads, in memory.
  func open(_ place: Int) -> (tile: TileRows, heads: RowHeads) {
    if let tile = made[place] { return tile.open() }
    let tile = JoinTile(
      blocks[place], of: plan, for: join, isOrdered: isOrdered, file: file, threads: threads)
    made[place] = tile
    return tile.open()
  }

  /// Sets a tile aside.
  func close(_ place: Int) { made[place]?.close() }

  /// Forgets a tile that is not wanted any more.
  func drop(_ place: Int) { made[place] = nil }

  /// Throws the first failure to set a tile aside or to bring it back.
  func check() throws(SpillError) { try file?.check() }
}
