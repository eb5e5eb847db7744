/// Counts what is copied, text by text and pair by pair.
struct CoverageCount: Sendable {
  let units: FoldedUnits
  let corpus: Corpus
  let nodes: CoveredTexts
  let memberships: Memberships
  let sources: Sources

  private typealias Stretch = (places: Range<Int>, isQuotation: Bool)
  private typealias Equal = (stretch: Stretch, set: Int)

  func coverage(threads: Int) -> Coverage {
    let told = nodes.nodes.indices.filter { sources.isTold($0) }
    let active = told.filter { sources.groupOfNode[$0] >= 0 }
    let blocks = Parallel.blocks(of: active.count, size: 64)
    let texts = Parallel.map(count: blocks.count, threads: threads) { block in
      blocks[block].compactMap { copied(active[$0]) }
    }.flatMap { $0 }
    let keys = listedPairs()
    let parts = Parallel.blocks(of: keys.count, size: 256)
    let pairs = Parallel.map(count: parts.count, threads: threads) { part in
      var places: [Range<Int>] = []
      return parts[part].compactMap {
        pair(Int(keys[$0] >> 32), Int(keys[$0] & 0xFFFF_FFFF), &places)
      }
    }.flatMap { $0 }
    return Coverage(
      pairs: pairs, copied: texts,
      size: told.reduce(0) { $0 + nodes.nodes[$1].places.count })
  }

  // MARK: One text

  /// What stands elsewhere of one text; nil if nothing does.
  private func copied(_ node: Int) -> Coverage.Copied? {
    let runs = runs(of: node)
    var stretches: [Stretch] = []
    var groups: [Int] = []
    for direct in memberships.directs[memberships.directRanges[node]] {
      let group = sources.groupOfNode[direct.partner]
      guard sources.source(of: node, in: group) != nil else { continue }
      groups.append(group)
      stretches.append((direct.places, direct.isQuotation))
    }
    var large: [Range<Int>] = []
    for run in runs where set(of: run) < memberships.strongSets {
      let set = set(of: run)
      if sources.isLarge[set] {
        guard sources.hasCompany(node, inLarge: set) else { continue }
        large.append(run)
        stretches += run.map(stretch)
      } else {
        let shared = sources.groupsOfSet[set].filter { sources.source(of: node, in: $0) != nil }
        groups += shared
        if !shared.isEmpty { stretches += run.map(stretch) }
      }
    }
    guard !groups.isEmpty || !large.isEmpty else { return nil }
    let equal = equalUnits(of: node, runs, large: large, &groups)
    stretches += equal.map(\.stretch)
    let all = PlaceSet(stretches.map(\.places))
    let best = largestSource(of: node, among: groups, large: large, equal: equal)
    guard all.count > 0, let best else { return nil }
    let plain = PlaceSet(stretches.filter { !$0.isQuotation }.map(\.places))
    return Coverage.Copied(
      id: nodes.nodes[node].id, size: nodes.nodes[node].places.count, copied: all.count,
      unquoted: plain.count(without: markedQuotations(of: node, within: plain)),
      copiedFromLargest: best.copied, largestSource: nodes.nodes[best.source].id)
  }

  /// The units of a text that equal units of texts that it shares something else with; those of
  /// these that are few are added to `groups`.
  private func equalUnits(
    of node: Int, _ runs: [Range<Int>], large: [Range<Int>], _ groups: inout [Int]
  ) -> [Equal] {
    let known = SortedNumbers(groups)
    let around = large.map(set)
    var stretches: [Equal] = []
    for run in runs where set(of: run) >= memberships.strongSets {
      let set = set(of: run)
      var isShared = false
      if sources.isLarge[set] {
        isShared =
          around.contains { sources.hasCompany(node, strong: $0, weak: set) }
          || known.numbers.contains { SortedNumbers(sorted: sources.groups[$0].sets).contains(set) }
      } else {
        for group in sources.groupsOfSet[set] where sources.source(of: node, in: group) != nil {
          let sets = SortedNumbers(sorted: sources.groups[group].sets)
          guard known.contains(group) || around.contains(where: sets.contains) else { continue }
          groups.append(group)
          isShared = true
        }
      }
      if isShared { stretches += run.map { (stretch($0), set) } }
    }
    return stretches
  }

  /// The text that has most of another; of several the first.
  ///
  /// The groups that share something rare are counted in full. The members of a large set are
  /// followed, the smaller sets first, only while what the sets left could give would beat the best
  /// (as MaxScore skips the long lists of common words; Turtle and Flood, 1995).
  private func largestSource(
    of node: Int, among groups: [Int], large: [Range<Int>], equal: [Equal]
  ) -> (source: Int, copied: Int)? {
    var best: (source: Int, copied: Int)?
    var places: [Range<Int>] = []
    func follow(_ group: Int) {
      guard let source = sources.source(of: node, in: group) else { return }
      let count = count(of: node, in: source, &places)
      let (top, first) = (best?.copied ?? 0, best?.source ?? Int.max)
      if count > top || count > 0 && count == top && source < first { best = (source, count) }
    }
    for group in SortedNumbers(groups).numbers { follow(group) }
    let order = large.sorted { x, y in
      (sources.groupsOfSet[set(of: x)].count, set(of: x))
        < (sources.groupsOfSet[set(of: y)].count, set(of: y))
    }
    // What a text may have that is in none of the sets before: units that only members of a set
    // have are out of its reach once the set was followed.
    var bounds: [Int] = []
    var left = PlaceSet(equal.filter { sources.implied[$0.set] < 0 }.map(\.stretch.places))
    for run in order.reversed() {
      let own = equal.filter { sources.implied[$0.set] == set(of: run) }.map(\.stretch.places)
      left = PlaceSet(left.ranges + own + run.map { memberships.entries[$0].places })
      bounds.append(left.count)
    }
    for (run, bound) in zip(order, bounds.reversed()) {
      if let best, best.copied > bound { break }
      for group in sources.groupsOfSet[set(of: run)] {
        if let best,
          best.copied > bound
            || best.copied == bound && sources.groups[group].members[0] > best.source
        {
          break
        }
        follow(group)
      }
    }
    return best
  }

