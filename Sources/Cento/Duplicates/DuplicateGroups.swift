/// Groups of near-duplicates, and which unit of each is kept.
///
///     let units = FoldedUnits(of: corpus, at: .document)
///     let found = try DuplicateGroups.find(in: units, of: corpus, options: .init(keep: .longest))
///     for copy in found.dropped { print(units.units[copy.unit].passage.id, copy.cosine) }
///
/// A unit too short for a single gram is in a group with units of equal folded text only; one that
/// folds to nothing is in none, and so is always kept.
public struct DuplicateGroups: Sendable {
  /// What is asked for.
  public struct Options: Sendable {
    /// The least cosine of a pair, in (0, 1].
    public var threshold: Double
    /// What makes units a group.
    public var linkage: GroupLinkage
    /// Which unit stands for its group.
    public var keep: KeepRule
    /// Grams and weights.
    public var vectors: TFIDFModel.Options
    /// What finding the pairs may take in memory.
    public var memory: MemoryBudget

    /// The recommended options, but for those given.
    public init(
      threshold: Double = 0.8, linkage: GroupLinkage = .representative,
      keep: KeepRule = .longest, vectors: TFIDFModel.Options = TFIDFModel.Options(),
      memory: MemoryBudget = MemoryBudget()
    ) {
      self.threshold = threshold
      self.linkage = linkage
      self.keep = keep
      self.vectors = vectors
      self.memory = memory
    }
  }

  /// A unit that another one stands for.
  public struct Dropped: Sendable, Hashable {
    /// The unit.
    public let unit: Int
    /// The representative of its group.
    public let kept: Int
    /// Their cosine; with single linkage it may be below the threshold, and is 0 at least.
    public let cosine: Double

    /// A unit of these parts.
    public init(unit: Int, kept: Int, cosine: Double) {
      self.unit = unit
      self.kept = kept
      self.cosine = cosine
    }
  }

  /// The groups, by their first member.
  public let groups: [Group]
  /// Every member that is not its group's representative, ascending.
  public let dropped: [Dropped]
  /// The number of units without a single gram.
  public let empty: Int

  /// The groups of these units.
  ///
  /// Equal units are joined once: a family of n equal units has n members and no pairs.
  ///
  /// - Complexity: that of `CosineJoin` among the units that differ, less the pairs of units that
  ///   another one stands for; with single linkage all of it, and 36 bytes for each of their pairs.
  public static func find(
    in units: FoldedUnits, of corpus: Corpus, options: Options = Options(),
    threads: Int = Parallel.cores
  ) throws -> DuplicateGroups {
    try find(
      in: units, preferring: options.keep.order(of: units, in: corpus), options: options,
      threads: threads)
  }

  /// The groups of units whose documents are not in memory.
  ///
  /// To keep the newest they must have been built with dates.
  public static func find(
    in units: StoredUnits, options: Options = Options(), threads: Int = Parallel.cores,
    progress: StageProgress? = nil
  ) throws -> DuplicateGroups {
    try find(
      in: units, preferring: options.keep.order(of: units), options: options, threads: threads,
      progress: progress)
  }

