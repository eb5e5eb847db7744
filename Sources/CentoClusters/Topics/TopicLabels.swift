internal import CentoGrams
internal import Glibc

/// The terms that set each cluster apart, as whole words and phrases.
///
/// Candidates are words and sequences of two or three (see `LabelText`), ranked by the log-likelihood ratio
/// (Dunning 1993) of how many units of the cluster and of the others have them: a theme that all share
/// says nothing, however often it stands in the cluster. A candidate that most units continue with the same
/// word is a piece and grows; one that would grow too long is dropped. Every term stands in two units
/// at least, so that no phrase of a single article names a cluster of several.
struct TopicLabels: Sendable {
  private let text: LabelText
  /// Candidates, by first word, then by the words that follow.
  private let entries: [Entry]
  /// How many sampled units each cluster has.
  private let sizes: [Int]

  private static let most = 5
  /// Candidates of a cluster that are looked at.
  private static let examined = 200
  /// A neighbour that this share of the units has belongs to the term.
  private static let dominance = 0.6
  /// A sign that this share of the units has beside the term shows that it is a piece.
  private static let piece = 0.9
  /// How much commoner a term must be in the cluster than in the others.
  private static let lift = 2.0
  /// A term that more than this share of the other units have sets nothing apart.
  private static let common = 0.25
  /// In this share of the units that have its rarest word, a phrase must stand.
  private static let bond = 1.0 / 3
  private static let longestUnspaced = 12
  private static let longestSpaced = 40

  /// One place of one candidate.
  private struct Entry: Comparable {
    let key: UInt64
    let start: Int
    let count: Int

    static func < (a: Entry, b: Entry) -> Bool { (a.key, a.start) < (b.key, b.start) }
  }

  /// A candidate of one cluster.
  private struct Candidate {
    let group: Range<Int>
    let score: Double
    let occurrences: Int
    /// The units of all clusters that have it.
    let units: Int
  }

  init(texts: [[UInt32]], central: [[Int]], threads: Int) {
    text = LabelText(texts: texts, central: central, threads: threads)
    entries = TopicLabels.entries(of: text)
    sizes = text.clusters.reduce(into: [Int](repeating: 0, count: central.count)) { $0[$1] += 1 }
  }

