internal import CentoMatrix

/// What the bounds rest on: weights of 0 or more, rows of length 1 or 0.
enum RowCheck {
  /// How far a row's length may be from 1.
  static let tolerance = 1e-6

  /// - Throws: `JoinError.negative` or `.notNormalized`, naming the first row that is wrong.
  static func check(_ rows: CSRMatrix) throws(JoinError) {
    for row in 0..<rows.count {
      var squares = 0.0
      for place in rows.range(ofRow: row) {
        let value = rows.data[place]
        guard value >= 0 else { throw .negative(row: row) }
        squares += value * value
      }
      guard squares == 0 || abs(squares.squareRoot() - 1) <= tolerance else {
        throw .notNormalized(row: row)
      }
    }
  }
}
