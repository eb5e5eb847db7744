internal import CLAPACK
internal import CentoMatrix

/// The eigenvalues and eigenvectors of small symmetric matrices, by LAPACK.
enum SymmetricEigen {
  /// The eigenvalues of a symmetric matrix, falling, and its eigenvectors, one a column.
  static func vectors(
    of symmetric: DenseMatrix
  ) throws(LatentError) -> (values: [Double], vectors: DenseMatrix) {
    _ = SingleThreadedBLAS.isSet
    let count = symmetric.rows
    guard count > 0 else { return ([], DenseMatrix(rows: 0, columns: 0)) }
    var a = symmetric.data
    var values = [Double](repeating: 0, count: count)
    var n = Int32(count)
    var info: Int32 = 0
    var lengthOfWork: Int32 = -1
    var lengthOfIntegers: Int32 = -1
    var work = [0.0]
    var integers: [Int32] = [0]
    for _ in 0..<2 {  // the first call asks how much room the second needs
      unsafe dsyevd_(
        "V", "L", &n, &a, &n, &values, &work, &lengthOfWork, &integers, &lengthOfIntegers, &info,
        1, 1)
      guard info == 0 else { throw .factorization(routine: "dsyevd", info: Int(info)) }
      guard lengthOfWork < 0 else { break }
      lengthOfWork = Int32(work[0])
      lengthOfIntegers = integers[0]
      work = [Double](repeating: 0, count: Int(lengthOfWork))
      integers = [Int32](repeating: 0, count: Int(lengthOfIntegers))
    }
    // LAPACK's columns are our rows; its order is ascending.
    var vectors = DenseMatrix(rows: count, columns: count)
    for column in 0..<count {
      let source = (count - 1 - column) * count
      for row in 0..<count { vectors.data[row * count + column] = a[source + row] }
    }
    return (values.reversed(), vectors)
  }
}
