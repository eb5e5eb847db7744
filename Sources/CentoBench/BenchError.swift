/// What cannot be made, read or measured.
public enum BenchError: Error, Sendable, Hashable, CustomStringConvertible {
  /// No paragraph to learn from.
  case noText
  /// An option outside its range.
  case impossibleOption(String)
  /// A line of a truth file that is not what the maker writes.
  case badTruth(line: Int, String)
  /// A truth file that belongs to another corpus.
  case misfit(String)

  /// What happened, where, and what to do.
  public var description: String {
    switch self {
    case .noText: "The texts hold no paragraph to learn from. Name a file with some prose."
    case .impossibleOption(let message): message
    case .badTruth(let line, let message):
      "line \(line): \(message) Give the file that `cento bench make` wrote beside this corpus."
    case .misfit(let message):
      message + " Give the file that `cento bench make` wrote beside this corpus."
    }
  }
}
