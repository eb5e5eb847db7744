/// What can be wrong with a folding given in words.
public enum FoldingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A word that names no step.
  case unknownStep(String)

  /// The message for a person, with the words that are known.
  public var description: String {
    switch self {
    case .unknownStep(let word):
      let known = FoldingStep.allCases.map(\.rawValue).joined(separator: ", ")
      return "unknown folding step \"\(word)\". Give none, default, or a list of: \(known)."
    }
  }
}
