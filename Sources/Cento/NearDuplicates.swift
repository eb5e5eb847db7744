/// Pairs of units whose gram vectors point the same way.
///
///     let units = FoldedUnits(of: corpus, at: .paragraph)
///     try NearDuplicates(threshold: 0.8).pairs(in: units).pairs
///
/// A unit too short for a single gram has no direction: it pairs, at 1, exactly with the units of equal
/// folded text; one that folds to nothing pairs with none.
public struct NearDuplicates: Sendable {
  /// What is asked for.
  public enum Question: Sendable, Hashable {
    /// Every pair at or above a cosine in (0, 1].
    case threshold(Double)
    /// The nearest units of each unit, at or above a floor if there is one.
    case nearest(count: Int, floor: Double?)
  }

  /// What was found.
  public struct Answer: Sendable {
    /// The pairs, by (a, b) for a threshold; by (row, printed score ↓, b) for the nearest.
    public let pairs: [ScoredPair]
    /// The number of units without a single gram.
    public let empty: Int
  }

  /// The question.
  public let question: Question
  /// Grams and weights.
  public let vectors: TFIDFModel.Options

  /// A question about pairs.
  public init(_ question: Question, vectors: TFIDFModel.Options = TFIDFModel.Options()) {
    self.question = question
    self.vectors = vectors
  }

  /// The pairs among the units, or between the first `against` of them and the others.
  ///
  /// - Parameters:
  ///   - units: The units; document frequencies are counted over all of them.
  ///   - against: If given, a comes from the units before this place, b from those at or after it.
  ///   - threads: The number of workers; the answer does not depend on it.
  public func pairs(
    in units: FoldedUnits, against: Int? = nil, threads: Int = Parallel.cores
  ) throws -> Answer {
    switch question {
    case .threshold(let threshold):
      return try joined(units, threshold, against: against, threads: threads)
    case .nearest(let count, let floor?) where floor >= NearestUnits.leastFloor:
      return try nearest(count, floor: floor, in: units, against: against, threads: threads)
    case .nearest(let count, let floor):
      let (_, rows) = try TFIDFModel.fit(
        count: units.texts.count, options: vectors, threads: threads
      ) { units.texts[$0].scalars }
      return Answer(
        pairs: try nearest(rows, units, count, floor, against: against, threads: threads),
        empty: (0..<rows.count).count { rows.range(ofRow: $0).isEmpty })
    }
  }

  /// Equal units are counted and joined once and the answer is spread over all of them.
  private func joined(
    _ units: FoldedUnits, _ threshold: Double, against: Int?, threads: Int
  ) throws -> Answer {
    let join = try CosineJoin(threshold: threshold)
    let counted = try counted(units, threads: threads)
    return pairs(
      of: counted, counted.rows(reaching: threshold, threads: threads), in: units, by: join,
      against: against, threads: threads)
  }

  /// The first step of a join: the grams of the distinct texts, counted.
  package func counted(_ units: FoldedUnits, threads: Int) throws -> CountedTexts {
    let distinct = EqualUnits(units)
    let vectors = try SharedVectors(
      multiplicities: distinct.multiplicities, units: units.texts.count, options: vectors,
      threads: threads
    ) { units.texts[distinct.first(of: $0)].scalars }
    return CountedTexts(distinct: distinct, vectors: vectors)
  }

  /// The pairs among units that differ, each equal text told by its first unit.
  package func firstPairs(
    of counted: CountedTexts, by join: CosineJoin, threads: Int
  ) -> [ScoredPair] {
    let rows = counted.rows(reaching: join.threshold, threads: threads)
    var pairs = join.pairs(in: rows.rows, threads: threads)
    // In place, since a large family of units that differ a little has millions of pairs. Texts are
    // numbered by their first units, so the order stays.
    for place in pairs.indices {
      let pair = pairs[place]
      pairs[place] = ScoredPair(
        a: counted.distinct.first(of: Int(rows.texts[pair.a])),
        b: counted.distinct.first(of: Int(rows.texts[pair.b])), cosine: pair.cosine)
    }
    return pairs
  }

