internal import CentoMatrix
internal import CentoParallel

/// The product Q ↦ A · Aᵀ · Q for sparse rows A, without a matrix as tall as A is wide.
///
/// The columns of A are taken in panels. For one panel, W = Aᵀ·Q is gathered column by column and
/// then Y += A·W row by row, so W stays in the cache and memory is one panel. Every entry of W and Y is
/// summed by one task in the order of its entries: no sum depends on the number of threads.
/// The pointers of this room live here and in `DenseBlocks`: the checked subscript costs half the
/// speed of these two loops, which are most of the time of a fit.
struct GramOperator {
  let rows: CSRMatrix
  let threads: Int
  private let columnStarts: [Int]
  private let columnRows: [UInt32]
  private let columnValues: [Double]

  /// Panels hold about this many numbers: 4 MB.
  private static let panelSize = 1 << 19

  init(_ rows: CSRMatrix, threads: Int) {
    self.rows = rows
    self.threads = threads
    var starts = [Int](repeating: 0, count: rows.columns + 1)
    for column in rows.indices { starts[Int(column) + 1] += 1 }
    for column in 0..<rows.columns { starts[column + 1] += starts[column] }
    var next = starts
    var places = [UInt32](repeating: 0, count: rows.nonzeros)
    var values = [Double](repeating: 0, count: rows.nonzeros)
    for row in 0..<rows.count {
      for entry in rows.range(ofRow: row) {
        let column = Int(rows.indices[entry])
        places[next[column]] = UInt32(row)
        values[next[column]] = rows.data[entry]
        next[column] += 1
      }
    }
    columnStarts = starts
    columnRows = places
    columnValues = values
  }

  /// A · Aᵀ · `q`, as tall and as wide as `q`.
  func applied(to q: DenseMatrix) -> DenseMatrix {
    let width = q.columns
    var y = DenseMatrix(rows: rows.count, columns: width)
    guard width > 0, rows.nonzeros > 0 else { return y }
    let columnsInPanel = max(64, GramOperator.panelSize / width)
    var panel = [Double](repeating: 0, count: min(columnsInPanel, rows.columns) * width)
    var cursor = Array(rows.indptr.dropLast())
    for columns in Parallel.blocks(of: rows.columns, size: columnsInPanel) {
      gather(q, columns: columns, into: &panel)
      scatter(panel, columns: columns, width: width, cursor: &cursor, into: &y)
    }
    return y
  }

  /// Aᵀ · `q` for some columns of A: one row of the answer a column.
  func transposed(columns: Range<Int>, times q: DenseMatrix) -> DenseMatrix {
    var panel = [Double](repeating: 0, count: columns.count * q.columns)
    gather(q, columns: columns, into: &panel)
    return DenseMatrix(rows: columns.count, columns: q.columns, data: panel)
  }

  private func gather(_ q: DenseMatrix, columns: Range<Int>, into panel: inout [Double]) {
    let width = q.columns
    let blocks = Parallel.blocks(of: columns.count, size: 256)
    unsafe panel.withUnsafeMutableBufferPointer { panel in
      unsafe q.data.withUnsafeBufferPointer { q in
        unsafe columnRows.withUnsafeBufferPointer { places in
          unsafe columnValues.withUnsafeBufferPointer { values in
            let work = unsafe Gathering(
              target: panel.baseAddress, source: q.baseAddress, width: width,
              index: places.baseAddress, value: values.baseAddress)
            Parallel.forEach(count: blocks.count, threads: threads) { block in
              for place in blocks[block] {
                let column = columns.lowerBound + place
                unsafe work.clear(place)
                unsafe work.add(columnStarts[column]..<columnStarts[column + 1], base: 0, to: place)
              }
            }
          }
        }
      }
    }
  }

