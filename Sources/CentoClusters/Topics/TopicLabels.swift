internal import CentoGrams

/// The terms that set each cluster apart, as whole words and phrases.
///
/// Candidates are words and sequences of two or three (see `LabelCandidates`). One that most units continue
/// with the same word is a piece and grows; one that would grow too long is dropped, and so is one that
/// repeats a better one.
struct TopicLabels: Sendable {
  private let text: LabelText
  private let candidates: LabelCandidates

  private static let most = 5
  private static let sure = 3
  private static let share = 0.25
  private static let leastShare = 0.1
  /// A neighbour behind it that this share of the units has belongs to the term.
  private static let dominance = 0.6
  /// One before it must be commoner, for it may be a verb: 竣工 before 验收, but not 推广 before 电子保函.
  private static let dominanceBefore = 0.75
  /// A sign that this share of the units has beside the term shows that it is a piece.
  private static let piece = 0.9
  /// In this share of the units that have its rarest word, a phrase must stand.
  private static let bond = 1.0 / 3
  private static let longestUnspaced = 12
  private static let longestSpaced = 40

  init(texts: [[UInt32]], central: [[Int]], threads: Int) {
    text = LabelText(texts: texts, central: central, threads: threads)
    candidates = LabelCandidates(text, clusters: central.count, threads: threads)
  }

  /// Up to five terms for each cluster, most telling first.
  func labels() -> [[String]] {
    labels(of: candidates.sizes.indices.map { LabelNode(sides: [[$0]]) })
  }

  /// Up to five terms for each of `nodes`; none for one without clusters.
  ///
  /// Up to the third, a term must be a tenth as telling as the first; behind it, a quarter.
  func labels(of nodes: [LabelNode]) -> [[String]] {
    candidates.ranked(nodes).enumerated().map { node, ranked in
      var chosen: [[UInt32]] = []
      var best = 0.0
      let inside = nodes[node].clusters
      let needed = LabelCandidates.needed(of: candidates.size(of: nodes[node]))
      for candidate in ranked where chosen.count < TopicLabels.most {
        let share = chosen.count < TopicLabels.sure ? TopicLabels.leastShare : TopicLabels.share
        if candidate.score < share * best { break }
        let found = candidates.places(of: candidate)
        guard holds(found[0], units: candidate.units), let places = whole(found),
          unitCount(places, of: inside) >= needed
        else { continue }
        let term = text.spelling(places[0])
        if chosen.contains(where: { TopicLabels.repeats($0, term) }) { continue }
        chosen.append(term)
        best = max(best, candidate.score)
      }
      return chosen.map { term in
        var string = String.UnicodeScalarView()
        string.append(contentsOf: term.compactMap(Unicode.Scalar.init))
        return String(string)
      }
    }
  }

  /// Whether a phrase is more than words that happened to meet: its rarest word seldom stands elsewhere.
  private func holds(_ place: Range<Int>, units: Int) -> Bool {
    let rarest = place.map { text.units(with: text.tokens[$0].word) }.min() ?? 0
    return place.count == 1 || Double(units) >= TopicLabels.bond * Double(rarest)
  }

  private func unitCount(_ places: [Range<Int>], of inside: Set<Int>) -> Int {
    Set(
      places.map { text.tokens[$0.lowerBound].unit }.filter { inside.contains(text.clusters[$0]) }
    ).count
  }

  /// The places of the whole term that these places are part of; nil if it has no end.
  private func whole(_ places: [Range<Int>]) -> [Range<Int>]? {
    var places = places
    while true {
      let units = Double(Set(places.map { text.tokens[$0.lowerBound].unit }).count)
      let after = commonest(places.compactMap(following))
      let before = commonest(places.compactMap(preceding))
      let right =
        Double(after.units) * TopicLabels.dominanceBefore
        >= Double(before.units) * TopicLabels.dominance
      let found = right ? after : before
      let dominance = right ? TopicLabels.dominance : TopicLabels.dominanceBefore
      guard found.units > 1, Double(found.units) >= dominance * units,
        !right || candidates.pauses.mayEnd(found.word)
      else { return places }
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

  /// The token that precedes without a break, unless it belongs to a number.
  private func preceding(_ place: Range<Int>) -> Int? {
    let before = place.lowerBound - 1
    guard before >= 0, text.tokens[before].joined, !text.tokens[before].measures else { return nil }
    return before
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
