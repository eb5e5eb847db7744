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
      var sums = [Int](repeating: 0, count: sources.groups.count)
      return blocks[block].compactMap { copied(active[$0], &sums) }
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
  ///
  /// - Parameter sums: A zero for each group of sources, and so again at the end.
  private func copied(_ node: Int, _ sums: inout [Int]) -> Coverage.Copied? {
    var touched: [Int] = []
    var stretches: [Stretch] = []
    func add(_ weight: Int, to group: Int, _ sums: inout [Int]) -> Bool {
      guard weight > 0 else { return false }
      if sums[group] == 0 {
        guard sources.source(of: node, in: group) != nil else { return false }
        touched.append(group)
      }
      sums[group] += weight
      return true
    }
    for direct in memberships.directs[memberships.directRanges[node]] {
      let group = sources.groupOfNode[direct.partner]
      if add(direct.places.count, to: group, &sums) {
        stretches.append((direct.places, direct.isQuotation))
      }
    }
    for run in runs(of: node) where memberships.entries[run.lowerBound].set < memberships.strongSets
    {
      let weight = run.reduce(0) { $0 + memberships.entries[$1].places.count }
      var isShared = false
      for group in sources.groupsOfSet[memberships.entries[run.lowerBound].set] {
        if add(weight, to: group, &sums) { isShared = true }
      }
      if isShared { stretches += run.map(stretch) }
    }
    guard !touched.isEmpty else { return nil }
    for run in runs(of: node)
    where memberships.entries[run.lowerBound].set >= memberships.strongSets {
      let set = memberships.entries[run.lowerBound].set
      let weight = run.reduce(0) { $0 + memberships.entries[$1].places.count }
      var isShared = false
      for group in Self.common(sources.groupsOfSet[set], touched) where sums[group] > 0 {
        sums[group] += weight
        isShared = true
      }
      if isShared { stretches += run.map(stretch) }
    }
    let (source, largest) = largestSource(of: node, touched, sums)
    for group in touched { sums[group] = 0 }
    let all = PlaceSet(stretches.map(\.places))
    guard all.count > 0 else { return nil }
    let plain = PlaceSet(stretches.filter { !$0.isQuotation }.map(\.places))
    return Coverage.Copied(
      id: nodes.nodes[node].id, size: nodes.nodes[node].places.count, copied: all.count,
      unquoted: plain.count(without: markedQuotations(of: node, within: plain)),
      copiedFromLargest: largest, largestSource: nodes.nodes[source].id)
  }

  /// The text that has most of another; of several the first.
  ///
  /// A sum counts twice what two passages cover, so it bounds what is shared: only groups whose
  /// bound beats the best so far are counted in full.
  private func largestSource(
    of node: Int, _ groups: [Int], _ sums: [Int]
  ) -> (source: Int, copied: Int) {
    let candidates = groups.compactMap { group in
      sources.source(of: node, in: group).map { (group: group, source: $0) }
    }.sorted { x, y in
      (sums[y.group], x.source) < (sums[x.group], y.source)
    }
    var best = (source: candidates[0].source, copied: -1)
    for (group, source) in candidates {
      let bound = min(sums[group], nodes.nodes[node].places.count)
      if bound < best.copied { break }
      if bound == best.copied, source > best.source { continue }
      let count = PlaceSet(stretches(of: node, in: source).map(\.places)).count
      if count > best.copied || count == best.copied && source < best.source {
        best = (source, count)
      }
    }
    return best
  }

  /// The members of both of two lists, the first in order; the second may be short or long.
  private static func common(_ sorted: [Int], _ other: [Int]) -> [Int] {
    guard other.count * 8 < sorted.count else { return sorted }
    return other.filter { value in
      var low = 0
      var high = sorted.count
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle] < value { low = middle + 1 } else { high = middle }
      }
      return low < sorted.count && sorted[low] == value
    }
  }

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
