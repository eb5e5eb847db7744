/// How long a run must be to be told for certain.
///
/// Two units share a *run of signs* where the same signs follow one another in both: letters,
/// digits, Chinese characters, kana and Hangul as the folded text has them. Punctuation, marks,
/// spaces and symbols are no signs and break no run. Digits are meant as they are, and so are the
/// letters that mask a name. A run of at least `signs` signs, a Chinese character or kana among
/// them, is in the answer of `ReuseSearch.findings` as far as the same signs go.
///
/// Two units share a *run of words* where the same words follow one another, with no Chinese
/// character or kana between them. A word is a stretch of other signs that only marks, an
/// apostrophe or a point between letters, or a point or comma between digits interrupt (after
/// UAX #29); two words are the same if their signs are. A run of at least `words` words is in the
/// answer as well, and so is one of as many pieces of words cut at every interruption.
///
/// Inside one unit a run is cut to the distance between its two places, which do not overlap.
/// A `minimumLength` or `minimumSimilarity` set by the user still holds back what is below it.
public struct ExactRun: Sendable, Hashable {
  /// The fewest signs of a run with a Chinese character or kana; 0 asks for none.
  public var signs: Int
  /// The fewest words of a run of words; 0 asks for none.
  public var words: Int

  /// Runs of 13 signs, the length by which Chinese duplicate checking judges, or of 6 words.
  public init(signs: Int = 13, words: Int = 6) {
    self.signs = signs
    self.words = words
  }
}
