/// How freely terms stand beside pauses: punctuation, or the beginning or end of a text.
///
/// No dictionary is asked. Where words are spaced, a whole phrase can end a clause; a preposition, a form of
/// address before a name or a verb that wants an object hardly ever does. Where they are not, nouns stand
/// inside longer ones and seldom end a clause either, but what often begins one and never ends one (我省,
/// 紧盯, 关于) is no subject, nor what often ends one and never begins one (起来). And what stands between
/// two pauses nearly every time (截至目前, *however*) is a turn of speech.
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

    /// Of the pauses beside it, the share behind it, `before` being what is believed before one is seen.
    func balance(before: Double) -> Double { (closes + before) / (opens + closes + 1) }

    /// Of all places, the share before a pause; `before` counts as much as two places.
    func closing(before: Double) -> Double { (closes + 2 * before) / (all + 2) }
  }

  private let text: LabelText
  /// For each word, how often it closes: of all places if it is spaced, else of its pauses.
  private let closing: [Double]
  /// The share of spaced words that close.
  private let usual: Double

  /// A spaced term that closes so much more seldom than words usually do loses nothing yet.
  private static let enough = 0.7
  /// Where words are not spaced, the share of either side among the pauses that is enough.
  private static let balanced = 0.2
  /// What the least free term keeps: where no noun ever stands beside a pause, as with particles behind
  /// each, all keep the same, and their order does not change.
  private static let least = 0.05
  /// A word below this part of what is enough ends no term.
  private static let ending = 0.4
  /// The shares of places between two pauses from which a term loses, and where it has lost all.
  private static let turns = 0.5...0.8

  init(_ text: LabelText) {
    self.text = text
    var all = Count()
    var counts = [Count](repeating: Count(), count: text.words.count)
    for token in text.tokens {
      counts[token.word].add(opens: token.opens, closes: token.closes)
      if text.words[token.word].spaced { all.add(opens: token.opens, closes: token.closes) }
    }
    let usual = all.closes / max(1, all.all)
    self.usual = usual
    closing = counts.enumerated().map { word, count in
      text.words[word].spaced ? count.closing(before: usual) : count.balance(before: 0.5)
    }
  }

  /// A factor, from 0 to 1, for the term that stands at `places`: first token and number of tokens.
  ///
  /// What its own places cannot say yet is believed of its last word, and of its first.
  func freedom(of places: some Sequence<(Int, Int)>) -> Double {
    var found = Count()
    var ends: (first: Int, last: Int)?
    for (start, count) in places {
      let last = start + count - 1
      ends = ends ?? (text.tokens[start].word, text.tokens[last].word)
      found.add(opens: text.tokens[start].opens, closes: text.tokens[last].closes)
    }
    guard let ends else { return 1 }
    let alone = found.alone / (found.all + 2)
    let turn =
      (alone - PauseRates.turns.lowerBound)
      / (PauseRates.turns.upperBound - PauseRates.turns.lowerBound)
    let share = share(of: found, ends)
    return max(PauseRates.least, share * share * min(1, 1 - turn))
  }

  private func share(of found: Count, _ ends: (first: Int, last: Int)) -> Double {
    if text.words[ends.first].spaced {
      return part(found.closing(before: closing[ends.last]), spaced: true)
    }
    let closes = found.balance(before: closing[ends.last])
    let opens = 1 - found.balance(before: closing[ends.first])
    return part(min(closes, opens), spaced: false)
  }

  /// How much of what is enough `rate` is, at most 1.
  private func part(_ rate: Double, spaced: Bool) -> Double {
    let enough = spaced ? PauseRates.enough * usual : PauseRates.balanced
    return enough > 0 ? min(1, rate / enough) : 1
  }

  /// Whether a term may grow by this word at its end.
  func mayEnd(_ word: Int) -> Bool {
    part(closing[word], spaced: text.words[word].spaced) >= PauseRates.ending
  }
}
