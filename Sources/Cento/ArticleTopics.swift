public import CentoMatrix

extension FoldedUnits {
  /// The cosine from which units count as copies of one another where topics are looked for.
  ///
  /// High, so that only reprints are meant: articles on one event are a topic, an article printed twenty
  /// times with another byline is none.
  public static let copyThreshold = 0.9

  /// The topics of these units: every unit in exactly one cluster.
  ///
  /// Near-duplicates of one another count once: of each group of `DuplicateGroups` at `copyThreshold` the
  /// longest unit is clustered, of equally long ones the first by its signs, and the others go where it goes.
  /// So the partition does not depend on the order of the units.
  public func topics(_ options: TopicOptions = TopicOptions()) throws -> Topics {
    try topicsAndSpace(options).topics
  }

  /// The same, and the space in which the topics were found: for pictures.
  ///
  /// - Parameter vectors: One row a unit in place of what the texts give; labels still come from the texts.
  ///   Copies are then near-duplicates whose vectors, too, have a cosine of at least `copyThreshold`.
  /// - Throws: `ClusterError`; `ClusterError.vectors` if there is not one row a unit.
  public func topicsAndSpace(
    _ options: TopicOptions = TopicOptions(), vectors: DenseMatrix? = nil
  ) throws -> (topics: Topics, space: TopicSpace) {
    if let vectors, vectors.rows != units.count {
      throw ClusterError.vectors(rows: vectors.rows, units: units.count)
    }
    return try TopicModel(options: options).topicsAndSpace(
      of: texts.map(\.scalars),
      copying: originals(vectors: vectors, threads: options.threads), vectors: vectors)
  }

  /// The same, and what it takes to assign new units, folded alike, to these topics.
  public func knownTopics(
    _ options: TopicOptions = TopicOptions()
  ) throws -> (topics: Topics, space: TopicSpace, known: KnownTopics) {
    try TopicModel(options: options).knownTopics(
      of: texts.map(\.scalars), copying: originals(vectors: nil, threads: options.threads))
  }

  /// For each unit the one that it is a copy of: itself where it is no copy, and of no copy.
  private func originals(vectors: DenseMatrix?, threads: Int) throws -> [Int] {
    let order = units.indices.sorted { a, b in
      let (x, y) = (texts[a].scalars, texts[b].scalars)
      return x.count != y.count ? x.count > y.count : x.lexicographicallyPrecedes(y)
    }
    let near = NearDuplicates(.threshold(Self.copyThreshold))
    let counted = try near.counted(self, threads: threads)
    let pairs = try near.firstPairs(
      of: counted, by: try CosineJoin(threshold: Self.copyThreshold), threads: threads)
    let firstEqual = self.firstEqual.enumerated().map { texts[$0].scalars.isEmpty ? $0 : $1 }
    var originals = Array(units.indices)
    let groups = Grouping(linkage: .representative)
      .groups(of: firstEqual, pairs: pairs, preferring: order)
    for group in groups {
      for unit in group.members {
        if let vectors, !Self.alike(vectors, unit, group.representative) { continue }
        originals[unit] = group.representative
      }
    }
    return originals
  }

  /// Whether two rows are as near to one another as copies are.
  private static func alike(_ vectors: DenseMatrix, _ a: Int, _ b: Int) -> Bool {
    var (dot, x, y) = (0.0, 0.0, 0.0)
    for (one, other) in zip(vectors.row(a), vectors.row(b)) {
      dot += one * other
      x += one * one
      y += other * other
    }
    return dot > 0 && dot >= copyThreshold * (x * y).squareRoot()
  }
}
