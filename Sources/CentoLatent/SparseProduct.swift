internal import CentoMatrix
internal import CentoParallel

/// Sparse rows times a dense matrix.
enum SparseProduct {
  /// A · M, each row summed in the order of its entries.
  static func product(
    _ rows: CSRMatrix, _ matrix: PaddedMatrix<Double>, threads: Int
  ) -> PaddedMatrix<Double> {
    var answer = PaddedMatrix<Double>(rows: rows.count, columns: matrix.columns)
    let width = matrix.width
    guard width > 0, rows.nonzeros > 0 else { return answer }
    let blocks = Parallel.blocks(of: rows.count, size: 64)
    unsafe answer.data.withUnsafeMutableBufferPointer { target in
      unsafe matrix.data.withUnsafeBufferPointer { source in
        unsafe rows.indices.withUnsafeBufferPointer { index in
          unsafe rows.data.withUnsafeBufferPointer { value in
            guard
              let work = unsafe Gathering(
                target.baseAddress, source.baseAddress, index.baseAddress, value.baseAddress)
            else { return }
            Parallel.forEach(count: blocks.count, threads: threads) { block in
              for row in blocks[block] {
                let first = rows.indptr[row]
                unsafe Double.gather(
                  into: work.target + row * width, from: work.source, width: width,
                  index: work.index + first, value: work.value + first,
                  count: rows.indptr[row + 1] - first, base: 0)
              }
            }
          }
        }
      }
    }
    return answer
  }
}
