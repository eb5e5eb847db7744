internal import CentoGrams
internal import CentoParallel
internal import Glibc

/// What a label is for: one cluster, or the two sides of a merge, all of which its terms must be about.
struct LabelNode: Sendable {
  /// Sets of clusters.
  let sides: [Set<Int>]
  /// All of them.
  let clusters: Set<Int>

  init(sides: [Set<Int>]) {
    self.sides = sides
    clusters = sides.reduce([]) { $0.union($1) }
  }
}

/// The words and sequences of words that may name clusters, ranked for each.
///
/// A term's score is the product of four things, each learnt from the texts:
/// - the log-likelihood ratio (Dunning 1993) of how many units inside and outside have it: a theme
///   that all share says nothing, however often it stands in the cluster;
/// - how often a unit that has it says it: subjects come again, turns of speech do not;
/// - how few other clusters have it as well: *she* stands in film, in sport and in politics;
/// - how freely it stands before a pause (and, where words are not spaced, after one), against what is
///   usual: *mr*, *using* or 关于 hardly ever end anything.
struct LabelCandidates: Sendable {
  /// One place of one candidate.
  private struct Entry: Comparable, BitwiseCopyable {
    let key: UInt64
    let start: Int
    let count: Int

    static func < (a: Entry, b: Entry) -> Bool { (a.key, a.start) < (b.key, b.start) }
  }

  /// A candidate of one cluster, or of several taken together.
  struct Candidate: Sendable {
    let score: Double
    let occurrences: Int
    /// The units of all clusters that have it.
    let units: Int
    fileprivate let group: Range<Int>
  }

  private let text: LabelText
  /// All places of all candidates, by first word, then by the words that follow.
  private let entries: [Entry]
  let pauses: PauseRates
  /// How many sampled units each cluster has.
  let sizes: [Int]

  /// Candidates of a cluster that are looked at.
  private static let examined = 200
  /// How much commoner a term must be in the cluster than in the others.
  private static let lift = 2.0
  /// A term that more than this share of the other units have sets nothing apart.
  private static let common = 0.2
  /// What a term that a unit says once is worth, on a scale of the logarithm of its occurrences.
  private static let once = 0.25
  /// How steeply a term falls with the share of the other clusters that have it.
  private static let steepness = 4.0
  /// Of a cluster of up to a dozen units, this share must have the term; of a larger one, four units.
  private static let reach = 1.0 / 3
  /// On each side of a node a term must be at least this common, measured by the whole node.
  private static let shared = 0.4
  /// The least ratio of what sides share: a chance of one in a thousand.
  private static let surely = 10.83

  init(_ text: LabelText, clusters: Int, threads: Int) {
    self.text = text
    entries = LabelCandidates.entries(of: text, threads: threads)
    pauses = PauseRates(text)
    sizes = text.clusters.reduce(into: [Int](repeating: 0, count: clusters)) { $0[$1] += 1 }
  }

  /// Where a candidate stands: ranges of tokens, in order.
  func places(of candidate: Candidate) -> [Range<Int>] {
    candidate.group.map { entries[$0].start..<entries[$0].start + entries[$0].count }
  }

  /// How many units of a node were read.
  func size(of node: LabelNode) -> Int { node.clusters.reduce(0) { $0 + sizes[$1] } }

  /// How many of `size` units must have a term.
  static func needed(of size: Int) -> Int {
    min(size, max(2, min(4, Int((Double(size) * reach).rounded(.up)))))
  }

  private static func entries(of text: LabelText, threads: Int) -> [Entry] {
    var entries: [Entry] = []
    for start in text.tokens.indices {
      let first = text.tokens[start]
      guard !first.measures, text.mayStand(first.word) else { continue }
      let spaced = text.words[first.word].spaced
      var key: UInt64 = 0
      for count in 1...(spaced ? 2 : 3) where start + count <= text.tokens.count {
        if count > 1, !text.tokens[start + count - 2].joined { break }
        let word = text.tokens[start + count - 1].word
        key |= UInt64(word + 1) << UInt64(21 * (3 - count))
        if count == 1 || text.mayEdge(word) && text.mayEdge(first.word) {
          entries.append(Entry(key: key, start: start, count: count))
        }
      }
    }
    return entries.sorted(buckets: text.words.count + 1, threads: threads) {
      Int($0.key >> 42)
    }
  }

  /// What is known of one candidate while its places are counted.
  private struct Count {
    var units: [Int]
    var occurrences: [Int]
    var touched: [Int] = []
    var total = 0

    init(clusters: Int) {
      units = [Int](repeating: 0, count: clusters)
      occurrences = units
    }

    mutating func clear() {
      for cluster in touched {
        units[cluster] = 0
        occurrences[cluster] = 0
      }
      touched.removeAll(keepingCapacity: true)
      total = 0
    }
  }

