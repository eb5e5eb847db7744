/// Counts what is copied, text by text and pair by pair.
struct CoverageCount: Sendable {
  let units: FoldedUnits
  let corpus: Corpus
  let nodes: CoveredTexts
  let memberships: Memberships
  let sources: Sources

  private typealias Stretch = (places: Range<Int>, isQuotation: Bool)

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
      parts[part].compactMap { pair(Int(keys[$0] >> 32), Int(keys[$0] & 0xFFFF_FFFF)) }
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
    var crowds: [Int] = []
    for run in runs where set(of: run) < memberships.strongSets {
      let set = set(of: run)
      let shared =
        sources.isLarge[set]
        ? [] : sources.groupsOfSet[set].filter { sources.source(of: node, in: $0) != nil }
      let crowded = sources.crowdsOfSet[set].filter {
        sources.source(of: node, inCrowd: $0) != nil
      }
      groups += shared
      crowds += crowded
      if !shared.isEmpty || !crowded.isEmpty { stretches += run.map(stretch) }
    }
    let known = SortedNumbers(groups)
    let around = SortedNumbers(crowds)
    guard !known.numbers.isEmpty || !around.numbers.isEmpty else { return nil }
    for run in runs where set(of: run) >= memberships.strongSets {
      let set = set(of: run)
      if sources.isLarge[set] {
        let isShared =
          around.numbers.contains { SortedNumbers(sorted: sources.crowds[$0].sets).contains(set) }
          || known.numbers.contains { SortedNumbers(sorted: sources.groups[$0].sets).contains(set) }
        if isShared { stretches += run.map(stretch) }
        continue
      }
      let shared = sources.groupsOfSet[set].filter { group in
        known.contains(group)
          || around.contains(sources.crowdOfGroup[group])
            && sources.source(of: node, in: group) != nil
      }
      groups += shared
      if !shared.isEmpty { stretches += run.map(stretch) }
    }
    let candidates =
      SortedNumbers(groups).numbers.compactMap { sources.source(of: node, in: $0) }
      + around.numbers.compactMap { sources.source(of: node, inCrowd: $0) }
    let all = PlaceSet(stretches.map(\.places))
    guard all.count > 0, let largest = largestSource(of: node, among: candidates) else {
      return nil
    }
    let plain = PlaceSet(stretches.filter { !$0.isQuotation }.map(\.places))
    return Coverage.Copied(
      id: nodes.nodes[node].id, size: nodes.nodes[node].places.count, copied: all.count,
      unquoted: plain.count(without: markedQuotations(of: node, within: plain)),
      copiedFromLargest: largest.copied, largestSource: nodes.nodes[largest.source].id)
  }

  /// The text that has most of another; of several the first.
  private func largestSource(
    of node: Int, among candidates: [Int]
  ) -> (source: Int, copied: Int)? {
    var best: (source: Int, copied: Int)?
    for source in SortedNumbers(candidates).numbers {
      let count = PlaceSet(stretches(of: node, in: source).map(\.places)).count
      if count > best?.copied ?? 0 { best = (source, count) }
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

  private func pair(_ a: Int, _ b: Int) -> Coverage.Pair? {
    let inA = PlaceSet(stretches(of: a, in: b).map(\.places)).count
    let inB = PlaceSet(stretches(of: b, in: a).map(\.places)).count
    guard inA + inB > 0 else { return nil }
    return Coverage.Pair(
      a: nodes.nodes[a].id, b: nodes.nodes[b].id, copiedA: inA, copiedB: inB,
      sizeA: nodes.nodes[a].places.count, sizeB: nodes.nodes[b].places.count)
  }

  /// What a text shares with another that it shares a passage with.
  private func stretches(of node: Int, in source: Int) -> [Stretch] {
    var stretches: [Stretch] = []
    let range = memberships.directRanges[node]
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if memberships.directs[middle].partner < source { low = middle + 1 } else { high = middle }
    }
    while low < range.upperBound, memberships.directs[low].partner == source {
      stretches.append((memberships.directs[low].places, memberships.directs[low].isQuotation))
      low += 1
    }
    let group = sources.groupOfNode[source]
    guard group >= 0 else { return stretches }
    let sets = sources.groups[group].sets
    var next = 0
    for entry in memberships.entryRanges[node] {
      let set = memberships.entries[entry].set
      while next < sets.count, sets[next] < set { next += 1 }
      if next < sets.count, sets[next] == set { stretches.append(stretch(entry)) }
    }
    return stretches
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
