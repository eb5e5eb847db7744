/// Why a reuse is in its tier.
public enum TierReason: String, Sendable, CaseIterable {
  /// It is the title of a law or a document.
  case title
  /// Its words are shared and most of its numbers differ.
  case template
  /// Three or more sources say it, and it is shorter than two clauses, or not much longer where many
  /// have it.
  case common
  /// It is short, its evidence is not strong, and nothing else that is sure is shared.
  case alone
  /// It repeats itself as slogans do, and nothing else that is sure is shared.
  case parallel
  /// It stands between quotation marks in one of the two places.
  case quoted
  /// Several pieces within a page, none of which would be enough, carry it between them.
  case together
  /// None of these.
  case passage

  /// The reason in words, as a person is told.
  public var words: String {
    switch self {
    case .title: "formula: it is the title of a law or a document"
    case .template: "formula: a template, the words are shared and most of the numbers differ"
    case .common: "formula: three or more sources say it, and it is short for so many"
    case .alone:
      "formula: it is short, little more than common phrasing, and the two share nothing else "
        + "that is sure"
    case .parallel: "formula: it is built in parallel like a slogan, and the two share nothing else"
    case .together:
      "passage: several pieces within a page, none of them enough alone, are enough together"
    case .quoted: "quotation: it stands between quotation marks in one of the two places"
    case .passage:
      "passage: the evidence beats the threshold, and it is neither formula nor quotation"
    }
  }
}

/// What a reuse had to beat, and what its tier rests on.
public struct ReuseGrounds: Sendable, Hashable {
  /// The evidence that any reuse of these two texts had to have, in bits.
  public let minimum: Double
  /// What this one had to have beyond that for being short, in bits.
  public let surcharge: Double
  /// The letters, digits and characters of its shorter side.
  public let signs: Int
  /// The signs below which it may be a mere phrase: a little over two clauses of these texts, and
  /// more for stock wording that many sources have.
  public let phrase: Int
  /// The articles that have most of it, its own two included.
  public let sources: Int
  /// Why it is in its tier.
  public let reason: TierReason
}
