public import CentoGrams

/// What can go wrong when units become rows.
public enum VectorError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The grams could not be counted.
  case grams(GramError)

  /// What is wrong, and what to do next.
  public var description: String {
    switch self {
    case .grams(let error): error.description
    }
  }
}