  private func scatter(
    _ panel: [Double], columns: Range<Int>, width: Int, cursor: inout [Int],
    into y: inout DenseMatrix
  ) {
    let blocks = Parallel.blocks(of: rows.count, size: 64)
    unsafe y.data.withUnsafeMutableBufferPointer { y in
      unsafe panel.withUnsafeBufferPointer { panel in
        unsafe rows.indices.withUnsafeBufferPointer { indices in
          unsafe rows.data.withUnsafeBufferPointer { values in
            unsafe cursor.withUnsafeMutableBufferPointer { cursor in
              let work = unsafe Gathering(
                target: y.baseAddress, source: panel.baseAddress, width: width,
                index: indices.baseAddress, value: values.baseAddress)
              let next = unsafe Cursor(base: cursor.baseAddress)
              Parallel.forEach(count: blocks.count, threads: threads) { block in
                for row in blocks[block] {
                  let start = unsafe next[row]
                  let end = unsafe work.end(
                    from: start, to: rows.indptr[row + 1], below: columns.upperBound)
                  unsafe work.add(start..<end, base: columns.lowerBound, to: row)
                  unsafe next[row] = end
                }
              }
            }
          }
        }
      }
    }
  }
}

/// Where the next panel begins in each row; a row is one task's.
@unsafe private struct Cursor: @unchecked Sendable {
  let base: UnsafeMutablePointer<Int>?

  subscript(row: Int) -> Int {
    get { unsafe base.unsafelyUnwrapped[row] }
    nonmutating set { unsafe base.unsafelyUnwrapped[row] = newValue }
  }
}

/// Weighted sums of rows of one dense matrix into rows of another.
///
/// Sendable because each row of the target is written by one task and the caller waits for all.
@unsafe private struct Gathering: @unchecked Sendable {
  let target: UnsafeMutablePointer<Double>?
  let source: UnsafePointer<Double>?
  let width: Int
  let index: UnsafePointer<UInt32>?
  let value: UnsafePointer<Double>?

  func clear(_ row: Int) {
    unsafe target.unsafelyUnwrapped.advanced(by: row * width).update(repeating: 0, count: width)
  }

  /// The first entry of `start ..< end` whose index is `limit` or more.
  func end(from start: Int, to end: Int, below limit: Int) -> Int {
    let index = unsafe index.unsafelyUnwrapped
    var entry = start
    while entry < end, unsafe Int(index[entry]) < limit { entry += 1 }
    return entry
  }

  /// target[row] += Σ value · source[index − base] over `entries`, four entries at a time: the target
  /// is loaded and stored a quarter as often.
  func add(_ entries: Range<Int>, base: Int, to row: Int) {
    let width = unsafe self.width
    let y = unsafe target.unsafelyUnwrapped.advanced(by: row * width)
    let x = unsafe source.unsafelyUnwrapped
    let index = unsafe index.unsafelyUnwrapped
    let value = unsafe value.unsafelyUnwrapped
    var entry = entries.lowerBound
    while entry &+ 4 <= entries.upperBound {
      let x0 = unsafe x.advanced(by: (Int(index[entry]) &- base) &* width)
      let x1 = unsafe x.advanced(by: (Int(index[entry &+ 1]) &- base) &* width)
      let x2 = unsafe x.advanced(by: (Int(index[entry &+ 2]) &- base) &* width)
      let x3 = unsafe x.advanced(by: (Int(index[entry &+ 3]) &- base) &* width)
      let a0 = unsafe value[entry]
      let a1 = unsafe value[entry &+ 1]
      let a2 = unsafe value[entry &+ 2]
      let a3 = unsafe value[entry &+ 3]
      for j in 0..<width {
        let sum = unsafe (a0 * x0[j] + a1 * x1[j]) + (a2 * x2[j] + a3 * x3[j])
        unsafe y[j] = y[j] + sum
      }
      entry &+= 4
    }
    while entry < entries.upperBound {
      let x0 = unsafe x.advanced(by: (Int(index[entry]) &- base) &* width)
      let a0 = unsafe value[entry]
      for j in 0..<width { unsafe y[j] = y[j] + a0 * x0[j] }
      entry &+= 1
    }
  }
}
