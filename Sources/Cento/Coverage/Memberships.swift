/// What each text has in common with others: passages with one other text, and memberships in
/// sets of any size.
///
/// Three kinds of sets: families; texts that are equal as wholes; units that are equal. The first
/// two make their members sources of one another, the third only adds to what such sources share.
struct Memberships: Sendable {
  /// A stretch of a text that another text has too.
  struct Direct: Sendable {
    let node: Int
    let partner: Int
    let places: Range<Int>
    let isQuotation: Bool
  }

  /// A stretch of a text that makes it a member of a set.
  struct Entry: Sendable {
    let node: Int
    let set: Int
    let places: Range<Int>
    let isQuotation: Bool
  }

  /// By text, then partner, then place.
  let directs: [Direct]
  /// By text, then set, then place.
  let entries: [Entry]
  /// The directs of each text.
  let directRanges: [Range<Int>]
  /// The entries of each text.
  let entryRanges: [Range<Int>]
  /// The number of sets.
  let sets: Int
  /// The sets below this number make their members sources of one another.
  let strongSets: Int

  init(_ texts: CoveredTexts, units: FoldedUnits, shared: SharedText, threads: Int) {
    var directs: [Direct] = []
    // Some at a time, so that few are held twice.
    for some in Parallel.blocks(of: shared.passages.count, size: 1 << 14) {
      let blocks = Parallel.blocks(of: some.count, size: 1 << 9)
      let parts = Parallel.map(count: blocks.count, threads: threads) { block in
        let (first, end) = (blocks[block].lowerBound, blocks[block].upperBound)
        return Self.directs(
          of: shared.passages[some.lowerBound + first..<some.lowerBound + end], texts)
      }
      for part in parts { directs += part }
    }
    var entries: [Entry] = []
    var set = 0
    /// Numbers a set, if it has members in two texts.
    func add(_ members: [(node: Int, places: Range<Int>)], isQuotation: Bool = false) {
      guard let first = members.first, members.contains(where: { $0.node != first.node })
      else { return }
      for (node, places) in members {
        entries.append(Entry(node: node, set: set, places: places, isQuotation: isQuotation))
      }
      set += 1
    }
    for family in shared.families where family.tier != .formula {
      add(
        family.members.map { (texts.nodeOfUnit[$0.unit], texts.places(of: $0)) },
        isQuotation: family.tier == .quotation)
    }
    for nodes in Self.equalTexts(texts, units, threads: threads) {
      add(nodes.map { ($0, texts.nodes[$0].places) })
    }
    strongSets = set
    for equal in Self.equalUnits(units) {
      add(
        equal.map { unit in
          let node = texts.nodeOfUnit[unit]
          let counted = texts.counted[texts.nodes[node].document]
          return (node, counted.places(of: units.units[unit].passage.span))
        })
    }
    sets = set
    directs = Self.sorted(directs)
    entries.sort { x, y in
      (x.node, x.set, x.places.lowerBound, x.places.upperBound)
        < (y.node, y.set, y.places.lowerBound, y.places.upperBound)
    }
    directRanges = Self.ranges(directs.map(\.node), count: texts.nodes.count)
    entryRanges = Self.ranges(entries.map(\.node), count: texts.nodes.count)
    self.directs = directs
    self.entries = entries
  }

  /// Directs by text, then partner, then place: dealt to their texts first, of which each has few.
  private static func sorted(_ directs: [Direct]) -> [Direct] {
    var order = RowSorter()
    for (index, direct) in directs.enumerated() {
      order.append(key: UInt32(direct.node), value: UInt32(index))
    }
    order.sort()
    var sorted = directs.indices.map { directs[Int(order.value(at: $0))] }
    var first = 0
    while first < sorted.count {
      var end = first + 1
      while end < sorted.count, sorted[end].node == sorted[first].node { end += 1 }
      sorted[first..<end].sort { x, y in
        (x.partner, x.places.lowerBound, x.places.upperBound)
          < (y.partner, y.places.lowerBound, y.places.upperBound)
      }
      first = end
    }
    return sorted
  }