  private func set(of run: Range<Int>) -> Int { memberships.entries[run.lowerBound].set }

  /// The entries of a text, set by set.
  private func runs(of node: Int) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = memberships.entryRanges[node].lowerBound
    while start < memberships.entryRanges[node].upperBound {
      var end = start + 1
      while end < memberships.entryRanges[node].upperBound,
        memberships.entries[end].set == memberships.entries[start].set
      {
        end += 1
      }
      runs.append(start..<end)
      start = end
    }
    return runs
  }

  private func stretch(_ entry: Int) -> Stretch {
    (memberships.entries[entry].places, memberships.entries[entry].isQuotation)
  }

  // MARK: Pairs

  /// The pairs that are told, as sorted keys.
  private func listedPairs() -> [UInt64] {
    var keys: [UInt64] = []
    for direct in memberships.directs
    where direct.node < direct.partner && sources.allows(direct.node, direct.partner) {
      keys.append(UInt64(direct.node) << 32 | UInt64(direct.partner))
    }
    for set in 0..<memberships.strongSets {
      var members: [Int] = []
      for group in sources.groupsOfSet[set] {
        members += sources.groups[group].members.prefix(
          Coverage.mostCoMembers + 1 - members.count)
        if members.count > Coverage.mostCoMembers { break }
      }
      guard members.count <= Coverage.mostCoMembers else { continue }
      members.sort()
      for (place, a) in members.enumerated() {
        for b in members.dropFirst(place + 1) where sources.allows(a, b) {
          keys.append(UInt64(a) << 32 | UInt64(b))
        }
      }
    }
    keys.sort()
    var distinct: [UInt64] = []
    for key in keys where distinct.last != key { distinct.append(key) }
    return distinct
  }

  private func pair(_ a: Int, _ b: Int, _ places: inout [Range<Int>]) -> Coverage.Pair? {
    let inA = count(of: a, in: b, &places)
    let inB = count(of: b, in: a, &places)
    guard inA + inB > 0 else { return nil }
    return Coverage.Pair(
      a: nodes.nodes[a].id, b: nodes.nodes[b].id, copiedA: inA, copiedB: inB,
      sizeA: nodes.nodes[a].places.count, sizeB: nodes.nodes[b].places.count)
  }

  /// How much of a text another has that it shares a passage with; `places` is room to count in.
  private func count(of node: Int, in source: Int, _ places: inout [Range<Int>]) -> Int {
    places.removeAll(keepingCapacity: true)
    let range = memberships.directRanges[node]
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if memberships.directs[middle].partner < source { low = middle + 1 } else { high = middle }
    }
    while low < range.upperBound, memberships.directs[low].partner == source {
      places.append(memberships.directs[low].places)
      low += 1
    }
    let group = sources.groupOfNode[source]
    guard group >= 0 else { return PlaceSet.count(ofUnion: &places) }
    let sets = sources.groups[group].sets
    var next = 0
    for entry in memberships.entryRanges[node] {
      let set = memberships.entries[entry].set
      while next < sets.count, sets[next] < set { next += 1 }
      if next < sets.count, sets[next] == set { places.append(memberships.entries[entry].places) }
    }
    return PlaceSet.count(ofUnion: &places)
  }

  // MARK: Quotations

  /// What stands between quotation marks in the units of a text that something was copied from.
  private func markedQuotations(of node: Int, within copied: PlaceSet) -> PlaceSet {
    guard let last = copied.ranges.last else { return PlaceSet([]) }
    var ranges: [Range<Int>] = []
    var next = 0
    let counted = nodes.counted[nodes.nodes[node].document]
    for unit in nodes.nodes[node].units {
      let places = counted.places(of: units.units[unit].passage.span)
      if places.lowerBound >= last.upperBound { break }
      while next < copied.ranges.count, copied.ranges[next].upperBound <= places.lowerBound {
        next += 1
      }
      guard next < copied.ranges.count, copied.ranges[next].lowerBound < places.upperBound
      else { continue }
      let parts = units.units[unit].passage.parts
      let text = corpus.entries[nodes.nodes[node].document].document.text
      for quotation in MarkedQuotations.ranges(in: parts, of: text) {
        ranges.append(
          counted.place(
            ofScalar: quotation.lowerBound)..<counted.place(
              ofScalar: quotation.upperBound))
      }
    }
    return PlaceSet(ranges)
  }
}
