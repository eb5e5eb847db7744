internal import CentoMatrix
internal import CentoParallel

/// The product Q ↦ A · Aᵀ · Q for sparse rows A, without a matrix as tall as A is wide.
///
/// The columns of A are taken in panels, the commonest first. For one panel, W = Aᵀ·Q is gathered column by
/// column and then Y += A·W row by row, so W stays in the cache and memory is one panel. Every row of W and
/// Y is summed by one task in the order of its entries: no sum depends on the number of threads.
/// The pointers of this room live here and in `SymmetricEigen`.
struct GramOperator<Number: KernelNumber> {
  let rows: Int
  let columns: Int
  let threads: Int
  private let ranks: [UInt32]
  /// The entries row by row and column by column, columns by how many entries they have.
  private let byRow: Entries
  private let byColumn: Entries

  /// Numbers of one panel: 4 MB of single precision.
  private static var panelSize: Int { 1 << 20 }

  /// A list of sparse vectors.
  private struct Entries: Sendable {
    let starts: [Int]
    let places: [UInt32]
    let values: [Number]

    /// Rows for columns: the same entries, those of one vector by where they were before.
    ///
    /// A task reads all entries and writes those of its share of the new vectors.
    func turned(starts: [Int], threads: Int) -> Entries {
      let vectors = starts.count - 1
      // Shares of about as many entries, so that a task's vectors stay near the core.
      let shares = 16
      let bounds = (0...shares).map { share in
        share == shares ? vectors : starts.partition(reaching: places.count * share / shares)
      }
      let parts = Parallel.map(count: shares, threads: threads) { share in
        self.share(bounds[share]..<max(bounds[share], bounds[share + 1]), starts: starts)
      }
      return Entries(
        starts: starts, places: parts.flatMap(\.places), values: parts.flatMap(\.values))
    }

    private func share(
      _ range: Range<Int>, starts: [Int]
    ) -> (places: [UInt32], values: [Number]) {
      let first = starts[range.lowerBound]
      var next = range.map { starts[$0] - first }
      var places = [UInt32](repeating: 0, count: starts[range.upperBound] - first)
      var values = [Number](repeating: 0, count: places.count)
      let (low, count) = (UInt32(range.lowerBound), UInt32(range.count))
      for vector in 0..<self.starts.count - 1 {
        for entry in self.starts[vector]..<self.starts[vector + 1] {
          let own = self.places[entry] &- low
          guard own < count else { continue }
          let place = next[Int(own)]
          places[place] = UInt32(vector)
          values[place] = self.values[entry]
          next[Int(own)] = place + 1
        }
      }
      return (places, values)
    }
  }

  init(_ matrix: CSRMatrix, threads: Int) {
    rows = matrix.count
    columns = matrix.columns
    self.threads = threads
    let ranks = GramOperator.ranks(matrix)
    self.ranks = ranks
    var starts = [Int](repeating: 0, count: matrix.columns + 1)
    for column in matrix.indices { starts[Int(ranks[Int(column)]) + 1] += 1 }
    for column in 0..<matrix.columns { starts[column + 1] += starts[column] }
    let entries = Entries(
      starts: matrix.indptr, places: matrix.indices.map { ranks[Int($0)] },
      values: matrix.data.map { Number($0) })
    byColumn = entries.turned(starts: starts, threads: threads)
    byRow = byColumn.turned(starts: matrix.indptr, threads: threads)
  }

  /// Each column's place among all, by falling number of entries, then by number.
  private static func ranks(_ matrix: CSRMatrix) -> [UInt32] {
    var counts = [Int](repeating: 0, count: matrix.columns)
    for column in matrix.indices { counts[Int(column)] += 1 }
    let largest = counts.max() ?? 0
    var starts = [Int](repeating: 0, count: largest + 2)
    for count in counts { starts[largest - count + 1] += 1 }
    for place in 0...largest { starts[place + 1] += starts[place] }
    return counts.map { count in
      starts[largest - count] += 1
      return UInt32(starts[largest - count] - 1)
    }
  }

  /// A · Aᵀ · `q` less `shift` times `q`, as tall and as wide as `q`.
  func applied(to q: PaddedMatrix<Number>, less shift: Number = 0) -> PaddedMatrix<Number> {
    var y = PaddedMatrix<Number>(rows: rows, columns: q.columns)
    if shift != 0 { for place in y.data.indices { y.data[place] = -shift * q.data[place] } }
    guard q.width > 0, !byRow.places.isEmpty else { return y }
    let columnsInPanel = max(64, GramOperator.panelSize / q.width)
    var panel = [Number](repeating: 0, count: min(columnsInPanel, columns) * q.width)
    var cursor = Array(byRow.starts.dropLast())
    for columns in Parallel.blocks(of: columns, size: columnsInPanel) {
      gather(q, columns: columns, into: &panel)
      scatter(panel, columns: columns, width: q.width, cursor: &cursor, into: &y)
    }
    return y
  }

