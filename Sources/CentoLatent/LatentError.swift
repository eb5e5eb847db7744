/// What can go wrong when a latent space is fitted or read.
public enum LatentError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Fewer than one dimension was asked for.
  case noDimensions(Int)
  /// A value of this row is infinite or not a number.
  case notFinite(row: Int)
  /// A LAPACK routine gave up with this status.
  case factorization(routine: String, info: Int)
  /// Bytes that are no stored space, or not a whole one.
  case stored(reason: String)

  /// What, where, and what next.
  public var description: String {
    switch self {
    case .noDimensions(let count):
      "a latent space of \(count) dimensions. Ask for at least 1."
    case .notFinite(let row):
      "row \(row) holds a value that is no finite number. Check the weights."
    case .factorization(let routine, let info):
      "\(routine) ended with status \(info). Please report this, with the input."
    case .stored(let reason): "the stored space \(reason)"
    }
  }
}
