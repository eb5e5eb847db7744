/// Each text's nearest texts, at once or tile by tile where the rows do not fit into memory.
///
/// What is held of every text are its best so far; the last of them is a bar for the tiles to come.
struct NearestJoin {
  let nearest: NearestNeighbours
  let memory: MemoryBudget
  /// If given, neighbours are sought for the units before this place, among those at or after it.
  let against: Int?

  /// From this floor on the pairs at the floor are found first, which is far less work than a scan
  /// for each text; below it there may be nearly as many as there can be.
  private static let leastFloor = 0.2

  /// The nearest texts of each text but itself, told by the first unit that has them and may be a
  /// neighbour.
  ///
  /// - Throws: `SpillError`.
  func neighbours(
    of counted: CountedTexts, threads: Int, progress: Progress?
  ) throws -> NearestRows {
    let roles = Roles(counted.distinct, against: against)
    // Every text has a list of its best.
    let memory = memory.besides(
      bytes: roles.names.count * (64 + 16 * min(nearest.count, roles.names.count)))
    let best = NearestRows(
      rows: roles.names.count, wanted: nearest.count, floor: nearest.floor)
    if let floor = nearest.floor, floor >= Self.leastFloor {
      let join = try CosineJoin(threshold: floor)
      let tiles = try TextJoin(join, memory: memory).tiles(of: counted, threads: threads)
      try StreamedPairs(join: join, memory: memory, threads: threads).forEach(
        of: tiles, progress: progress
      ) { pairs in
        for pair in pairs {
          roles.insert(pair.b, cosine: pair.cosine, of: pair.a, into: best)
          roles.insert(pair.a, cosine: pair.cosine, of: pair.b, into: best)
        }
      }
    } else {
      try search(counted, roles, into: best, memory, threads: threads, progress: progress)
    }
    try counted.file?.check()
    return best
  }

  private func search(
    _ counted: CountedTexts, _ roles: Roles, into best: NearestRows, _ memory: MemoryBudget,
    threads: Int, progress: Progress?
  ) throws {
    let plan = counted.vectors.plan(reaching: nearest.floor ?? 0, threads: threads)
    try counted.file?.check()
    // An entry in both rows and in an index; a gram's frequency, rank, factor and lists.
    let tiles = try Tiles(of: plan, memory: memory, entryBytes: 16, gramBytes: 28) {
      RowTile(plan.rows(ofBlocks: $0, isLast: true, threads: threads), file: $1)
    }
    let work = TilePairs(tiles.count)
    func look(in candidates: TileRows, for queries: TileRows, isWithin: Bool, _ told: Progress?) {
      nearest.search(
        queries.rows, keys: queries.texts.map { roles.asks[Int($0)] ? $0 : .max },
        among: candidates.rows, names: candidates.texts.map { roles.names[Int($0)] },
        isWithin: isWithin, into: best, threads: threads, progress: told)
    }
    try tiles.forEachTwo(isLast: true) { first, own in
      look(in: own, for: own, isWithin: true, work.of(first, first, progress))
    } together: { first, own, second, other in
      let told = work.of(first, second, progress)
      look(in: other, for: own, isWithin: false) { told?($0 / 2) }
      look(in: own, for: other, isWithin: false) { told?(0.5 + $0 / 2) }
    }
  }
}

/// Which texts ask for neighbours, and which may be some.
private struct Roles {
  /// For each text the first unit that has it and may be a neighbour; `.max` for none.
  let names: [UInt32]
  /// For each text whether a unit that has it asks.
  let asks: [Bool]

  init(_ distinct: EqualUnits, against: Int?) {
    let texts = distinct.multiplicities.indices
    names = texts.map { text in
      distinct.members(of: text).first { Int($0) >= against ?? 0 } ?? .max
    }
    asks = texts.map { distinct.first(of: $0) < against ?? .max }
  }

  func insert(_ other: Int, cosine: Double, of text: Int, into best: NearestRows) {
    guard asks[text], names[other] != .max else { return }
    best.insert(names[other], cosine: cosine, of: text)
  }
}
