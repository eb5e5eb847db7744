/// Finds the lines that the entries of a table of contents name.
///
/// Lines and entries are paired in order, as many as possible (a longest chain of equal pairs, a line with a wider gap
/// before it preferred); what is left over between two pairs is then paired if it is nearly the same, or if two
/// entries together, broken by the table, make one line.
struct ContentsAlignment {
  private let manuscript: Manuscript
  private let entries: [ContentsEntry]
  private let start: Int

  /// An alignment of `entries` with the lines from `start` on.
  init(of entries: [ContentsEntry], in manuscript: Manuscript, from start: Int) {
    self.entries = entries
    self.manuscript = manuscript
    self.start = start
  }

  /// A line and the entry that names it.
  struct Match {
    let entry: Int
    let line: Int
  }

  /// The pairs, in order of both.
  func matches() -> [Match] {
    let chain = longestChain(of: equalPairs())
    return filled(chain)
  }

  private func equalPairs() -> [Match] {
    var places: [UInt64: [Int]] = [:]
    for place in start..<max(start, manuscript.lines.count) {
      let key = manuscript.keys[place]
      guard key != 0 else { continue }
      places[key, default: []].append(place)
      if let number = manuscript.numbering(at: place) {
        let line = manuscript.scalars(of: manuscript.lines[place])
        let bare = Manuscript.hash(Manuscript.key(line.dropFirst(number.length)))
        if bare != 0, bare != key { places[bare, default: []].append(place) }
      }
    }
    var pairs: [Match] = []
    var uses: [UInt64: Int] = [:]
    for (entry, item) in entries.enumerated() {
      var lines: Set<Int> = []
      for key in Set(item.keys.map(Manuscript.hash)) {
        guard let found = places[key] else { continue }
        uses[key, default: 0] += 1
        // Many equal lines under many equal entries: the k-th belongs to the k-th, or nearly so.
        let use = uses[key, default: 1] - 1
        lines.formUnion(found.count <= 64 ? found : Array(found.dropFirst(use).prefix(4)))
      }
      pairs += lines.sorted().map { Match(entry: entry, line: $0) }
    }
    return pairs
  }

  /// The heaviest chain of pairs that rises in both, by a tree of running maxima.
  private func longestChain(of pairs: [Match]) -> [Match] {
    guard !pairs.isEmpty else { return [] }
    var best = [(weight: Int, pair: Int)](
      repeating: (0, -1), count: manuscript.lines.count - start + 2)
    var before = [Int](repeating: -1, count: pairs.count)
    var weight = [Int](repeating: 0, count: pairs.count)
    var place = 0
    while place < pairs.count {
      var end = place
      while end < pairs.count, pairs[end].entry == pairs[place].entry { end += 1 }
      for at in place..<end {
        var node = pairs[at].line - start
        var top = (weight: 0, pair: -1)
        while node > 0 {
          if best[node].weight > top.weight { top = best[node] }
          node -= node & -node
        }
        weight[at] = top.weight + 8 + min(manuscript.lines[pairs[at].line].gap, 4)
        before[at] = top.pair
      }
      for at in place..<end {
        var node = pairs[at].line - start + 1
        while node < best.count {
          if best[node].weight < weight[at] { best[node] = (weight[at], at) }
          node += node & -node
        }
      }
      place = end
    }
    var last = weight.indices.max { (weight[$0], -$0) < (weight[$1], -$1) } ?? -1
    var chain: [Match] = []
    while last >= 0 {
      chain.append(pairs[last])
      last = before[last]
    }
    return chain.reversed()
  }

  /// The chain, and between its pairs what is nearly equal.
  private func filled(_ chain: [Match]) -> [Match] {
    var result: [Match] = []
    var (entry, line) = (0, start)
    let end = Match(entry: entries.count, line: manuscript.lines.count)
    for match in chain + [end] {
      if entry < match.entry {
        result += nearPairs(entries: entry..<match.entry, lines: line..<max(line, match.line))
      }
      if match.line < manuscript.lines.count { result.append(match) }
      (entry, line) = (match.entry + 1, match.line + 1)
    }
    return result
  }

  private func nearPairs(entries range: Range<Int>, lines: Range<Int>) -> [Match] {
    let candidates = lines.filter { place in
      let form = manuscript.lines[place].form
      return form.cells <= Manuscript.titleCells && form.lastInside != 0x3002 && form.letters > 3
    }
    guard candidates.count * range.count <= 20_000 else { return [] }
    var result: [Match] = []
    var first = 0
    for entry in range {
      var best = (score: 0.72, place: -1, at: 0)
      for at in first..<max(first, candidates.count) {
        let key = manuscript.keyScalars(of: manuscript.lines[candidates[at]])
        var score = Similarity.dice(entries[entry].bareKey, key)
        if entry + 1 < entries.count {
          score = max(score, Similarity.dice(entries[entry].key + entries[entry + 1].key, key))
        }
        if isCutOff(entries[entry].bareKey, of: key) { score = max(score, 0.8) }
        if score > best.score { best = (score, candidates[at], at) }
      }
      if best.place >= 0 {
        result.append(Match(entry: entry, line: best.place))
        first = best.at + 1
      }
    }
    return result
  }

  /// Whether the entry is the beginning of the line, cut off by a table that was too narrow.
  private func isCutOff(_ entry: [UInt32], of key: [UInt32]) -> Bool {
    entry.count >= 6 && entry.count * 2 >= key.count && key.starts(with: entry)
  }
}

/// How alike two short strings are.
enum Similarity {
  /// Dice's coefficient of the pairs of neighbouring scalars, from 0 to 1.
  static func dice(_ a: [UInt32], _ b: [UInt32]) -> Double {
    guard a.count > 1, b.count > 1 else { return a == b && !a.isEmpty ? 1 : 0 }
    let (pairsA, pairsB) = (pairs(a), pairs(b))
    var (i, j, common) = (0, 0, 0)
    while i < pairsA.count, j < pairsB.count {
      if pairsA[i] == pairsB[j] {
        (i, j, common) = (i + 1, j + 1, common + 1)
      } else if pairsA[i] < pairsB[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return 2 * Double(common) / Double(pairsA.count + pairsB.count)
  }

  private static func pairs(_ key: [UInt32]) -> [UInt64] {
    zip(key, key.dropFirst()).map { UInt64($0) << 32 | UInt64($1) }.sorted()
  }
}
