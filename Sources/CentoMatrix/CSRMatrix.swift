/// Sparse rows in compressed form, as SciPy lays them out: `indptr`, `indices`, `data`.
///
/// Row *i* is the column numbers `indices[indptr[i] ..< indptr[i + 1]]`, ascending, and the
/// values at the same places of `data`.
///
///     let rows = CSRMatrix(columns: 3, rows: [[(0, 1)], [(0, 0.6), (2, 0.8)]])
///     rows.count      // 2
///     rows.nonzeros   // 3
public struct CSRMatrix: Sendable, Equatable {
  /// Where each row starts: one more entry than there are rows, the first 0.
  public let indptr: [Int]
  /// The columns of the entries, ascending within a row.
  public let indices: [UInt32]
  /// The values of the entries.
  public let data: [Double]
  /// The number of columns.
  public let columns: Int

  /// A matrix of these three arrays.
  ///
  /// - Precondition: `indptr` starts at 0, never falls and ends at the length of `indices` and of `data`.
  public init(indptr: [Int], indices: [UInt32], data: [Double], columns: Int) {
    precondition(indptr.first == 0, "indptr starts at 0")
    precondition(indices.count == data.count, "one value for each index")
    precondition(indptr.last == indices.count, "indptr ends at the number of entries")
    self.indptr = indptr
    self.indices = indices
    self.data = data
    self.columns = columns
  }

  /// A matrix of rows that are written out, for examples and tests.
  public init(columns: Int, rows: [[(column: Int, value: Double)]]) {
    var indptr = [0]
    var indices: [UInt32] = []
    var data: [Double] = []
    for row in rows {
      for entry in row.sorted(by: { $0.column < $1.column }) {
        indices.append(UInt32(entry.column))
        data.append(entry.value)
      }
      indptr.append(indices.count)
    }
    self.init(indptr: indptr, indices: indices, data: data, columns: columns)
  }

  /// The number of rows.
  public var count: Int { indptr.count - 1 }

  /// The number of stored entries.
  public var nonzeros: Int { indices.count }

  /// Some rows that follow one another, over the same columns: one side of a model fitted on both.
  ///
  /// - Precondition: The range lies in 0 ..< `count`.
  /// - Complexity: O(entries of these rows), which are copied.
  public func rows(_ range: Range<Int>) -> CSRMatrix {
    let (start, end) = (indptr[range.lowerBound], indptr[range.upperBound])
    return CSRMatrix(
      indptr: indptr[range.lowerBound...range.upperBound].map { $0 - start },
      indices: Array(indices[start..<end]), data: Array(data[start..<end]), columns: columns)
  }

  /// The places of row `row` in `indices` and `data`.
  public func range(ofRow row: Int) -> Range<Int> {
    indptr[row]..<indptr[row + 1]
  }
}