  /// Aᵀ · `q`: one row a column of A, in the columns' own order.
  func transposed(times q: PaddedMatrix<Number>) -> PaddedMatrix<Number> {
    var ranked = [Number](repeating: 0, count: columns * q.width)
    gather(q, columns: 0..<columns, into: &ranked)
    var answer = PaddedMatrix<Number>(rows: columns, columns: q.columns)
    for column in 0..<columns {
      let from = Int(ranks[column]) * q.width
      for place in 0..<q.columns {
        answer.data[column * q.width + place] = ranked[from + place]
      }
    }
    return answer
  }

  private func gather(
    _ q: PaddedMatrix<Number>, columns: Range<Int>, into panel: inout [Number]
  ) {
    let width = q.width
    let blocks = Parallel.blocks(of: columns.count, size: 128)
    unsafe panel.withUnsafeMutableBufferPointer { panel in
      unsafe q.data.withUnsafeBufferPointer { q in
        unsafe byColumn.places.withUnsafeBufferPointer { places in
          unsafe byColumn.values.withUnsafeBufferPointer { values in
            guard
              let work = unsafe Gathering(
                panel.baseAddress, q.baseAddress, places.baseAddress, values.baseAddress)
            else { return }
            Parallel.forEach(count: blocks.count, threads: threads) { block in
              for place in blocks[block] {
                let first = byColumn.starts[columns.lowerBound + place]
                let count = byColumn.starts[columns.lowerBound + place + 1] - first
                let target = unsafe work.target + place * width
                unsafe target.update(repeating: 0, count: width)
                unsafe Number.gather(
                  into: target, from: work.source, width: width, index: work.index + first,
                  value: work.value + first, count: count, base: 0)
              }
            }
          }
        }
      }
    }
  }

  private func scatter(
    _ panel: [Number], columns: Range<Int>, width: Int, cursor: inout [Int],
    into y: inout PaddedMatrix<Number>
  ) {
    let blocks = Parallel.blocks(of: rows, size: 64)
    unsafe y.data.withUnsafeMutableBufferPointer { y in
      unsafe panel.withUnsafeBufferPointer { panel in
        unsafe byRow.places.withUnsafeBufferPointer { places in
          unsafe byRow.values.withUnsafeBufferPointer { values in
            unsafe cursor.withUnsafeMutableBufferPointer { cursor in
              guard
                let work = unsafe Gathering(
                  y.baseAddress, panel.baseAddress, places.baseAddress, values.baseAddress),
                let next = unsafe Cursor(cursor.baseAddress)
              else { return }
              Parallel.forEach(count: blocks.count, threads: threads) { block in
                for row in blocks[block] {
                  let first = unsafe next.base[row]
                  let end = byRow.starts[row + 1]
                  var last = first
                  while last < end, unsafe Int(work.index[last]) < columns.upperBound { last += 1 }
                  unsafe next.base[row] = last
                  guard last > first else { continue }
                  unsafe Number.gather(
                    into: work.target + row * width, from: work.source, width: width,
                    index: work.index + first, value: work.value + first, count: last - first,
                    base: columns.lowerBound)
                }
              }
            }
          }
        }
      }
    }
  }
}

/// Where the next panel begins in each row.
///
/// Sendable because a row is one task's.
@unsafe private struct Cursor: @unchecked Sendable {
  let base: UnsafeMutablePointer<Int>

  init?(_ base: UnsafeMutablePointer<Int>?) {
    guard let base = unsafe base else { return nil }
    unsafe self.base = base
  }
}

/// The operands of many weighted sums of rows.
///
/// Sendable because each row of the target is written by one task and the caller waits for all.
@unsafe struct Gathering<Number>: @unchecked Sendable {
  let target: UnsafeMutablePointer<Number>
  let source: UnsafePointer<Number>
  let index: UnsafePointer<UInt32>
  let value: UnsafePointer<Number>

  init?(
    _ target: UnsafeMutablePointer<Number>?, _ source: UnsafePointer<Number>?,
    _ index: UnsafePointer<UInt32>?, _ value: UnsafePointer<Number>?
  ) {
    guard let target = unsafe target, let source = unsafe source, let index = unsafe index,
      let value = unsafe value
    else { return nil }
    unsafe self.target = target
    unsafe self.source = source
    unsafe self.index = index
    unsafe self.value = value
  }
}

extension [Int] {
  /// The first place whose number is at least `least`; the numbers do not fall.
  fileprivate func partition(reaching least: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < least { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
