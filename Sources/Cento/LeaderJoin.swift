/// Counted texts brought under leaders, in their order: each text that is no pair with an earlier
/// leader is one, and each other goes with the nearest of the leaders before it.
///
/// It finds what a grouping by representatives would from all pairs, without making them: a family
/// of texts that are nearly the same costs a comparison each.
struct LeaderJoin {
  let join: CosineJoin
  let memory: MemoryBudget

  /// For each text its leader, and the cosine with it; a text that is in no pair leads itself, at 1.
  ///
  /// - Throws: `SpillError`.
  func leaders(
    of counted: CountedTexts, threads: Int, progress: Progress? = nil
  ) throws -> (leaders: [UInt32], cosines: [Double]) {
    let texts = counted.distinct.multiplicities.count
    var leaders = (0..<texts).map { UInt32($0) }
    var cosines = [Double](repeating: 1, count: texts)
    let tiles = try Tiles(
      of: counted, for: join, isOrdered: false, memory: memory, threads: threads)
    let work = TilePairs(tiles.count)
    var states: [RowLeaders] = []
    for place in 0..<tiles.count {
      let (tile, heads) = tiles.open(place)
      if states.count == place { states.append(RowLeaders(names: tile.texts)) }
      let state = states[place]
      join.lead(heads, state, threads: threads, progress: work.of(place, place, progress))
      for later in place + 1..<max(place + 1, tiles.count) {
        let (others, theirHeads) = tiles.open(later)
        if states.count == later { states.append(RowLeaders(names: others.texts)) }
        join.lead(
          theirHeads, states[later], by: heads, state, threads: threads,
          progress: work.of(place, later, progress))
        tiles.close(later)
      }
      tiles.drop(place)
      try tiles.check()
      try counted.file?.check()
      let (found, near) = (state.leaders.view, state.cosines.view)
      for (row, text) in tile.texts.enumerated() {
        leaders[Int(text)] = found[row]
        cosines[Int(text)] = near[row]
      }
    }
    return (leaders, cosines)
  }
}
