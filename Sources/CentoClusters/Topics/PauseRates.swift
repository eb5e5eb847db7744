/// How freely terms stand beside pauses: punctuation, or the beginning or end of a text.
///
/// A whole phrase can end a clause; a preposition, a form of address before a name or a verb that wants an
/// object hardly ever does, whatever the language, and no dictionary is asked. Where words are not spaced,
/// a piece that only ever follows something is told by the other side. And what stands between two
/// pauses nearly every time (截至目前, *however*) is a turn of speech.
struct PauseRates: Sendable {
  /// How often something stood somewhere, and of these times beside pauses.
  private struct Count {
    var all = 0.0
    var opens = 0.0
    var closes = 0.0
    var alone = 0.0

    mutating func add(opens: Bool, closes: Bool) {
      all += 1
      if opens { self.opens += 1 }
      if closes { self.closes += 1 }
      if opens && closes { alone += 1 }
    }
  }

  private let text: LabelText
  /// For each word the share of its places that open, and that close.
  private let words: [(opens: Double, closes: Double)]
  /// The same for all words that are not spaced, and for all spaced ones.
  private let usual: [(opens: Double, closes: Double)]

  /// What is usual counts as much as this many places.
  private static let prior = 2.0
  /// A term that closes, or opens, so much more seldom than words usually do loses nothing yet.
  private static let enough = (closes: 0.7, opens: 0.35)
  /// What a term that never stands beside a pause keeps.
  private static let least = 0.1
  /// The shares of places between two pauses from which a term loses, and where it has lost most.
  private static let turns = 0.5...0.8

  init(_ text: LabelText) {
    self.text = text
    var kinds = [Count(), Count()]
    var counts = [Count](repeating: Count(), count: text.words.count)
    for token in text.tokens {
      kinds[text.words[token.word].spaced ? 1 : 0].add(opens: token.opens, closes: token.closes)
      counts[token.word].add(opens: token.opens, closes: token.closes)
    }
    let usual = kinds.map { ($0.opens / max(1, $0.all), $0.closes / max(1, $0.all)) }
    self.usual = usual
    words = counts.enumerated().map { word, count in
      let kind = usual[text.words[word].spaced ? 1 : 0]
      return (
        PauseRates.rate(count.opens, of: count.all, before: kind.0),
        PauseRates.rate(count.closes, of: count.all, before: kind.1)
      )
    }
  }

  /// Whether a term may grow by this word at its end.
  func mayEnd(_ word: Int) -> Bool {
    let kind = usual[text.words[word].spaced ? 1 : 0]
    return words[word].closes >= PauseRates.least * 2 * PauseRates.enough.closes * kind.closes
  }

  /// A factor, from 0 to 1, for the term that stands at `places`: first token and number of tokens.
  func freedom(of places: some Sequence<(Int, Int)>) -> Double {
    var found = Count()
    var ends: (first: Int, last: Int)?
    for (start, count) in places {
      let last = start + count - 1
      ends = ends ?? (text.tokens[start].word, text.tokens[last].word)
      found.add(opens: text.tokens[start].opens, closes: text.tokens[last].closes)
    }
    guard let ends else { return 1 }
    let spaced = text.words[ends.first].spaced
    let kind = usual[spaced ? 1 : 0]
    let closing = PauseRates.rate(found.closes, of: found.all, before: words[ends.last].closes)
    var freedom = PauseRates.factor(
      closing, usual: kind.closes * PauseRates.enough.closes)
    if !spaced {
      let opening = PauseRates.rate(found.opens, of: found.all, before: words[ends.first].opens)
      freedom *= PauseRates.factor(
        opening, usual: kind.opens * PauseRates.enough.opens)
    }
    let alone = PauseRates.rate(found.alone, of: found.all, before: 0)
    let turns = PauseRates.turns
    let turn = (alone - turns.lowerBound) / (turns.upperBound - turns.lowerBound)
    return freedom * min(1, max(PauseRates.least, 1 - turn))
  }

  /// A share of `all` places, believed the more the more there are: before any, it is `before`.
  private static func rate(_ count: Double, of all: Double, before: Double) -> Double {
    (count + prior * before) / (all + prior)
  }

  private static func factor(_ rate: Double, usual: Double) -> Double {
    usual > 0 ? min(1, max(least, rate / usual)) : 1
  }
}