  /// The groups of these units, preferred in an order of one's own.
  static func find(
    in units: some FoldedTexts, preferring order: [Int], options: Options, threads: Int,
    progress: StageProgress? = nil
  ) throws -> DuplicateGroups {
    let near = NearDuplicates(
      .threshold(options.threshold), vectors: options.vectors, memory: options.memory)
    let join = try CosineJoin(threshold: options.threshold)
    let firstEqual = (0..<units.count).map {
      units.size(of: $0) == 0 ? $0 : units.firstEqual(to: $0)
    }
    switch options.linkage {
    case .representative:
      let counted = try near.counted(units, order: order, threads: threads, progress: progress)
      let found = try LeaderJoin(join: join, memory: options.memory).leaders(
        of: counted, threads: threads, progress: progress?.of(.joining))
      let texts = counted.distinct.texts
      let groups = Grouping.groups(of: firstEqual, preferring: order) { family in
        let text = Int(texts[family])
        // A text without a gram leads itself, whatever units have it.
        guard Int(found.leaders[text]) != text else { return (family, 1) }
        let leader = counted.distinct.first(of: Int(found.leaders[text]))
        return (firstEqual[leader], found.cosines[text])
      }
      var dropped: [Dropped] = []
      for group in groups {
        for unit in group.members where unit != group.representative {
          let isEqual = firstEqual[unit] == firstEqual[group.representative]
          dropped.append(
            Dropped(
              unit: unit, kept: group.representative,
              cosine: isEqual ? 1 : found.cosines[Int(texts[unit])]))
        }
      }
      return DuplicateGroups(
        groups: groups, dropped: dropped.sorted { $0.unit < $1.unit }, empty: counted.emptyUnits)
    case .single:
      let counted = try near.counted(units, threads: threads, progress: progress)
      let pairs = try near.firstPairs(of: counted, by: join, threads: threads, progress: progress)
      let groups = Grouping(linkage: .single).groups(
        of: firstEqual, pairs: pairs, preferring: order)
      return DuplicateGroups(
        groups: groups,
        dropped: try KeptCosines(firstEqual: firstEqual, groups: groups, pairs: pairs) {
          // Whole rows are made only where a chain has members that are no pair.
          try TFIDFModel.fit(
            count: units.count, options: options.vectors, threads: threads
          ) { units.scalars(of: $0) }.rows
        }.dropped(),
        empty: counted.emptyUnits)
    }
  }
}

/// The cosine of each member of a group with the group's representative.
private struct KeptCosines {
  let firstEqual: [Int]
  let groups: [Group]
  let pairs: [ScoredPair]
  /// The rows of all units.
  let makeRows: () throws -> CSRMatrix

  /// The members that are no representatives, ascending.
  func dropped() throws -> [DuplicateGroups.Dropped] {
    // What stands for each unit that is the first of its equals, and the cosine with it once known.
    var leader = [Int](repeating: -1, count: firstEqual.count)
    var cosine = [Double](repeating: -1, count: firstEqual.count)
    for group in groups {
      let own = firstEqual[group.representative]
      for unit in group.members { leader[firstEqual[unit]] = own }
      cosine[own] = 1
    }
    for pair in pairs {
      if leader[pair.a] == pair.b { cosine[pair.a] = pair.cosine }
      if leader[pair.b] == pair.a { cosine[pair.b] = pair.cosine }
    }
    var found: [DuplicateGroups.Dropped] = []
    var rows: CSRMatrix?
    for group in groups {
      let unknown = group.members.filter { firstEqual[$0] == $0 && cosine[$0] < 0 }
      if !unknown.isEmpty {
        let all = try rows ?? makeRows()
        rows = all
        for (unit, value) in try cosines(
          of: unknown, with: firstEqual[group.representative], in: all)
        {
          cosine[unit] = value
        }
      }
      for unit in group.members where unit != group.representative {
        found.append(
          .init(unit: unit, kept: group.representative, cosine: cosine[firstEqual[unit]]))
      }
    }
    return found.sorted { $0.unit < $1.unit }
  }

  /// The cosines of units with one that they are chained to and do not pair with.
  private func cosines(
    of units: [Int], with own: Int, in rows: CSRMatrix
  ) throws -> [(unit: Int, cosine: Double)] {
    var found = units.map { (unit: $0, cosine: 0.0) }
    let (a, b) = rows.compacted([own], units)
    // A floor below everything that prints.
    for pair in try CosineJoin(threshold: 1e-9).pairs(between: a, and: b, threads: 1) {
      found[pair.b].cosine = pair.cosine
    }
    return found
  }
}

extension CSRMatrix {
  /// Two selections of rows over no more columns than they have entries in.
  ///
  /// Cosines do not depend on the numbers of columns, and a join takes memory for each of them.
  fileprivate func compacted(_ first: [Int], _ second: [Int]) -> (CSRMatrix, CSRMatrix) {
    let (a, b) = (selecting(first), selecting(second))
    let used = Set(a.indices).union(b.indices).sorted()
    var numbers: [UInt32: UInt32] = [:]
    numbers.reserveCapacity(used.count)
    for (number, column) in used.enumerated() { numbers[column] = UInt32(number) }
    func renumbered(_ rows: CSRMatrix) -> CSRMatrix {
      CSRMatrix(
        indptr: rows.indptr, indices: rows.indices.map { numbers[$0] ?? 0 }, data: rows.data,
        columns: used.count)
    }
    return (renumbered(a), renumbered(b))
  }
}
