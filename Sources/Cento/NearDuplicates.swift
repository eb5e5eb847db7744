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

  /// What finding the answer may take in memory.
  public let memory: MemoryBudget

  /// A question about pairs.
  public init(
    _ question: Question, vectors: TFIDFModel.Options = TFIDFModel.Options(),
    memory: MemoryBudget = MemoryBudget()
  ) {
    self.question = question
    self.vectors = vectors
    self.memory = memory
  }

  /// The pairs among the units, or between the first `against` of them and the others.
  ///
  /// - Parameters:
  ///   - units: The units; document frequencies are counted over all of them.
  ///   - against: If given, a comes from the units before this place, b from those at or after it.
  ///   - threads: The number of workers; the answer does not depend on it.
  ///   - progress: Told how far the work has come.
  /// - Throws: What the options get wrong, or what kept intermediate results from being set aside.
  public func pairs(
    in units: some FoldedTexts, against: Int? = nil, threads: Int = Parallel.cores,
    progress: StageProgress? = nil
  ) throws -> Answer {
    switch question {
    case .threshold(let threshold):
      let join = TextJoin(try CosineJoin(threshold: threshold), memory: memory)
      let counted = try counted(units, threads: threads, progress: progress)
      let pairs = try join.pairs(of: counted, threads: threads, progress: progress?.of(.joining))
      return answer(pairs, of: counted, in: units, against: against)
    case .nearest(let count, let floor):
      let join = NearestJoin(
        nearest: try NearestNeighbours(count: count, floor: floor), memory: memory,
        against: against)
      let counted = try counted(units, threads: threads, progress: progress)
      let nearest = NearestUnits(
        distinct: counted.distinct,
        texts: try join.neighbours(
          of: counted, threads: threads, progress: progress?.of(.joining)),
        against: against)
      return Answer(
        pairs: Self.all(against ?? units.count, threads: threads) {
          nearest.nearest(of: $0, isEmpty: units.size(of: $0) == 0)
        }, empty: counted.emptyUnits)
    }
  }

  /// The pairs of the first units, some at a time, so that few are held twice.
  private static func all(
    _ count: Int, threads: Int, _ pairs: @Sendable (Int) -> [ScoredPair]
  ) -> [ScoredPair] {
    var all: [ScoredPair] = []
    for some in Parallel.blocks(of: count, size: 1 << 16) {
      let blocks = Parallel.blocks(of: some.count, size: 1 << 10)
      let parts = Parallel.map(count: blocks.count, threads: threads) { block in
        blocks[block].flatMap { pairs(some.lowerBound + $0) }
      }
      for part in parts { all += part }
    }
    return all
  }

  /// The first step of a join: the grams of the distinct texts, counted.
  ///
  /// - Parameter order: The units in the order in which their texts are numbered; nil for their own.
  package func counted(
    _ units: some FoldedTexts, order: [Int]? = nil, threads: Int,
    progress: StageProgress? = nil
  ) throws -> CountedTexts {
    let distinct = EqualUnits(units, order: order)
    let memory = try countingMemory(units)
    let vectors = try SharedVectors(
      multiplicities: distinct.multiplicities, units: units.count, options: vectors,
      threads: threads, memory: memory, progress: progress?.of(.counting),
      length: { units.size(of: distinct.first(of: $0)) }
    ) { units.scalars(of: distinct.first(of: $0)) }
    try memory?.file.check()
    return CountedTexts(distinct: distinct, vectors: vectors, file: memory?.file)
  }

  /// Memory for counting that does not fit into the budget; nil if it does.
  private func countingMemory(_ units: some FoldedTexts) throws -> CountingMemory? {
    let room = memory.room(besides: units.count)
    guard room < .max else { return nil }
    let scalars = (0..<units.count).reduce(0) { $0 + units.size(of: $1) }
    // For each scalar, for each length, a gram that was found, as it is dealt and as a row has it.
    let lengths = vectors.ngrams.upper - vectors.ngrams.lower + 1
    guard scalars * (4 + 9 * lengths) > room else { return nil }
    return CountingMemory(file: try SpillFile(in: memory.directory), bytes: room / 2)
  }

  /// The pairs among units that differ, each equal text told by its first unit.
  package func firstPairs(
    of counted: CountedTexts, by join: CosineJoin, threads: Int, progress: StageProgress? = nil
  ) throws -> [ScoredPair] {
    var pairs = try TextJoin(join, memory: memory).pairs(
      of: counted, threads: threads, progress: progress?.of(.joining))
    // Texts are numbered by their first units, so the order stays.
    for place in pairs.indices {
      let pair = pairs[place]
      pairs[place] = ScoredPair(
        a: counted.distinct.first(of: pair.a), b: counted.distinct.first(of: pair.b),
        cosine: pair.cosine)
    }
    return pairs
  }

  /// The last step of a join: the pairs of texts, spread over equal units.
  package func answer(
    _ pairs: [ScoredPair], of counted: CountedTexts, in units: some FoldedTexts, against: Int?
  ) -> Answer {
    let distinct = counted.distinct
    var found: [ScoredPair] = []
    func keep(_ a: UInt32, _ b: UInt32, _ cosine: Double) {
      let (low, high) = (Int(min(a, b)), Int(max(a, b)))
      if let against, !(low < against && high >= against) { return }
      found.append(ScoredPair(a: low, b: high, cosine: cosine))
    }
    for text in distinct.multiplicities.indices
    where distinct.multiplicities[text] > 1 && units.size(of: distinct.first(of: text)) > 0 {
      let members = distinct.members(of: text)
      for (place, a) in members.enumerated() {
        for b in members.dropFirst(place + 1) { keep(a, b, 1) }
      }
    }
    for pair in pairs {
      for a in distinct.members(of: pair.a) {
        for b in distinct.members(of: pair.b) { keep(a, b, pair.cosine) }
      }
    }
    return Answer(
      pairs: PairOrder.sorted(found, rows: units.count), empty: counted.emptyUnits)
  }
}
