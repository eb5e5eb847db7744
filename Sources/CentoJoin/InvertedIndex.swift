internal import CentoParallel

/// For each feature the rows that have it in their rare end, the last row first.
struct InvertedIndex: Sendable {
  /// One row that has a feature.
  struct Posting: BitwiseCopyable, Sendable {
    var row: UInt32
    /// The weight, rounded up.
    var weight: Float
    /// The norm of the row's commoner features, rounded up.
    var below: Float
  }

  /// Where the postings of each rank start.
  let starts: [Int]
  let postings: RawBuffer<Posting>
  /// For each row, how many of its commonest features are not in the index.
  let unindexed: [Int32]
  /// For each row the norm of these, rounded up.
  let residue: [Float]

  /// The index of `rows`, without the common ends whose norm is below `threshold` − margin.
  init(_ rows: RankedRows, features: Int, threshold: Double, threads: Int) {
    let limit = max(0, threshold - JoinBounds.margin)
    let (ranks, weights) = (rows.ranks.view, rows.weights.view)
    let blocks = Parallel.blocks(of: rows.count, size: 1024)
    let ends: [[(Int32, Float)]] = Parallel.map(count: blocks.count, threads: threads) { block in
      blocks[block].map { row in
        var squares = 0.0
        var place = rows.indptr[row]
        while place < rows.indptr[row + 1] {
          let next = squares + weights[place] * weights[place]
          if next.squareRoot() >= limit { break }
          squares = next
          place += 1
        }
        return (Int32(place - rows.indptr[row]), JoinBounds.up(squares.squareRoot()))
      }
    }
    let unindexed = ends.flatMap { $0.map(\.0) }
    residue = ends.flatMap { $0.map(\.1) }

    var starts = [Int](repeating: 0, count: features + 1)
    for row in 0..<rows.count {
      for place in rows.indptr[row] + Int(unindexed[row])..<rows.indptr[row + 1] {
        starts[Int(ranks[place]) + 1] += 1
      }
    }
    for rank in 0..<features { starts[rank + 1] += starts[rank] }
    postings = RawBuffer(capacity: starts[features])
    postings.resize(to: starts[features])
    let out = postings.view
    var next = starts
    for row in (0..<rows.count).reversed() {
      let first = rows.indptr[row] + Int(unindexed[row])
      var squares = 0.0
      for place in rows.indptr[row]..<first { squares += weights[place] * weights[place] }
      for place in first..<rows.indptr[row + 1] {
        let rank = Int(ranks[place])
        out[next[rank]] = Posting(
          row: UInt32(row), weight: JoinBounds.up(weights[place]),
          below: JoinBounds.up(squares.squareRoot()))
        next[rank] += 1
        squares += weights[place] * weights[place]
      }
    }
    self.starts = starts
    self.unindexed = unindexed
  }
}