  /// Three to five terms for each cluster, most telling first; fewer where there are no more.
  func labels() -> [[String]] {
    candidates().map { found in
      var chosen: [[UInt32]] = []
      for (cluster, candidate) in found where chosen.count < TopicLabels.most {
        guard holds(entries[candidate.group.lowerBound], units: candidate.units),
          let places = whole(candidate.group.map { place(of: entries[$0]) }),
          unitCount(places, of: cluster) >= min(2, sizes[cluster])
        else { continue }
        let term = text.spelling(places[0])
        if !chosen.contains(where: { TopicLabels.repeats($0, term) }) { chosen.append(term) }
      }
      return chosen.map { term in
        var string = String.UnicodeScalarView()
        string.append(contentsOf: term.compactMap(Unicode.Scalar.init))
        return String(string)
      }
    }
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
  private func candidates() -> [[(cluster: Int, candidate: Candidate)]] {
    var found = [[Candidate]](repeating: [], count: sizes.count)
    let all = text.clusters.count
    var units = [Int](repeating: 0, count: sizes.count)
    var occurrences = [Int](repeating: 0, count: sizes.count)
    var first = 0
    while first < entries.count {
      var last = first
      var total = 0
      var unit = -1
      while last < entries.count, entries[last].key == entries[first].key {
        let here = text.tokens[entries[last].start].unit
        if here != unit {
          units[text.clusters[here]] += 1
          total += 1
        }
        occurrences[text.clusters[here]] += 1
        unit = here
        last += 1
      }
      for cluster in units.indices where units[cluster] > 0 {
        let inside = units[cluster]
        if inside >= min(2, sizes[cluster]) {
          // A subject is named again and again where it is named at all; turns of speech are not.
          let again = log(1 + Double(occurrences[cluster]) / Double(inside))
          let score =
            again
            * TopicLabels.ratio(
              inside, of: sizes[cluster], total - inside, of: all - sizes[cluster])
          if score > 0 {
            found[cluster].append(
              Candidate(
                group: first..<last, score: score, occurrences: occurrences[cluster],
                units: total))
          }
        }
        units[cluster] = 0
        occurrences[cluster] = 0
      }
      first = last
    }
    return found.enumerated().map { cluster, candidates in
      candidates.sorted {
        if $0.score != $1.score { return $0.score > $1.score }
        if $0.occurrences != $1.occurrences { return $0.occurrences > $1.occurrences }
        return $0.group.lowerBound < $1.group.lowerBound
      }.prefix(TopicLabels.examined).map { (cluster, $0) }
    }
  }

  /// The log-likelihood ratio of a term that `inside` of `insiders` and `outside` of `outsiders` units have;
  /// 0 if it is not `lift` times as common inside.
  private static func ratio(
    _ inside: Int, of insiders: Int, _ outside: Int, of outsiders: Int
  ) -> Double {
    let (a, c) = (Double(inside), Double(outside))
    let (n, m) = (Double(insiders), Double(outsiders))
    guard a * m >= lift * c * n, c <= common * m else { return 0 }
    let share = (a + c) / (n + m)
    let part = { (count: Double, expected: Double) in
      count > 0 ? count * log(count / expected) : 0
    }
    return 2
      * (part(a, share * n) + part(n - a, (1 - share) * n) + part(c, share * m)
        + part(m - c, (1 - share) * m))
  }

  private func place(of entry: Entry) -> Range<Int> {
    entry.start..<entry.start + entry.count
  }

  /// Whether a phrase is more than words that happened to meet: its rarest word seldom stands elsewhere.
  private func holds(_ entry: Entry, units: Int) -> Bool {
    let rarest = place(of: entry).map { text.units(with: text.tokens[$0].word) }.min() ?? 0
    return entry.count == 1 || Double(units) >= TopicLabels.bond * Double(rarest)
  }

  private func unitCount(_ places: [Range<Int>], of cluster: Int) -> Int {
    Set(places.map { text.tokens[$0.lowerBound].unit }.filter { text.clusters[$0] == cluster })
      .count
  }

  /// The places of the whole term that these places are part of; nil if it has no end.
  private func whole(_ places: [Range<Int>]) -> [Range<Int>]? {
    var places = places
    while true {
      let units = Double(Set(places.map { text.tokens[$0.lowerBound].unit }).count)
      let after = commonest(places.compactMap(following))
      let before = commonest(places.compactMap(preceding))
      let right = after.units >= before.units
      let found = right ? after : before
      guard found.units > 1, Double(found.units) >= TopicLabels.dominance * units else {
        return places
      }
      if !text.mayEdge(found.word) {
        if Double(found.units) >= TopicLabels.piece * units { return nil }
        return places
      }
      places = places.compactMap { place in
        guard let next = right ? following(place) : preceding(place),
          text.tokens[next].word == found.word
        else { return nil }
        return min(place.lowerBound, next)..<max(place.upperBound, next + 1)
      }
      let spelling = text.spelling(places[0])
      let spaced = text.words[found.word].spaced
      if spelling.count > (spaced ? TopicLabels.longestSpaced : TopicLabels.longestUnspaced) {
        return nil
      }
    }
  }

  /// The token that follows without a break.
  private func following(_ place: Range<Int>) -> Int? {
    text.tokens[place.upperBound - 1].joined ? place.upperBound : nil
  }

  /// The token that precedes without a break.
  private func preceding(_ place: Range<Int>) -> Int? {
    let before = place.lowerBound - 1
    return before >= 0 && text.tokens[before].joined ? before : nil
  }

  /// The word that most units have at `neighbours`, the lower number of two.
  private func commonest(_ neighbours: [Int]) -> (word: Int, units: Int) {
    let found = neighbours.map {
      (word: text.tokens[$0].word, unit: text.tokens[$0].unit)
    }.sorted { ($0.word, $0.unit) < ($1.word, $1.unit) }
    var best = (word: 0, units: 0)
    var first = 0
    while first < found.count {
      var last = first
      var units = 0
      while last < found.count, found[last].word == found[first].word {
        if last == first || found[last].unit != found[last - 1].unit { units += 1 }
        last += 1
      }
      if units > best.units { best = (found[first].word, units) }
      first = last
    }
    return best
  }

  /// Whether two terms say the same: half of the shorter stands in both, or a word of both begins alike.
  static func repeats(_ a: [UInt32], _ b: [UInt32]) -> Bool {
    let isSpaced = { (sign: UInt32) in
      sign == 0x20 || TopicRun.runs(in: [sign, sign]).first?.kind == .word
    }
    if a.contains(where: isSpaced) || b.contains(where: isSpaced) {
      return a.split(separator: 0x20).contains { one in
        b.split(separator: 0x20).contains { other in
          let shared = zip(one, other).prefix { $0 == $1 }.count
          return shared >= 3 && shared * 3 >= max(one.count, other.count) * 2
            || one.elementsEqual(other)
        }
      }
    }
    var longest = 0
    for i in a.indices {
      for j in b.indices {
        var length = 0
        while i + length < a.count, j + length < b.count, a[i + length] == b[j + length] {
          length += 1
        }
        longest = max(longest, length)
      }
    }
    return longest * 2 >= min(a.count, b.count) && longest >= 2
  }
}
