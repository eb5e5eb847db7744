/// The join of counted texts: at once, or tile by tile where their rows do not fit into memory.
///
/// A tile holds the rows of some blocks of texts; every two tiles are joined once. A cosine is the
/// same whatever rows lie beside its own, so that the answer does not depend on the cut.
package struct TextJoin: Sendable {
  /// What is asked.
  package let join: CosineJoin
  /// What it may take.
  package let memory: MemoryBudget

  /// The bytes that an entry of two tiles that are joined takes in rows, heads and an index,
  /// together, at most about.
  private static let entryBytes = 24
  /// The bytes that a gram takes: its frequency and rank, its factor and its list.
  private static let gramBytes = 28

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
    let plan = counted.vectors.plan(reaching: join.threshold, threads: threads)
    try counted.file?.check()
    let tiles = tiles(of: plan)
    guard tiles.count > 1 else {
      return pairs(in: plan.rows(threads: threads), threads: threads, progress: progress)
    }
    let file = try SpillFile(in: memory.directory)
    var made = [JoinTile?](repeating: nil, count: tiles.count)
    func tile(_ place: Int) -> JoinTile {
      let tile =
        made[place]
        ?? JoinTile(tiles[place], of: plan, for: join, file: file, threads: threads)
      made[place] = tile
      return tile
    }
    var pairs: [ScoredPair] = []
    for place in tiles.indices {
      let others = (place + 1..<tiles.count).lazy.map { tile($0) }
      let done = place * (2 * tiles.count - place)
      let share = Double(2 * (tiles.count - place) - 1)
      let all = Double(tiles.count * tiles.count)
      pairs += self.pairs(of: tile(place), with: others, threads: threads) { part in
        progress?((Double(done) + share * part) / all)
      }
      made[place] = nil
      try file.check()
      try counted.file?.check()
    }
    return pairs
  }

  /// The pairs of texts whose rows have been made, sorted.
  package func pairs(
    in tile: TileRows, threads: Int, progress: Progress? = nil
  ) -> [ScoredPair] {
    tile.texts(of: join.pairs(in: tile.rows, threads: threads, progress: progress), with: tile)
  }

  /// The pairs of a tile's texts with one another and with those of later tiles.
  private func pairs(
    of first: JoinTile, with others: some Collection<JoinTile>, threads: Int,
    progress: @escaping Progress
  ) -> [ScoredPair] {
    let (queries, heads) = first.open()
    // A tile with itself is half of a tile with another.
    let all = 1 + 2 * Double(others.count)
    var pairs = queries.texts(
      of: join.pairs(within: heads, threads: threads) { progress($0 / all) }, with: queries)
    for (number, other) in others.enumerated() {
      let (candidates, otherHeads) = other.open()
      pairs += queries.texts(
        of: join.pairs(between: heads, and: otherHeads, threads: threads) { part in
          progress((1 + 2 * (Double(number) + part)) / all)
        }, with: candidates)
      other.close()
    }
    return pairs.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
  }

  private func tiles(of plan: RowPlan) -> [Range<Int>] {
    let room = memory.room(besides: plan.texts)
    guard room < .max else { return plan.tiles(of: .max) }
    let free = room - plan.features * Self.gramBytes
    if plan.entries * Self.entryBytes <= free { return plan.tiles(of: .max) }
    return plan.tiles(of: max(free, room / 4) / Self.entryBytes)
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