  /// The last step of a join: the pairs of rows, spread over equal units.
  package func pairs(
    of counted: CountedTexts, _ rows: CountedTexts.Rows, in units: FoldedUnits,
    by join: CosineJoin, against: Int?, threads: Int
  ) -> Answer {
    let distinct = counted.distinct
    var found: [ScoredPair] = []
    func keep(_ a: Int, _ b: Int, _ cosine: Double) {
      let (low, high) = (min(a, b), max(a, b))
      if let against, !(low < against && high >= against) { return }
      found.append(ScoredPair(a: low, b: high, cosine: cosine))
    }
    for text in distinct.multiplicities.indices
    where distinct.multiplicities[text] > 1
      && !units.texts[distinct.first(of: text)].scalars.isEmpty
    {
      let members = distinct.members(of: text)
      for (place, a) in members.enumerated() {
        for b in members.dropFirst(place + 1) { keep(a, b, 1) }
      }
    }
    for pair in join.pairs(in: rows.rows, threads: threads) {
      for a in distinct.members(of: Int(rows.texts[pair.a])) {
        for b in distinct.members(of: Int(rows.texts[pair.b])) { keep(a, b, pair.cosine) }
      }
    }
    return Answer(
      pairs: PairOrder.sorted(found, rows: units.texts.count), empty: counted.emptyUnits)
  }

  /// The nearest units by way of all pairs at the floor.
  private func nearest(
    _ count: Int, floor: Double, in units: FoldedUnits, against: Int?, threads: Int
  ) throws -> Answer {
    _ = try NearestNeighbours(count: count, floor: floor)
    let counted = try counted(units, threads: threads)
    let rows = counted.rows(reaching: floor, threads: threads)
    let distinct = counted.distinct
    let nearest = NearestUnits(
      try CosineJoin(threshold: floor).pairs(in: rows.rows, threads: threads), texts: rows.texts,
      of: distinct, wanted: count, against: against)
    let texts = distinct.texts
    let blocks = Parallel.blocks(of: against ?? units.texts.count, size: 1024)
    let pairs = Parallel.map(count: blocks.count, threads: threads) { block in
      blocks[block].flatMap {
        nearest.nearest(of: $0, text: texts[$0], isEmpty: units.texts[$0].scalars.isEmpty)
      }
    }.flatMap { $0 }
    return Answer(pairs: pairs, empty: counted.emptyUnits)
  }

  private func nearest(
    _ rows: CSRMatrix, _ units: FoldedUnits, _ count: Int, _ floor: Double?, against: Int?,
    threads: Int
  ) throws -> [ScoredPair] {
    let search = try NearestNeighbours(count: count, floor: floor)
    let split = against ?? 0
    let answers: [[ScoredPair]]
    if against == nil {
      answers = search.neighbours(in: rows, threads: threads)
    } else {
      let others = rows.selecting(Array(split..<rows.count))
      answers = search.neighbours(
        of: rows.selecting(Array(0..<split)), in: others, threads: threads
      ).map { $0.map { ScoredPair(a: $0.a, b: $0.b + split, cosine: $0.cosine) } }
    }
    var equal: [Int: [Int]] = [:]
    for (unit, first) in units.firstEqual.enumerated() where rows.range(ofRow: unit).isEmpty {
      equal[first, default: []].append(unit)
    }
    return answers.enumerated().flatMap { row, neighbours in
      guard rows.range(ofRow: row).isEmpty, !units.texts[row].scalars.isEmpty else {
        return neighbours
      }
      return (equal[units.firstEqual[row]] ?? [])
        .filter { $0 != row && $0 >= split }
        .prefix(count)
        .map { ScoredPair(a: row, b: $0, cosine: 1) }
    }
  }
}
