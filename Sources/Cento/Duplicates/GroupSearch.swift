/// How groups of near-duplicates are found among the units that differ.
struct GroupSearch {
  let near: NearDuplicates
  let join: CosineJoin
  /// All units, the most preferred first.
  let order: [Int]
  /// For each unit the first that is equal to it; itself where its text is empty.
  let firstEqual: [Int]
  let threads: Int
  let progress: StageProgress?

  /// Groups every member of which is a pair with the one that stands for it.
  ///
  /// - Throws: What the options get wrong, and `SpillError`.
  func byRepresentatives(of units: some FoldedTexts) throws -> DuplicateGroups {
    let counted = try near.counted(units, order: order, threads: threads, progress: progress)
    let found = try LeaderJoin(join: join, memory: near.memory).leaders(
      of: counted, threads: threads, progress: progress?.of(.joining))
    let texts = counted.distinct.texts
    let groups = Grouping.groups(of: firstEqual, preferring: order) { family in
      let text = Int(texts[family])
      // A text without a gram leads itself, whatever units have it.
      guard Int(found.leaders[text]) != text else { return (family, 1) }
      let leader = counted.distinct.first(of: Int(found.leaders[text]))
      return (firstEqual[leader], found.cosines[text])
    }
    return answer(groups, empty: counted.emptyUnits) { found.cosines[Int(texts[$0])] }
  }

  /// The connected components of the pairs.
  ///
  /// - Throws: What the options get wrong, and `SpillError`.
  func byLinks(of units: some FoldedTexts) throws -> DuplicateGroups {
    let counted = try near.counted(units, threads: threads, progress: progress)
    let distinct = counted.distinct
    let tiles = try TextJoin(join, memory: near.memory).tiles(of: counted, threads: threads)
    var forest = SpanningForest(units: distinct.multiplicities.count)
    try StreamedPairs(join: join, memory: near.memory, threads: threads).forEach(
      of: tiles, progress: progress?.of(.joining)
    ) { forest.add($0) }
    try counted.file?.check()
    let links = forest.links.map {
      ScoredPair(a: distinct.first(of: $0.a), b: distinct.first(of: $0.b), cosine: $0.cosine)
    }
    let groups = Grouping(linkage: .single).groups(
      of: firstEqual, pairs: links, preferring: order)
    // Members without a link are equal to the one that is kept.
    var copies: [KeptCosines.Copy] = []
    for group in groups {
      let kept = firstEqual[group.representative]
      for unit in group.members where firstEqual[unit] == unit && unit != kept {
        copies.append(.init(text: distinct.texts[unit], kept: distinct.texts[kept]))
      }
    }
    var cosines = [Double](repeating: 1, count: distinct.multiplicities.count)
    for (copy, cosine) in zip(
      copies, try KeptCosines(tiles: tiles, threads: threads).cosines(of: copies))
    {
      cosines[Int(copy.text)] = cosine
    }
    return answer(groups, empty: counted.emptyUnits) { cosines[Int(distinct.texts[$0])] }
  }

  /// Groups with what goes of them.
  ///
  /// - Parameter cosine: The cosine of a unit with the one that is kept for it, which differs.
  private func answer(
    _ groups: [Group], empty: Int, cosine: (Int) -> Double
  ) -> DuplicateGroups {
    var dropped: [DuplicateGroups.Dropped] = []
    for group in groups {
      for unit in group.members where unit != group.representative {
        let isEqual = firstEqual[unit] == firstEqual[group.representative]
        dropped.append(
          .init(unit: unit, kept: group.representative, cosine: isEqual ? 1 : cosine(unit)))
      }
    }
    return DuplicateGroups(
      groups: groups, dropped: dropped.sorted { $0.unit < $1.unit }, empty: empty)
  }
}
