internal import CBLAS
internal import CLAPACK
internal import CentoMatrix
internal import CentoParallel

/// Products of tall dense matrices, in blocks of rows that are the same for any number of threads.
enum DenseBlocks {
  /// Rows of one block: a block of a hundred columns stays in the second-level cache.
  private static let rowsInBlock = 512

  /// Xᵀ · Y, the blocks' products added in order.
  static func transposedProduct(_ x: DenseMatrix, _ y: DenseMatrix, threads: Int) -> DenseMatrix {
    _ = SingleThreadedBLAS.isSet
    var sum = DenseMatrix(rows: x.columns, columns: y.columns)
    guard x.columns > 0, y.columns > 0 else { return sum }
    let blocks = Parallel.blocks(of: x.rows, size: rowsInBlock)
    let parts = Parallel.map(count: blocks.count, threads: threads) { block in
      var part = [Double](repeating: 0, count: x.columns * y.columns)
      let rows = blocks[block]
      unsafe x.data.withUnsafeBufferPointer { a in
        unsafe y.data.withUnsafeBufferPointer { b in
          unsafe part.withUnsafeMutableBufferPointer { c in
            unsafe cblas_dgemm(
              CblasRowMajor, CblasTrans, CblasNoTrans, Int32(x.columns), Int32(y.columns),
              Int32(rows.count), 1, a.baseAddress?.advanced(by: rows.lowerBound * x.columns),
              Int32(x.columns), b.baseAddress?.advanced(by: rows.lowerBound * y.columns),
              Int32(y.columns), 0, c.baseAddress, Int32(y.columns))
          }
        }
      }
      return part
    }
    for part in parts {
      for entry in part.indices { sum.data[entry] += part[entry] }
    }
    return sum
  }

  /// X · M for a tall X and a small M.
  static func product(_ x: DenseMatrix, _ m: DenseMatrix, threads: Int) -> DenseMatrix {
    _ = SingleThreadedBLAS.isSet
    guard x.columns > 0, m.columns > 0 else { return DenseMatrix(rows: x.rows, columns: m.columns) }
    let blocks = Parallel.blocks(of: x.rows, size: rowsInBlock)
    let parts = Parallel.map(count: blocks.count, threads: threads) { block in
      let rows = blocks[block]
      var part = [Double](repeating: 0, count: rows.count * m.columns)
      unsafe x.data.withUnsafeBufferPointer { a in
        unsafe m.data.withUnsafeBufferPointer { b in
          unsafe part.withUnsafeMutableBufferPointer { c in
            unsafe cblas_dgemm(
              CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows.count), Int32(m.columns),
              Int32(x.columns), 1, a.baseAddress?.advanced(by: rows.lowerBound * x.columns),
              Int32(x.columns), b.baseAddress, Int32(m.columns), 0, c.baseAddress,
              Int32(m.columns))
          }
        }
      }
      return part
    }
    return DenseMatrix(rows: x.rows, columns: m.columns, data: parts.flatMap { $0 })
  }

  /// The eigenvalues of a symmetric matrix, falling, and its eigenvectors, one a column.
  static func eigen(
    _ symmetric: DenseMatrix
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
