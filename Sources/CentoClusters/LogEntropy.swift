internal import CentoGrams
internal import CentoMatrix
internal import CentoParallel
internal import Glibc

/// Log-entropy weights (Dumais 1991): log(1 + count) times how unevenly a term is spread over the units.
///
/// With p the share of a term's occurrences that lie in a unit and n units, the global weight is
/// (1 + Σ p·log p / log n)^1.25: 1 for a term of one unit, 0 for a term that is spread evenly. In a trial
/// on four labelled sets it beat inverse document frequency by .01 and BM25 by .01 to .05 of V-measure.
enum LogEntropy {
  static let exponent = 1.25

  /// The weight of each term, and which terms have one.
  struct Weights: Sendable {
    /// One weight a term; 0 where it is not looked at.
    let global: [Double]
    /// The column of each term; −1 where it has none.
    let columns: [Int]
    /// The number of columns.
    let count: Int

    /// The weights of the words and the grams of two signs or more that these texts have.
    init(_ counts: TopicTermCounts) {
      let found = LogEntropy.globalWeights(of: counts)
      self.init(
        global: counts.terms.indices.map { place in
          let term = counts.terms[place]
          return term.isWord || term.gramLength > 1 ? found[place] : 0
        })
    }

    /// These weights.
    init(global: [Double]) {
      var count = 0
      columns = global.map { weight in
        guard weight > 0 else { return -1 }
        count += 1
        return count - 1
      }
      self.global = global
      self.count = count
    }

    /// Rows of unit length over the terms that have a weight.
    func rows(of counts: TopicTermCounts, threads: Int) -> CSRMatrix {
      LogEntropy.rows(of: counts, weights: self, threads: threads)
    }
  }

  private static func rows(
    of counts: TopicTermCounts, weights: Weights, threads: Int
  ) -> CSRMatrix {
    let (global, numbers) = (weights.global, weights.columns)
    let logs = (0..<256).map { log(1 + Double($0)) }
    let blocks = Parallel.blocks(of: counts.units, size: 64)
    let parts = Parallel.map(count: blocks.count, threads: threads) { block in
      blocks[block].map { unit in
        var row: (indices: [UInt32], data: [Double]) = ([], [])
        var squares = 0.0
        for entry in counts.indptr[unit]..<counts.indptr[unit + 1] {
          let place = Int(counts.indices[entry])
          guard numbers[place] >= 0 else { continue }
          let count = Int(counts.counts[entry])
          let weight = (count < 256 ? logs[count] : log(1 + Double(count))) * global[place]
          row.indices.append(UInt32(numbers[place]))
          row.data.append(weight)
          squares += weight * weight
        }
        if squares > 0 {
          let scale = 1 / squares.squareRoot()
          for place in row.data.indices { row.data[place] *= scale }
        }
        return row
      }
    }
    var indptr = [0]
    indptr.reserveCapacity(counts.units + 1)
    for row in parts.joined() { indptr.append(indptr[indptr.count - 1] + row.data.count) }
    var indices: [UInt32] = []
    var data: [Double] = []
    indices.reserveCapacity(indptr[counts.units])
    data.reserveCapacity(indptr[counts.units])
    for row in parts.joined() {
      indices.append(contentsOf: row.indices)
      data.append(contentsOf: row.data)
    }
    return CSRMatrix(indptr: indptr, indices: indices, data: data, columns: weights.count)
  }

  /// The global weight of each term.
  private static func globalWeights(of counts: TopicTermCounts) -> [Double] {
    var totals = [Double](repeating: 0, count: counts.terms.count)
    for entry in counts.indices.indices {
      totals[Int(counts.indices[entry])] += Double(counts.counts[entry])
    }
    // Σ p·log p = (Σ c·log c) / total − log total
    var sums = [Double](repeating: 0, count: counts.terms.count)
    for entry in counts.indices.indices where counts.counts[entry] > 1 {
      let count = Double(counts.counts[entry])
      sums[Int(counts.indices[entry])] += count * log(count)
    }
    let spread = log(Double(max(2, counts.units)))
    return totals.indices.map { place in
      let entropy = log(totals[place]) - sums[place] / totals[place]
      return pow(min(1, max(0, 1 - entropy / spread)), exponent)
    }
  }
}
