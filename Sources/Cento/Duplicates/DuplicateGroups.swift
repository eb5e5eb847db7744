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
  ///   another one stands for; with single linkage all of it. Pairs are not held, but some at a
  ///   time with single linkage.
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
    // Links, their order and the parts that they make are held beside the join.
    let held = options.linkage == .single ? units.count * 64 : 0
    let near = NearDuplicates(
      .threshold(options.threshold), vectors: options.vectors,
      memory: options.memory.besides(bytes: held))
    let join = try CosineJoin(threshold: options.threshold)
    let firstEqual = (0..<units.count).map {
      units.size(of: $0) == 0 ? $0 : units.firstEqual(to: $0)
    }
    let search = GroupSearch(
      near: near, join: join, order: order, firstEqual: firstEqual, threads: threads,
      progress: progress)
    switch options.linkage {
    case .representative: return try search.byRepresentatives(of: units)
    case .single: return try search.byLinks(of: units)
    }
  }
}
