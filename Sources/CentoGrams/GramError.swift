/// What can be wrong with a wish for grams.
public enum GramError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The lengths are no range from 1 to `NGramRange.longest`.
  case range(lower: Int, upper: Int)
  /// The units have more different grams, or a block of them more grams, than 32-bit numbers can
  /// name.
  case tooManyGrams

  /// What is wrong, and what to do next.
  public var description: String {
    switch self {
    case .range(let lower, let upper):
      "n-grams \(lower)-\(upper) are no range. Give two lengths, the smaller first, "
        + "from 1 to \(NGramRange.longest), such as 2-3."
    case .tooManyGrams:
      "the units have more grams than 32-bit numbers can name. Use shorter n-grams or fewer units."
    }
  }
}
