internal import CBLAS
internal import CentoMatrix

/// Products of small square matrices, as wide as the space, by BLAS.
enum SmallMatrix {
  /// X · Y, or Xᵀ · Y.
  static func product(_ x: DenseMatrix, transposed: Bool = false, _ y: DenseMatrix) -> DenseMatrix {
    _ = SingleThreadedBLAS.isSet
    let rows = transposed ? x.columns : x.rows
    let inner = transposed ? x.rows : x.columns
    precondition(inner == y.rows, "as many rows as columns")
    var answer = DenseMatrix(rows: rows, columns: y.columns)
    guard rows > 0, inner > 0, y.columns > 0 else { return answer }
    unsafe cblas_dgemm(
      CblasRowMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, Int32(rows),
      Int32(y.columns), Int32(inner), 1, x.data, Int32(x.columns), y.data, Int32(y.columns), 0,
      &answer.data, Int32(y.columns))
    return answer
  }

  /// The first columns of a matrix, each times its scale.
  static func columns(
    of matrix: DenseMatrix, count: Int, scaledBy scales: [Double]
  ) -> DenseMatrix {
    var part = DenseMatrix(rows: matrix.rows, columns: count)
    for row in 0..<matrix.rows {
      for column in 0..<count { part[row, column] = matrix[row, column] * scales[column] }
    }
    return part
  }
}
