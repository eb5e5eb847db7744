/// The pairs of a join for those who need not have all of them at once.
///
/// Two tiles may have far more pairs than rows. Where a sample of the rows says so, one of them is
/// joined in parts, so that the pairs that are in memory keep to the budget, too.
struct StreamedPairs {
  let join: CosineJoin
  let memory: MemoryBudget
  let threads: Int
  /// Where the index of the first of two tiles is made, and where all others are.
  private let ownRoom = WindowRoom()
  private let room = WindowRoom()

  /// The bytes of a pair in the places where it is held at a time.
  private static let pairBytes = 72
  /// The rows of a tile that are asked how many pairs there will be.
  private static let sampledRows = 256

  /// Gives the pairs of texts, each once, to `take`, some at a time.
  ///
  /// - Parameter tiles: The tiles of the texts, in order; they can be used again.
  /// - Throws: `SpillError`.
  func forEach(
    of tiles: Tiles<JoinTile>, progress: Progress?, take: ([ScoredPair]) -> Void
  ) throws {
    let most = memory.room(besides: 0) / 4 / Self.pairBytes
    let work = TilePairs(tiles.count)
    var index: WindowIndex?
    try tiles.forEachTwo(isLast: false) { first, own in
      index = join.index(of: own.heads, threads: threads, in: ownRoom)
      within(own, index, most: most, work.of(first, first, progress), take)
    } together: { first, own, second, other in
      between(own, index, other, most: most, work.of(first, second, progress), take)
    }
  }

  private func within(
    _ own: JoinTile.Opened, _ index: WindowIndex?, most: Int, _ progress: Progress?,
    _ take: ([ScoredPair]) -> Void
  ) {
    let rows = own.tile.rows.count
    // In parts every pair is found from both its rows.
    let parts = parts(of: own, with: own, pairs: rows * (rows - 1) / 2, most: most)
    guard parts > 1 else {
      let found = join.pairs(
        within: own.heads, index: index, threads: threads, in: room, progress: progress)
      take(own.tile.texts(of: found, with: own.tile))
      return
    }
    forEachPart(parts, of: own, with: own, progress) { take($0.filter { $0.a < $0.b }) }
  }

  private func between(
    _ own: JoinTile.Opened, _ index: WindowIndex?, _ other: JoinTile.Opened, most: Int,
    _ progress: Progress?, _ take: ([ScoredPair]) -> Void
  ) {
    let all = own.tile.rows.count * other.tile.rows.count
    let parts = parts(of: own, with: other, pairs: all, most: most)
    guard parts > 1 else {
      let found = join.pairs(
        between: own.heads, and: other.heads, index: index, threads: threads, in: room,
        progress: progress)
      take(own.tile.texts(of: found, with: other.tile))
      return
    }
    forEachPart(parts, of: own, with: other, progress, take)
  }

  /// In how many parts a tile is joined with another: such that one has `most` pairs at most, by what
  /// a sample of the rows has.
  ///
  /// - Parameter pairs: As many as there can be.
  private func parts(
    of own: JoinTile.Opened, with other: JoinTile.Opened, pairs: Int, most: Int
  ) -> Int {
    guard pairs > most else { return 1 }
    let rows = own.tile.rows.count
    let step = max(1, rows / Self.sampledRows)
    let sample = Array(stride(from: step / 2, to: rows, by: step))
    let heads = join.heads(of: own.tile.rows, at: sample, threads: threads)
    let found = join.pairs(
      between: heads, and: other.heads, threads: threads, in: room
    ).count
    return min(rows, Int(Double(found) * Double(step) / Double(most)) + 1)
  }

  private func forEachPart(
    _ parts: Int, of own: JoinTile.Opened, with other: JoinTile.Opened, _ progress: Progress?,
    _ take: ([ScoredPair]) -> Void
  ) {
    for part in 0..<parts {
      // Rows that follow one another are often alike: a part has some from everywhere.
      let rows = Array(stride(from: part, to: own.tile.rows.count, by: parts))
      let heads = join.heads(of: own.tile.rows, at: rows, threads: threads)
      let asking = TileRows(rows: own.tile.rows, texts: rows.map { own.tile.texts[$0] })
      let found = join.pairs(between: heads, and: other.heads, threads: threads, in: room)
      take(asking.texts(of: found, with: other.tile))
      progress?(Double(part + 1) / Double(parts))
    }
  }
}
