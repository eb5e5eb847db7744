internal import CentoMatrix
internal import CentoParallel

/// The features of one or two sets of rows, by how many rows have them: rank 0 is the commonest.
///
/// A feature of one row only, or of one side only, can be in no product. It has no rank; the rows
/// keep its share of their length.
struct FeatureRanks: Sendable {
  /// The rank of each column, or `none`.
  let ranks: [UInt32]
  /// The number of ranks.
  let count: Int

  static let none = UInt32.max

  /// The ranks for pairs within `rows`.
  init(within rows: CSRMatrix) {
    let frequencies = Self.frequencies(rows)
    self.init(frequencies) { frequencies[$0] >= 2 }
  }

  /// The ranks for pairs between `a` and `b`.
  init(between a: CSRMatrix, and b: CSRMatrix) {
    let (left, right) = (Self.frequencies(a), Self.frequencies(b))
    self.init(left.indices.map { left[$0] &+ right[$0] }) { left[$0] > 0 && right[$0] > 0 }
  }

  private init(_ frequencies: [UInt32], keep: (Int) -> Bool) {
    // A counting sort by frequency, the highest first; columns of one frequency in their order.
    var starts = [Int](repeating: 0, count: Int(frequencies.max() ?? 0) + 2)
    var kept = 0
    for column in frequencies.indices where keep(column) {
      starts[Int(frequencies[column])] += 1
      kept += 1
    }
    var sum = 0
    for frequency in starts.indices.reversed() {
      let size = starts[frequency]
      starts[frequency] = sum
      sum += size
    }
    var ranks = [UInt32](repeating: Self.none, count: frequencies.count)
    for column in frequencies.indices where keep(column) {
      ranks[column] = UInt32(starts[Int(frequencies[column])])
      starts[Int(frequencies[column])] += 1
    }
    self.ranks = ranks
    count = kept
  }

  private static func frequencies(_ rows: CSRMatrix) -> [UInt32] {
    var out = [UInt32](repeating: 0, count: rows.columns)
    for place in 0..<rows.nonzeros where rows.data[place] > 0 {
      out[Int(rows.indices[place])] += 1
    }
    return out
  }
}

extension RankedRows {
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
    self.init(
      indptr: indptr, ranks: ranks, weights: weights,
      whole: lengths.flatMap { $0.map { $0.all == $0.ranked } }, features: features.count)
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

extension RankedRows {
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
  func equals(_ row: Int, _ other: RankedRows, _ otherRow: Int) -> Bool {
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
