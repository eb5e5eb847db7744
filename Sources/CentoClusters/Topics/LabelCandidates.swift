internal import CentoGrams
internal import Glibc

/// The words and sequences of words that may name clusters, ranked for each.
///
/// Ranked by the log-likelihood ratio (Dunning 1993) of how many units of the cluster and of the others have
/// a term: a theme that all share says nothing, however often it stands in the cluster. Times the
/// logarithm of how often a unit that has it says it: subjects come again, turns of speech do not.
struct LabelCandidates: Sendable {
  /// One place of one candidate.
  private struct Entry: Comparable {
    let key: UInt64
    let start: Int
    let count: Int

    static func < (a: Entry, b: Entry) -> Bool { (a.key, a.start) < (b.key, b.start) }
  }

  /// A candidate of one cluster.
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
  /// How many sampled units each cluster has.
  let sizes: [Int]

  /// Candidates of a cluster that are looked at.
  private static let examined = 200
  /// How much commoner a term must be in the cluster than in the others.
  private static let lift = 2.0
  /// A term that more than this share of the other units have sets nothing apart.
  private static let common = 0.2

  init(_ text: LabelText, clusters: Int) {
    self.text = text
    entries = LabelCandidates.entries(of: text)
    sizes = text.clusters.reduce(into: [Int](repeating: 0, count: clusters)) { $0[$1] += 1 }
  }

  /// Where a candidate stands: ranges of tokens, in order.
  func places(of candidate: Candidate) -> [Range<Int>] {
    candidate.group.map { entries[$0].start..<entries[$0].start + entries[$0].count }
  }

  private static func entries(of text: LabelText) -> [Entry] {
    var entries: [Entry] = []
    for start in text.tokens.indices where text.mayStand(text.tokens[start].word) {
      let spaced = text.words[text.tokens[start].word].spaced
      var key: UInt64 = 0
      for count in 1...(spaced ? 2 : 3) where start + count <= text.tokens.count {
        if count > 1, !text.tokens[start + count - 2].joined { break }
        let word = text.tokens[start + count - 1].word
        key |= UInt64(word + 1) << UInt64(21 * (3 - count))
        if count == 1 || text.mayEdge(word) && text.mayEdge(text.tokens[start].word) {
          entries.append(Entry(key: key, start: start, count: count))
        }
      }
    }
    return entries.sorted()
  }

  /// The best candidates of each cluster, best first.
  ///
  /// Each stands in two of the cluster's units at least, so that no phrase of one article names many.
  func ranked() -> [[Candidate]] {
    var found = [[Candidate]](repeating: [], count: sizes.count)
    let all = text.clusters.count
    var units = [Int](repeating: 0, count: sizes.count)
    var occurrences = [Int](repeating: 0, count: sizes.count)
    var first = 0
    while first < entries.count {
      var last = first
      var total = 0
      var unit = -1
      var touched: [Int] = []
      while last < entries.count, entries[last].key == entries[first].key {
        let here = text.tokens[entries[last].start].unit
        if here != unit {
          if units[text.clusters[here]] == 0 { touched.append(text.clusters[here]) }
          units[text.clusters[here]] += 1
          total += 1
        }
        occurrences[text.clusters[here]] += 1
        unit = here
        last += 1
      }
      for cluster in touched {
        let inside = units[cluster]
        if inside >= min(2, sizes[cluster]) {
          let again = log(1 + Double(occurrences[cluster]) / Double(inside))
          let score =
            again
            * LabelCandidates.ratio(
              inside, of: sizes[cluster], total - inside, of: all - sizes[cluster])
          if score > 0 {
            found[cluster].append(
              Candidate(
                score: score, occurrences: occurrences[cluster], units: total,
                group: first..<last))
          }
        }
        units[cluster] = 0
        occurrences[cluster] = 0
      }
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
