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
    let tiles = try JoinTiles(
      of: counted, for: join, isOrdered: true, memory: memory, threads: threads)
    var pairs: [ScoredPair] = []
    let work = TilePairs(tiles.count)
    for first in 0..<tiles.count {
      let (queries, heads) = tiles.open(first)
      var found = queries.texts(
        of: join.pairs(within: heads, threads: threads, progress: work.of(first, first, progress)),
        with: queries)
      for second in first + 1..<max(first + 1, tiles.count) {
        let (candidates, others) = tiles.open(second)
        found += queries.texts(
          of: join.pairs(
            between: heads, and: others, threads: threads,
            progress: work.of(first, second, progress)), with: candidates)
        tiles.close(second)
      }
      tiles.drop(first)
      try tiles.check()
      try counted.file?.check()
      if tiles.count > 1 { found.sort { ($0.a, $0.b) < ($1.a, $1.b) } }
      pairs = pairs.isEmpty ? found : pairs + found
    }
    return pairs
  }

  /// The pairs of texts whose rows have been made, sorted.
  package func pairs(in tile: TileRows, threads: Int) -> [ScoredPair] {
    tile.texts(of: join.pairs(in: tile.rows, threads: threads), with: tile)
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
