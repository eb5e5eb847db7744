public import CentoMatrix
internal import CentoParallel

/// The cosines of a few rows with others, by plain sums of products over whole rows.
///
/// The check of the join: no ranks, no index, no bound, nothing left out. It shares with the join
/// only the rounding of one product (`Cosine`), which is what a cosine is here.
///
///     let rows = CSRMatrix(columns: 2, rows: [[(0, 1)], [(0, 0.6), (1, 0.8)], [(0, 1)]])
///     PlainProducts(threshold: 0.5, sample: rows.rows(1..<2), names: [1])
///       .pairs(with: rows, names: [0, 1, 2], threads: 2)   // [(0, 1, 0.6), (1, 2, 0.6)]
public struct PlainProducts: Sendable {
  /// The least cosine that is told.
  public let threshold: Double
  private let sample: CSRMatrix
  private let names: [Int]
  private let sampled: Set<Int>
  private let columns: SampledColumns

  /// A check of some rows at `threshold`.
  ///
  /// - Parameter names: The numbers by which the rows are told, one each.
  /// - Complexity: a table of 8 bytes for each column and 12 for each entry.
  public init(threshold: Double, sample: CSRMatrix, names: [Int]) {
    self.threshold = threshold
    (self.sample, self.names) = (sample, names)
    sampled = Set(names)
    columns = SampledColumns(sample)
  }

  /// The pairs of the sampled rows with others over the same columns, sampled ones too: a < b, by a,
  /// then b.
  ///
  /// Of two sampled rows the pair is told with the later one.
  ///
  /// - Parameter others: The numbers by which the other rows are told, one each.
  /// - Complexity: O(Σ sampled rows that have a column · rows that have it).
  public func pairs(
    with rows: CSRMatrix, names others: [Int], threads: Int
  ) -> [ScoredPair] {
    let blocks = Parallel.blocks(of: rows.count, size: 1024)
    let found: [[ScoredPair]] = Parallel.map(count: blocks.count, threads: threads) { block in
      var sums = [Int64](repeating: 0, count: names.count)
      var out: [ScoredPair] = []
      for row in blocks[block] {
        for place in rows.range(ofRow: row) {
          let column = Int(rows.indices[place])
          for index in columns.starts[column]..<columns.starts[column + 1] {
            sums[Int(columns.rows[index])] += Cosine.units(
              columns.weights[index], rows.data[place])
          }
        }
        let own = others[row]
        for (index, other) in names.enumerated() {
          let sum = sums[index]
          sums[index] = 0
          // Of two sampled rows each would find the other.
          if sum == 0 || other == own || (sampled.contains(own) && other > own) { continue }
          let cosine = Cosine.value(sum) { isEqual(index, rows, row) }
          if cosine >= threshold {
            out.append(ScoredPair(a: min(own, other), b: max(own, other), cosine: cosine))
          }
        }
      }
      return out
    }
    return found.flatMap { $0 }.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
  }

  private func isEqual(_ index: Int, _ rows: CSRMatrix, _ row: Int) -> Bool {
    let (left, right) = (sample.range(ofRow: index), rows.range(ofRow: row))
    return sample.indices[left] == rows.indices[right] && sample.data[left] == rows.data[right]
  }

  /// The sample by columns: which of its rows have each, and with what weight.
  private struct SampledColumns: Sendable {
    var starts: [Int]
    var rows: [UInt32]
    var weights: [Double]

    init(_ sample: CSRMatrix) {
      starts = [Int](repeating: 0, count: sample.columns + 1)
      for column in sample.indices { starts[Int(column) + 1] += 1 }
      for column in 0..<sample.columns { starts[column + 1] += starts[column] }
      rows = [UInt32](repeating: 0, count: sample.nonzeros)
      weights = [Double](repeating: 0, count: sample.nonzeros)
      var next = starts
      for row in 0..<sample.count {
        for place in sample.range(ofRow: row) {
          let column = Int(sample.indices[place])
          rows[next[column]] = UInt32(row)
          weights[next[column]] = sample.data[place]
          next[column] += 1
        }
      }
    }
  }
}
