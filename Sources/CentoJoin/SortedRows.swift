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

extension SortedRows {
  /// The canonical sum of the products of a row with a query that is laid out by rank.
  func units(of row: Int, query: RawBuffer<Double>.View) -> Int64 {
    let (ranks, weights) = (ranks.view, weights.view)
    var units: Int64 = 0
    for place in indptr[row]..<indptr[row + 1] {
      units &+= Cosine.units(query[Int(ranks[place])], weights[place])
    }
    return units
  }

  /// The number of features of a row that are commoner than `rank`.
  func features(of row: Int, below rank: UInt32) -> Int {
    let ranks = ranks.view
    var low = indptr[row]
    var high = indptr[row + 1]
    while low < high {
      let middle = (low + high) / 2
      if ranks[middle] < rank { low = middle + 1 } else { high = middle }
    }
    return low - indptr[row]
  }

  /// Whether `sum` and the products of the first `count` features of a row with a query can reach
  /// `least`.
  ///
  /// Read from the rarest of them on, and given up as soon as the norm of the rest does not
  /// suffice.
  ///
  /// - Parameters:
  ///   - norm: The norm of these features, or more.
  ///   - queryNorm: The norm of the query's features that are as common, or more.
  func reaches(
    _ least: Double, from sum: Double, row: Int, features count: Int, norm: Double,
    queryNorm: Double, query: RawBuffer<Double>.View
  ) -> Bool {
    let (ranks, weights) = (ranks.view, weights.view)
    let start = indptr[row]
    var place = start + count
    var missing = least - sum
    var squares = norm * norm
    let querySquares = queryNorm * queryNorm
    while place > start {
      let stop = max(start, place - 8)
      while place > stop {
        place -= 1
        let weight = weights[place]
        missing -= query[Int(ranks[place])] * weight
        squares -= weight * weight
      }
      if missing > 0 && missing * missing > (squares + 1e-9) * querySquares { return false }
    }
    return missing <= 0
  }

  /// Whether a row is the same, entry by entry, as a row of `other`.
  func equals(_ row: Int, _ other: SortedRows, _ otherRow: Int) -> Bool {
    let start = indptr[row]
    let length = indptr[row + 1] - start
    let otherStart = other.indptr[otherRow]
    guard whole[row], other.whole[otherRow], other.indptr[otherRow + 1] - otherStart == length
    else { return false }
    for place in 0..<length {
      guard ranks.view[start + place] == other.ranks.view[otherStart + place],
        weights.view[start + place] == other.weights.view[otherStart + place]
      else { return false }
    }
    return true
  }
}
