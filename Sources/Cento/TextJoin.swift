/// The join of counted texts: at once, or tile by tile where their rows do not fit into memory.
///
/// A tile holds the rows of some blocks of texts; every two tiles are joined once. A cosine is the
/// same whatever rows lie beside its own, so that the answer does not depend on the cut.
package struct TextJoin: Sendable {
  /// What is asked.
  package let join: CosineJoin
  /// What it may take.
  package let memory: MemoryBudget

  /// A join within a budget.
  package init(_ join: CosineJoin, memory: MemoryBudget = MemoryBudget()) {
    self.join = join
    self.memory = memory
  }

  /// The pairs of texts, sorted by a, then b.
  ///
  /// - Throws: `SpillError`.
  package func pairs(
    of counted: CountedTexts, threads: Int, progress: Progress? = nil
  ) throws -> [ScoredPair] {
    let tiles = try tiles(of: counted, threads: threads)
    let (work, ownRoom, room) = (TilePairs(tiles.count), WindowRoom(), WindowRoom())
    var index: WindowIndex?
    var pairs: [ScoredPair] = []
    var found: [ScoredPair] = []
    func take(_ part: [ScoredPair], isLast: Bool) throws {
      found = found.isEmpty ? part : found + part
      guard isLast else { return }
      // All pairs whose a is of the first tile.
      try counted.file?.check()
      if tiles.count > 1 { found.sort { ($0.a, $0.b) < ($1.a, $1.b) } }
      pairs = pairs.isEmpty ? found : pairs + found
      found = []
    }
    try tiles.forEachTwo(isLast: true) { first, own in
      index = join.index(of: own.heads, threads: threads, in: ownRoom)
      let part = join.pairs(
        within: own.heads, index: index, threads: threads, in: room,
        progress: work.of(first, first, progress))
      try take(own.tile.texts(of: part, with: own.tile), isLast: first == tiles.count - 1)
    } together: { first, own, second, other in
      let part = join.pairs(
        between: own.heads, and: other.heads, index: index, threads: threads, in: room,
        progress: work.of(first, second, progress))
      try take(own.tile.texts(of: part, with: other.tile), isLast: second == tiles.count - 1)
    }
    return pairs
  }

  /// The pairs of texts whose rows have been made, sorted.
  package func pairs(in tile: TileRows, threads: Int) -> [ScoredPair] {
    tile.texts(of: join.pairs(in: tile.rows, threads: threads), with: tile)
  }

  /// The tiles of counted texts.
  ///
  /// - Throws: `SpillError`.
  func tiles(of counted: CountedTexts, threads: Int) throws -> Tiles<JoinTile> {
    try Tiles(of: counted, for: join, isOrdered: true, memory: memory, threads: threads)
  }
}

extension TileRows {
  /// Pairs of rows of this tile and of another, or of this one, as pairs of texts; in place, since
  /// a large family of texts that differ a little has millions.
  func texts(of pairs: consuming [ScoredPair], with other: TileRows) -> [ScoredPair] {
    for place in pairs.indices {
      let pair = pairs[place]
      pairs[place] = ScoredPair(
        a: Int(texts[pair.a]), b: Int(other.texts[pair.b]), cosine: pair.cosine)
    }
    return pairs
  }
}
