/// Rows of some texts that are made once and set aside between two uses.
protocol Tile {
  /// What is in memory while the tile is in use.
  associatedtype Opened

  /// The rows, back in memory.
  func open() -> Opened
  /// Sets them aside.
  func close()
}

/// The rows of a join, at once or cut into tiles.
final class Tiles<Made: Tile> {
  private let file: SpillFile?
  private let blocks: [Range<Int>]
  private var made: [Made?]
  private let make: (Range<Int>, SpillFile?) -> Made

  /// The tiles of a plan's rows.
  ///
  /// - Parameters:
  ///   - entryBytes: The bytes that an entry of two tiles in use takes, together, at most about.
  ///   - gramBytes: The bytes that a gram takes meanwhile.
  ///   - make: A tile of some blocks, and where it is set aside; nil if it stays in memory.
  /// - Throws: `SpillError`.
  init(
    of plan: RowPlan, memory: MemoryBudget, entryBytes: Int, gramBytes: Int,
    make: @escaping (Range<Int>, SpillFile?) -> Made
  ) throws {
    blocks = Self.tiles(of: plan, memory, entryBytes: entryBytes, gramBytes: gramBytes)
    made = [Made?](repeating: nil, count: blocks.count)
    file = blocks.count > 1 ? try SpillFile(in: memory.directory) : nil
    self.make = make
  }

  private static func tiles(
    of plan: RowPlan, _ memory: MemoryBudget, entryBytes: Int, gramBytes: Int
  ) -> [Range<Int>] {
    if fits(plan, memory, entryBytes: entryBytes, gramBytes: gramBytes) {
      return plan.tiles(of: .max)
    }
    let room = memory.room(besides: plan.texts)
    return plan.tiles(of: max(room - plan.features * gramBytes, room / 4) / entryBytes)
  }

  /// Whether one tile may hold all rows.
  private static func fits(
    _ plan: RowPlan, _ memory: MemoryBudget, entryBytes: Int, gramBytes: Int
  ) -> Bool {
    plan.entries * entryBytes + plan.features * gramBytes <= memory.room(besides: plan.texts)
  }

  /// The number of tiles.
  var count: Int { blocks.count }

  /// The rows of a tile, in memory.
  func open(_ place: Int) -> Made.Opened {
    if let tile = made[place] { return tile.open() }
    let tile = make(blocks[place], file)
    made[place] = tile
    return tile.open()
  }

  /// Sets a tile aside.
  func close(_ place: Int) { made[place]?.close() }

  /// Forgets a tile that is not wanted any more.
  func drop(_ place: Int) { made[place] = nil }

  /// Gives each tile to `alone`, with its number, and with each of those after it to `together`.
  ///
  /// - Parameter isLast: Whether the tiles are not wanted any more.
  /// - Throws: `SpillError`, and what is thrown by the two.
  func forEachTwo(
    isLast: Bool, alone: (Int, Made.Opened) throws -> Void,
    together: (Int, Made.Opened, Int, Made.Opened) throws -> Void
  ) throws {
    for first in 0..<count {
      let own = open(first)
      try alone(first, own)
      for second in first + 1..<max(first + 1, count) {
        try together(first, own, second, open(second))
        close(second)
      }
      if isLast { drop(first) } else { close(first) }
      try check()
    }
  }

  /// Throws the first failure to set a tile aside or to bring it back.
  func check() throws(SpillError) { try file?.check() }
}

extension Tiles where Made == JoinTile {
  /// The tiles of counted texts for a join.
  ///
  /// - Parameter isOrdered: Whether the rows of a tile may be put in the order that suits a join.
  /// - Throws: `SpillError`.
  convenience init(
    of counted: CountedTexts, for join: CosineJoin, isOrdered: Bool, memory: MemoryBudget,
    threads: Int
  ) throws {
    let plan = counted.vectors.plan(reaching: join.threshold, threads: threads)
    try counted.file?.check()
    // An entry in two tiles' rows, and with them in what is on the way; one of a head in the heads of
    // both and in the index of each.
    func entryBytes(headShare: Double) -> Int { 14 + Int(60 * headShare) }
    // A gram's frequency, rank and factor.
    let gramBytes = 20
    let fits = Self.fits(
      plan, memory, entryBytes: entryBytes(headShare: 1), gramBytes: gramBytes)
    let share = fits ? 1 : Self.headShare(of: plan, for: join, threads: threads)
    try self.init(
      of: plan, memory: memory, entryBytes: entryBytes(headShare: share), gramBytes: gramBytes
    ) {
      JoinTile($0, of: plan, for: join, isOrdered: isOrdered, file: $1, threads: threads)
    }
  }

  /// The rows that tell how much of rows is in their heads.
  private static var sampledRows: Int { 1024 }

  /// Which part of the entries is in heads, by a sample of the block in the middle: a few hundredths at
  /// a high threshold, nearly all at a low one.
  private static func headShare(of plan: RowPlan, for join: CosineJoin, threads: Int) -> Double {
    let middle = plan.blocks / 2
    let rows = plan.rows(ofBlocks: middle..<min(middle + 1, plan.blocks), threads: threads).rows
    let step = max(1, rows.count / sampledRows)
    let sample = Array(stride(from: step / 2, to: rows.count, by: step))
    let entries = sample.reduce(0) { $0 + Int(rows.lengths[$1]) }
    let heads = join.heads(of: rows, at: sample, threads: threads)
    return Double(heads.entries.count) / Double(max(1, entries))
  }
}

extension MemoryBudget {
  /// What is left of the budget beside so many bytes, half of it at least.
  func besides(bytes taken: Int) -> MemoryBudget {
    MemoryBudget(bytes: bytes.map { max($0 - taken, $0 / 2) }, directory: directory)
  }
}

/// How much of the work every two tiles are: a tile with itself is half of a tile with another.
struct TilePairs {
  private let count: Int

  init(_ count: Int) {
    self.count = count
  }

  /// The progress of all, from that of one tile with another.
  func of(_ first: Int, _ second: Int, _ progress: Progress?) -> Progress? {
    guard let progress else { return nil }
    let all = Double(count * count)
    // Before `first` all pairs of earlier tiles; then itself, then the tiles between the two.
    let before =
      first * (2 * count - first) + (second > first ? 1 + 2 * (second - first - 1) : 0)
    let share = second > first ? 2.0 : 1.0
    return { progress((Double(before) + share * $0) / all) }
  }
}
