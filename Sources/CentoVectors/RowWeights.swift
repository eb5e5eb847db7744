internal import CentoGrams
internal import CentoMatrix
internal import CentoParallel

/// Counts → weights of unit length, each row by itself.
///
/// A row's length is the root of a sum of squares that is kept as a 128-bit integer, so that the
/// sum is the same in whatever order the grams come: columns may be numbered otherwise one day
/// without moving a bit.
struct RowWeights: Sendable {
  let termFrequency: TermFrequency
  /// The inverse document frequency of each column.
  let idf: [Double]

  /// The rows with their weights.
  func matrix(of rows: consuming CountedRows, threads: Int) -> CSRMatrix {
    let (indptr, columns, counts) = (rows.indptr, rows.columns, rows.counts)
    let small = (0..<64).map { $0 == 0 ? 0 : termFrequency.weight(of: UInt32($0)) }
    let blocks = Parallel.blocks(of: indptr.count - 1, size: 256)
    let data = [Double](count: counts.count) { data in
      Parallel.forEach(count: blocks.count, threads: threads) { block in
        var weights: [Double] = []
        for row in blocks[block] {
          weights.removeAll(keepingCapacity: true)
          var squares = SquareSum()
          for place in indptr[row]..<indptr[row + 1] {
            let count = counts[place]
            let tf =
              count < 64 ? small[Int(count)] : termFrequency.weight(of: count)
            let weight = tf * idf[Int(columns[place])]
            squares.add(weight)
            weights.append(weight)
          }
          let norm = squares.root
          let start = indptr[row]
          for (offset, weight) in weights.enumerated() {
            data.set(start + offset, to: weight / norm)
          }
        }
      }
    }
    return CSRMatrix(indptr: indptr, indices: columns, data: data, columns: idf.count)
  }
}

/// Σ w² of weights from 1 to 2^37, exact in every double w², in any order.
///
/// The sum is below 2^76 units for any text of fewer than 2^33 grams.
struct SquareSum {
  private var units: UInt128

  /// No squares, or a sum of them that was made elsewhere.
  init(_ units: UInt128 = 0) { self.units = units }

  /// Adds the square of a weight.
  @inline(__always)
  mutating func add(_ weight: Double) { units &+= ExactSquare.units(of: weight) }

  /// Adds the square of a weight so many times.
  mutating func add(_ weight: Double, times: Int) {
    units &+= ExactSquare.units(of: weight) &* UInt128(times)
  }

  /// The root of the sum.
  var root: Double { ExactSquare.root(units) }
}
