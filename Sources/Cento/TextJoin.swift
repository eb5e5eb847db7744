/// The join of counted texts: at once, or tile by tile where their rows do not fit into memory.
///
/// A tile holds the rows of some blocks of texts; every two tiles are joined once. A cosine is the
/// same whatever rows lie beside its own, so that the answer does not depend on the cut.
package struct TextJoin: Sendable {
  /// What is asked.
  package let join: CosineJoin
  /// What it may take.
  package let memory: MemoryBudget

  /// The bytes that an entry takes in a row, in a head and in an index, together, at most about.
  private static let entryBytes = 14
  /// The bytes that a gram takes: its frequency and rank, its factor and its list.
  private static let gramBytes = 32

  /// A join within a budget.
  package init(_ join: CosineJoin, memory: MemoryBudget = MemoryBudget()) {
    self.join = join
    self.memory = memory
  }

  /// The pairs of texts, sorted by a, then b.
  ///
  /// - Throws: `SpillError`.
  package func pairs(of counted: CountedTexts, threads: Int) throws -> [ScoredPair] {
    let plan = counted.vectors.plan(reaching: join.threshold, threads: threads)
    let tiles = tiles(of: plan)
    var pairs: [ScoredPair] = []
    if tiles.count <= 1 {
      pairs = self.pairs(in: plan.rows(threads: threads), threads: threads)
    } else {
      for place in tiles.indices {
        pairs += self.pairs(of: tiles[place...], plan: plan, threads: threads)
        try counted.file?.check()
      }
    }
    try counted.file?.check()
    return pairs
  }

  /// The pairs of texts whose rows have been made, sorted.
  package func pairs(in tile: TileRows, threads: Int) -> [ScoredPair] {
    tile.texts(of: join.pairs(in: tile.rows, threads: threads), with: tile)
  }

  /// The pairs of the first tile's texts with one another and with those of the others.
  private func pairs(
    of tiles: ArraySlice<Range<Int>>, plan: RowPlan, threads: Int
  ) -> [ScoredPair] {
    guard let first = tiles.first else { return [] }
    let queries = plan.rows(ofBlocks: first, threads: threads)
    let heads = join.heads(of: queries.rows, threads: threads)
    var pairs = queries.texts(
      of: join.pairs(within: heads, threads: threads), with: queries)
    for tile in tiles.dropFirst() {
      let candidates = plan.rows(ofBlocks: tile, threads: threads)
      pairs += queries.texts(
        of: join.pairs(
          between: heads, and: join.heads(of: candidates.rows, threads: threads),
          threads: threads), with: candidates)
    }
    return pairs.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
  }

  private func tiles(of plan: RowPlan) -> [Range<Int>] {
    // Two tiles are in memory at a time.
    let room = memory.share(0.6)
    guard room < .max else { return plan.tiles(of: .max) }
    let free = room - plan.features * Self.gramBytes
    if plan.entries * Self.entryBytes <= free { return plan.tiles(of: .max) }
    return plan.tiles(of: max(free, room / 8) / (2 * Self.entryBytes))
  }
}

extension TileRows {
  /// Pairs of rows of this tile and of another, or of this one, as pairs of texts; in place, since
  /// a large family of texts that differ a little has millions.
  fileprivate func texts(of pairs: consuming [ScoredPair], with other: TileRows) -> [ScoredPair] {
    for place in pairs.indices {
      let pair = pairs[place]
      pairs[place] = ScoredPair(
        a: Int(texts[pair.a]), b: Int(other.texts[pair.b]), cosine: pair.cosine)
    }
    return pairs
  }
}
