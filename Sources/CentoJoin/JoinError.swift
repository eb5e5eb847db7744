/// What can be wrong with a join or with the rows it is given.
public enum JoinError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The threshold is not in (0, 1].
  case threshold(Double)
  /// The number of neighbours is below 1.
  case neighbours(Int)
  /// The floor is not in (0, 1].
  case floor(Double)
  /// The row has a length other than 0 and 1; the number is its place.
  case notNormalized(row: Int)
  /// The row has a value that is negative or no number.
  case negative(row: Int)
  /// Two sets of rows have different numbers of columns.
  case columns(Int, Int)

  /// What is wrong, and what to do next.
  public var description: String {
    switch self {
    case .threshold(let value):
      "threshold \(value) is out of range. Give a cosine above 0 and at most 1, such as 0.8."
    case .neighbours(let count):
      "\(count) neighbours cannot be found. Ask for 1 or more."
    case .floor(let value):
      "floor \(value) is out of range. Give a cosine above 0 and at most 1, or none."
    case .notNormalized(let row):
      "row \(row) does not have length 1. Divide it by its length first."
    case .negative(let row):
      "row \(row) has a value that is negative or no number. "
        + "The bounds of the join need weights of 0 or more."
    case .columns(let a, let b):
      "rows of \(a) and of \(b) columns cannot be compared. Fit one model on both sides."
    }
  }
}
