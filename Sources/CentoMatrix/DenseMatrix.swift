/// A dense matrix of doubles, row after row.
public struct DenseMatrix: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The values, row after row: entry (*i*, *j*) is at `i * columns + j`.
  public var data: [Double]

  /// A matrix of zeros.
  public init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, data: [Double](repeating: 0, count: rows * columns))
  }

  /// A matrix of these values, row after row.
  ///
  /// - Precondition: `data` holds rows × columns values.
  public init(rows: Int, columns: Int, data: [Double]) {
    precondition(data.count == rows * columns, "rows × columns values")
    self.rows = rows
    self.columns = columns
    self.data = data
  }

  /// The entry in row `row` and column `column`.
  public subscript(row: Int, column: Int) -> Double {
    get { data[row * columns + column] }
    set { data[row * columns + column] = newValue }
  }

  /// One row.
  public func row(_ row: Int) -> ArraySlice<Double> {
    data[row * columns..<(row + 1) * columns]
  }
}
