public import CentoMatrix
internal import CentoParallel

/// The cosines of a few rows with all rows, by plain sums of products over whole rows.
///
/// The check of the join: no ranks, no index, no bound, nothing left out. It shares with the join
/// only the rounding of one product (`Cosine`), which is what a cosine is here.
public struct PlainProducts: Sendable {
  /// The least cosine that is told.
  public let threshold: Double

  /// A check at `threshold`.
  public init(threshold: Double) {
    self.threshold = threshold
  }

  /// The pairs of the rows `sample` with any other row: a < b, each once, by a, then b.
  ///
  /// - Complexity: O(Σ sampled rows that have a column · rows that have it); a table of 8 bytes
  ///   for each column and 12 for each entry of the sample.
  public func pairs(of sample: [Int], in rows: CSRMatrix, threads: Int) -> [ScoredPair] {
    let sampled = Set(sample)
    let columns = SampledColumns(sample, of: rows)
    let blocks = Parallel.blocks(of: rows.count, size: 1024)
    let found: [[ScoredPair]] = Parallel.map(count: blocks.count, threads: threads) { block in
      var sums = [Int64](repeating: 0, count: sample.count)
      var out: [ScoredPair] = []
      for row in blocks[block] {
        for place in rows.range(ofRow: row) {
          let column = Int(rows.indices[place])
          for index in columns.starts[column]..<columns.starts[column + 1] {
            sums[Int(columns.rows[index])] += Cosine.units(
              columns.weights[index], rows.data[place])
          }
        }
        for (index, other) in sample.enumerated() {
          let sum = sums[index]
          sums[index] = 0
          // Of two sampled rows each would find the other.
          if sum == 0 || other == row || (sampled.contains(row) && other > row) { continue }
          let cosine = Cosine.value(sum) { Self.equal(row, other, rows) }
          if cosine >= threshold {
            out.append(ScoredPair(a: min(row, other), b: max(row, other), cosine: cosine))
          }
        }
      }
      return out
    }
    return found.flatMap { $0 }.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
  }

  private static func equal(_ a: Int, _ b: Int, _ rows: CSRMatrix) -> Bool {
    let (left, right) = (rows.range(ofRow: a), rows.range(ofRow: b))
    return rows.indices[left] == rows.indices[right] && rows.data[left] == rows.data[right]
  }

  /// The sample by columns: which of its rows have each, and with what weight.
  private struct SampledColumns: Sendable {
    var starts: [Int]
    var rows: [UInt32]
    var weights: [Double]

    init(_ sample: [Int], of matrix: CSRMatrix) {
      starts = [Int](repeating: 0, count: matrix.columns + 1)
      for row in sample {
        for place in matrix.range(ofRow: row) { starts[Int(matrix.indices[place]) + 1] += 1 }
      }
      for column in 0..<matrix.columns { starts[column + 1] += starts[column] }
      rows = [UInt32](repeating: 0, count: starts[matrix.columns])
      weights = [Double](repeating: 0, count: rows.count)
      var next = starts
      for (index, row) in sample.enumerated() {
        for place in matrix.range(ofRow: row) {
          let column = Int(matrix.indices[place])
          rows[next[column]] = UInt32(index)
          weights[next[column]] = matrix.data[place]
          next[column] += 1
        }
      }
    }
  }
}
