internal import CentoMatrix
internal import CentoParallel

/// Rows of a matrix with their features by rank, the commonest first within a row.
struct SortedRows: Sendable {
  /// Where each row starts.
  let indptr: [Int]
  /// The ranks, ascending within a row.
  let ranks: RawBuffer<UInt32>
  /// The weights, as they are in the matrix.
  let weights: RawBuffer<Double>
  /// For each row whether every feature that it has is ranked.
  let whole: [Bool]
  private let features: Int

  /// The number of rows.
  var count: Int { indptr.count - 1 }

  /// The same rows as a join reads them.
  var ranked: RankedRows {
    RankedRows(
      starts: Array(indptr.dropLast()),
      lengths: (1..<indptr.count).map { UInt32(indptr[$0] - indptr[$0 - 1]) }, ranks: ranks,
      weights: .explicit(weights), whole: whole, features: features)
  }

  /// The rows of a matrix, features without a rank left out.
  init(_ rows: CSRMatrix, by features: FeatureRanks, threads: Int) {
    let blocks = Parallel.blocks(of: rows.count, size: 512)
    let lengths: [[(all: Int, ranked: Int)]] = Parallel.map(
      count: blocks.count, threads: threads
    ) { block in
      blocks[block].map { row in
        var (all, ranked) = (0, 0)
        for place in rows.range(ofRow: row) where rows.data[place] > 0 {
          all += 1
          if features.ranks[Int(rows.indices[place])] != FeatureRanks.none { ranked += 1 }
        }
        return (all, ranked)
      }
    }
    var indptr = [0]
    indptr.reserveCapacity(rows.count + 1)
    for block in lengths {
      for length in block { indptr.append(indptr[indptr.count - 1] + length.ranked) }
    }
    let total = indptr[rows.count]
    let (ranks, weights) = (
      RawBuffer<UInt32>(capacity: total), RawBuffer<Double>(capacity: total)
    )
    ranks.resize(to: total)
    weights.resize(to: total)
    self.indptr = indptr
    self.ranks = ranks
    self.weights = weights
    self.features = features.count
    whole = lengths.flatMap { $0.map { $0.all == $0.ranked } }
    fill(rows, by: features, blocks: blocks, threads: threads)
  }

  private func fill(
    _ rows: CSRMatrix, by features: FeatureRanks, blocks: [Range<Int>], threads: Int
  ) {
    let (ranks, weights) = (ranks.view, weights.view)
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      var sorter = RowSorter()
      for row in blocks[block] {
        sorter.removeAll()
        let range = rows.range(ofRow: row)
        for place in range where rows.data[place] > 0 {
          let rank = features.ranks[Int(rows.indices[place])]
          if rank == FeatureRanks.none { continue }
          sorter.append(key: rank, value: UInt32(place - range.lowerBound))
        }
        sorter.sort()
        let start = indptr[row]
        for index in 0..<sorter.count {
          ranks[start + index] = sorter.key(at: index)
          weights[start + index] = rows.data[range.lowerBound + Int(sorter.value(at: index))]
        }
      }
    }
  }
}