  /// What passages say of their two texts, both ways.
  private static func directs(
    of passages: ArraySlice<ReusedPassage>, _ texts: CoveredTexts
  ) -> [Direct] {
    var directs: [Direct] = []
    for passage in passages where passage.reuse.tier != .formula {
      let (a, b) = (texts.nodeOfUnit[passage.a.unit], texts.nodeOfUnit[passage.b.unit])
      guard a != b else { continue }
      let quoted = passage.reuse.tier == .quotation
      directs.append(
        Direct(node: a, partner: b, places: texts.places(of: passage.a), isQuotation: quoted))
      directs.append(
        Direct(node: b, partner: a, places: texts.places(of: passage.b), isQuotation: quoted))
    }
    return directs
  }

  /// The sets that a text is a member of, in order, each once.
  func sets(of node: Int) -> [Int] {
    var sets: [Int] = []
    for entry in entries[entryRanges[node]] where sets.last != entry.set { sets.append(entry.set) }
    return sets
  }

  /// Where each number stands in a sorted list.
  private static func ranges(_ sorted: [Int], count: Int) -> [Range<Int>] {
    var ranges = [Range<Int>](repeating: 0..<0, count: count)
    var start = 0
    while start < sorted.count {
      var end = start
      while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
      ranges[sorted[start]] = start..<end
      start = end
    }
    return ranges
  }

  /// The units of each folded text that more than one unit has.
  private static func equalUnits(_ units: FoldedUnits) -> [[Int]] {
    var members: [Int: [Int]] = [:]
    for (unit, first) in units.firstEqual.enumerated()
    where unit != first && !units.texts[unit].folded.isEmpty {
      members[first, default: [first]].append(unit)
    }
    return members.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The texts whose folded scalars are the same, white space aside.
  private static func equalTexts(
    _ texts: CoveredTexts, _ units: FoldedUnits, threads: Int
  ) -> [[Int]] {
    func scalars(_ node: Int) -> [UInt32] {
      texts.nodes[node].units.flatMap { units.texts[$0].scalars }
        .filter { ScalarClass(of: $0) != .space }
    }
    // A digest first, so that only texts that are likely to be equal are held side by side: of the
    // beginning, and of the whole where others begin so too.
    func digests(of nodes: [Int], upTo most: Int) -> [UInt64] {
      let blocks = Parallel.blocks(of: nodes.count, size: 16)
      return Parallel.map(count: blocks.count, threads: threads) { block in
        blocks[block].map { digest(of: texts.nodes[nodes[$0]].units, in: units, upTo: most) }
      }.flatMap { $0 }
    }
    let all = texts.nodes.indices.filter { !texts.nodes[$0].places.isEmpty }
    let beginnings = digests(of: all, upTo: 64)
    var number: [UInt64: Int] = [:]
    for beginning in beginnings { number[beginning, default: 0] += 1 }
    let likely = zip(all, beginnings).filter { number[$1, default: 0] > 1 }.map(\.0)
    var candidates: [UInt64: [Int]] = [:]
    for (node, digest) in zip(likely, digests(of: likely, upTo: Int.max)) {
      candidates[digest, default: []].append(node)
    }
    var equal: [[Int]] = []
    for nodes in candidates.values where nodes.count > 1 {
      var rest = nodes
      while let first = rest.first {
        let model = scalars(first)
        let same = rest.filter { $0 == first || scalars($0) == model }
        if same.count > 1, !model.isEmpty { equal.append(same) }
        rest.removeAll { same.contains($0) }
      }
    }
    return equal.sorted { $0[0] < $1[0] }
  }

  /// A digest of the first folded scalars of some units, white space aside.
  private static func digest(of range: Range<Int>, in units: FoldedUnits, upTo most: Int) -> UInt64
  {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    var left = most
    for unit in range {
      for scalar in units.texts[unit].scalars where ScalarClass(of: scalar) != .space {
        digest = (digest ^ UInt64(scalar)) &* 0x100_0000_01B3
        left -= 1
        if left == 0 { return digest }
      }
    }
    return digest
  }
}