  /// The best candidates of each of `nodes`, best first.
  ///
  /// Each stands in two units at least, so that no phrase of one article names many.
  func ranked(_ nodes: [LabelNode]) -> [[Candidate]] {
    var nodesOfCluster = [[Int]](repeating: [], count: sizes.count)
    for (node, sides) in nodes.enumerated() {
      for cluster in sides.clusters { nodesOfCluster[cluster].append(node) }
    }
    var found = [[Candidate]](repeating: [], count: nodes.count)
    var count = Count(clusters: sizes.count)
    var first = 0
    while first < entries.count {
      let last = tally(from: first, into: &count)
      if count.total > 1 || text.clusters.count < 8 {
        let freedom = pauses.freedom(of: entries[first..<last].lazy.map { ($0.start, $0.count) })
        var reached: [Int] = []
        for cluster in count.touched { reached += nodesOfCluster[cluster] }
        for node in Set(reached) {
          guard
            let candidate = candidate(
              count, in: nodes[node], freedom: freedom, group: first..<last)
          else { continue }
          found[node].append(candidate)
        }
      }
      count.clear()
      first = last
    }
    return found.map { candidates in
      candidates.sorted {
        if $0.score != $1.score { return $0.score > $1.score }
        if $0.occurrences != $1.occurrences { return $0.occurrences > $1.occurrences }
        return $0.group.lowerBound < $1.group.lowerBound
      }.prefix(LabelCandidates.examined).map { $0 }
    }
  }

  /// Counts the candidate whose places begin at `first`; returns where they end.
  private func tally(from first: Int, into count: inout Count) -> Int {
    var last = first
    var unit = -1
    while last < entries.count, entries[last].key == entries[first].key {
      let here = text.tokens[entries[last].start].unit
      let cluster = text.clusters[here]
      if here != unit {
        if count.units[cluster] == 0 { count.touched.append(cluster) }
        count.units[cluster] += 1
        count.total += 1
      }
      count.occurrences[cluster] += 1
      unit = here
      last += 1
    }
    return last
  }

  /// The candidate of a node, if it sets it apart, and all of it.
  private func candidate(
    _ count: Count, in node: LabelNode, freedom: Double, group: Range<Int>
  ) -> Candidate? {
    let clusters = node.clusters
    let size = size(of: node)
    var (units, occurrences) = (0, 0)
    for cluster in count.touched where clusters.contains(cluster) {
      units += count.units[cluster]
      occurrences += count.occurrences[cluster]
    }
    for side in node.sides where node.sides.count > 1 {
      let here = count.touched.reduce(0) { $0 + (side.contains($1) ? count.units[$1] : 0) }
      let all = side.reduce(0) { $0 + sizes[$1] }
      guard Double(here * size) >= LabelCandidates.shared * Double(units * all) else { return nil }
    }
    let others = text.clusters.count - size
    guard units >= LabelCandidates.needed(of: size) else { return nil }
    let ratio = LabelCandidates.ratio(units, of: size, count.total - units, of: others)
    guard ratio > (node.sides.count > 1 ? LabelCandidates.surely : 0) else { return nil }
    // Among the other clusters, the mean of how common it is there against here; in order of the clusters,
    // for a sum of doubles must not depend on which was met first.
    let rate = Double(units) / Double(size)
    var elsewhere = 0.0
    for cluster in count.touched.sorted() where !clusters.contains(cluster) {
      elsewhere += min(1, Double(count.units[cluster]) / Double(sizes[cluster]) / rate)
    }
    let apart = 1 - elsewhere / Double(max(1, sizes.count - clusters.count))
    let again = LabelCandidates.once + log(Double(occurrences) / Double(units))
    return Candidate(
      score: ratio * again * pow(apart, LabelCandidates.steepness) * freedom,
      occurrences: occurrences, units: count.total, group: group)
  }

  /// The log-likelihood ratio of a term that `inside` of `insiders` and `outside` of `outsiders` units have.
  ///
  /// 0 if it is not `lift` times as common inside. Where there are no others, the share of the units.
  private static func ratio(
    _ inside: Int, of insiders: Int, _ outside: Int, of outsiders: Int
  ) -> Double {
    let (a, c) = (Double(inside), Double(outside))
    let (n, m) = (Double(insiders), Double(outsiders))
    guard m > 0 else { return a / n }
    guard a * m >= lift * c * n, c <= common * m else { return 0 }
    let share = (a + c) / (n + m)
    let part = { (count: Double, expected: Double) in
      count > 0 ? count * log(count / expected) : 0
    }
    return 2
      * (part(a, share * n) + part(n - a, (1 - share) * n) + part(c, share * m)
        + part(m - c, (1 - share) * m))
  }
}
