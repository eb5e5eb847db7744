internal import CentoParallel

/// A dense matrix whose rows are padded with zeros to a multiple of 16 numbers, for the fast loops.
///
/// Products are cut into blocks of rows that do not depend on the number of threads, and each entry of an
/// answer is one chain of sums: the same bits for any number of threads.
package struct PaddedMatrix<Number: KernelNumber>: Sendable, Equatable {
  /// The number of rows.
  package let rows: Int
  /// The number of columns that mean something.
  package let columns: Int
  /// The distance from one row to the next.
  package let width: Int
  /// Row after row, zeros beyond `columns`.
  package var data: [Number]

  /// A matrix of zeros.
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  package init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    width = PaddedMatrix.padded(columns)
    data = [Number](repeating: 0, count: rows * width)
  }

  /// The same numbers, rounded to this precision.
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  package init(_ dense: DenseMatrix) {
    self.init(rows: dense.rows, columns: dense.columns)
    for row in 0..<rows {
      for column in 0..<columns {
        data[row * width + column] = Number(dense.data[row * columns + column])
      }
    }
  }

  /// The same numbers in another precision.
  @specialized(where Number == Float, Other == Double)
  @specialized(where Number == Double, Other == Float)
  package init<Other: KernelNumber>(_ other: PaddedMatrix<Other>) {
    rows = other.rows
    columns = other.columns
    width = other.width
    data = other.data.map { Number($0) }
  }

  /// The smallest multiple of 16 that is no less than `columns`.
  package static func padded(_ columns: Int) -> Int { (columns + 15) / 16 * 16 }

  /// The same numbers without the padding.
  package var dense: DenseMatrix { unpadded() }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  private func unpadded() -> DenseMatrix {
    var dense = DenseMatrix(rows: rows, columns: columns)
    for row in 0..<rows {
      for column in 0..<columns {
        dense.data[row * columns + column] = Double(data[row * width + column])
      }
    }
    return dense
  }

  /// One row as it means something.
  package func row(_ row: Int) -> ArraySlice<Number> {
    data[row * width..<row * width + columns]
  }

  /// The same rows and columns, columns for rows.
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  package func transposed() -> PaddedMatrix {
    var turned = PaddedMatrix(rows: columns, columns: rows)
    for row in 0..<rows {
      for column in 0..<columns {
        turned.data[column * turned.width + row] = data[row * width + column]
      }
    }
    return turned
  }
}

extension PaddedMatrix {
  /// Rows that one thread multiplies at a time.
  private static var rowsInBlock: Int { 512 }

  /// This matrix times a small one.
  ///
  /// - Precondition: `other` has as many rows as this has columns.
  /// - Complexity: O(rows · columns · columns of `other`).
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  package func product(_ other: PaddedMatrix, threads: Int) -> PaddedMatrix {
    precondition(other.rows == columns, "as many rows as columns")
    var answer = PaddedMatrix(rows: rows, columns: other.columns)
    guard rows > 0, other.columns > 0, columns > 0 else { return answer }
    let blocks = Parallel.blocks(of: rows, size: Self.rowsInBlock)
    unsafe answer.data.withUnsafeMutableBufferPointer { target in
      unsafe data.withUnsafeBufferPointer { a in
        unsafe other.data.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = target.baseAddress
          else { return }
          let work = unsafe Operands(a: a, b: b, c: c)
          Parallel.forEach(count: blocks.count, threads: threads) { block in
            let first = blocks[block].lowerBound
            unsafe Number.product(
              work.a + first * width, row: width, step: 1, rows: blocks[block].count,
              inner: columns, work.b, columns: other.width, into: work.c + first * other.width,
              adding: false)
          }
        }
      }
    }
    return answer
  }

  /// The transpose of this matrix times another of as many rows; blocks of 512 rows are added in double
  /// precision, in order.
  ///
  /// - Complexity: O(rows · columns · columns of `other`).
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  package func transposedProduct(_ other: PaddedMatrix, threads: Int) -> DenseMatrix {
    precondition(other.rows == rows, "as many rows")
    var sum = DenseMatrix(rows: columns, columns: other.columns)
    guard rows > 0, other.columns > 0, columns > 0 else { return sum }
    // Sixty parts at most, so that the parts of a tall matrix take little memory.
    let size = max(Self.rowsInBlock, (rows / 60 / Self.rowsInBlock + 1) * Self.rowsInBlock)
    let blocks = Parallel.blocks(of: rows, size: size)
    let parts = Parallel.map(count: blocks.count, threads: threads) { block in
      self.part(blocks[block], of: other)
    }
    for part in parts {
      for row in 0..<columns {
        for column in 0..<other.columns {
          sum.data[row * other.columns + column] += part[row * other.width + column]
        }
      }
    }
    return sum
  }

  private func part(_ range: Range<Int>, of other: PaddedMatrix) -> [Double] {
    var part = [Double](repeating: 0, count: columns * other.width)
    var chain = [Number](repeating: 0, count: columns * other.width)
    unsafe data.withUnsafeBufferPointer { a in
      unsafe other.data.withUnsafeBufferPointer { b in
        unsafe chain.withUnsafeMutableBufferPointer { chain in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = chain.baseAddress
          else { return }
          for first in stride(from: range.lowerBound, to: range.upperBound, by: Self.rowsInBlock) {
            unsafe Number.product(
              a + first * width, row: 1, step: width, rows: columns,
              inner: min(Self.rowsInBlock, range.upperBound - first), b + first * other.width,
              columns: other.width, into: c, adding: false)
            for place in part.indices { part[place] += unsafe Double(c[place]) }
          }
        }
      }
    }
    return part
  }
}

/// The operands of a product, shared by the threads.
///
/// Sendable because each task writes rows of its own and the caller waits for all.
@unsafe private struct Operands<Number>: @unchecked Sendable {
  let a: UnsafePointer<Number>
  let b: UnsafePointer<Number>
  let c: UnsafeMutablePointer<Number>
}
