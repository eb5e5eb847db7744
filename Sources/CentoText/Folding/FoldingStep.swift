/// One thing that folding can do, by the word that names it on the command line.
///
/// The cases stand in the one order in which they are applied, whatever order they are given in.
public enum FoldingStep: String, CaseIterable, Sendable {
  /// Signs that no reader sees vanish.
  case invisible
  /// Variants of one punctuation mark become one form.
  case punctuation
  /// Unicode's compatibility forms become the signs that they stand for (NFKC).
  case compatibility
  /// Upper and lower case become one.
  case `case`
  /// Traditional Chinese characters become simplified ones.
  case simplified
  /// Every decimal digit becomes 0.
  case digits
  /// Punctuation and symbols become spaces.
  case marks
  /// Punctuation and symbols that only set spaced words apart become spaces.
  case separators
  /// Runs of white space become one space, or nothing.
  case whitespace
  /// Signs that hide a name or a number become one sign.
  case masks

  /// What the step does, in one line for people.
  public var summary: String {
    switch self {
    case .invisible:
      "drop controls, byte order marks, zero-width signs, soft hyphens, variation selectors"
    case .punctuation:
      "one form for quotation marks, dashes, ellipses, brackets, stops, name dots"
    case .compatibility:
      "Unicode NFKC: full and half width, ligatures, circled and raised signs, composed accents"
    case .case:
      "full Unicode case folding"
    case .simplified:
      "traditional to simplified Chinese, character for character"
    case .digits:
      "every decimal digit becomes 0"
    case .marks:
      "punctuation and symbols become spaces, so that only words and numbers are compared"
    case .separators:
      "marks beside spaced words become spaces; beside Chinese characters or kana, and inside numbers, they stay"
    case .whitespace:
      "white space becomes one space; none at the ends and none beside Chinese characters or kana"
    case .masks:
      "XX, xxx, **, ×× and 某 that stand for something hidden become one *"
    }
  }

  /// The step's place in the order, as a bit.
  var bit: UInt16 {
    switch self {
    case .invisible: 1 << 0
    case .punctuation: 1 << 1
    case .compatibility: 1 << 2
    case .case: 1 << 3
    case .simplified: 1 << 4
    case .digits: 1 << 5
    case .whitespace: 1 << 6
    case .masks: 1 << 7
    case .marks: 1 << 8
    case .separators: 1 << 9
    }
  }
}
