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
  /// Where the part of a row that is in the index begins.
  struct Edge: BitwiseCopyable, Sendable {
    /// How many of the row's commonest features are not in the index.
    var unindexed: UInt32
    /// The norm of these, rounded up.
    var residue: Float
    /// The rank of the commonest feature that is in the index.
    var firstRank: UInt32
  }

  /// The edge of each row.
  let edges: RawBuffer<Edge>

  /// The index of `rows`, without the common ends whose norm is below `threshold` − margin.
  init(_ rows: SortedRows, features: Int, threshold: Double, threads: Int) {
    let limit = max(0, threshold - JoinBounds.margin)
    let (ranks, weights) = (rows.ranks.view, rows.weights.view)
    let blocks = Parallel.blocks(of: rows.count, size: 1024)
    let edges = RawBuffer<Edge>(capacity: rows.count)
    edges.resize(to: rows.count)
    let edge = edges.view
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      for row in blocks[block] {
        var squares = 0.0
        var place = rows.indptr[row]
        while place < rows.indptr[row + 1] {
          let next = squares + weights[place] * weights[place]
          if next.squareRoot() >= limit { break }
          squares = next
          place += 1
        }
        edge[row] = Edge(
          unindexed: UInt32(place - rows.indptr[row]),
          residue: JoinBounds.up(squares.squareRoot()),
          firstRank: place < rows.indptr[row + 1] ? ranks[place] : .max)
      }
    }
    self.edges = edges

    var starts = [Int](repeating: 0, count: features + 1)
    for row in 0..<rows.count {
      for place in rows.indptr[row] + Int(edge[row].unindexed)..<rows.indptr[row + 1] {
        starts[Int(ranks[place]) + 1] += 1
      }
    }
    for rank in 0..<features { starts[rank + 1] += starts[rank] }
    postings = RawBuffer(capacity: starts[features])
    postings.resize(to: starts[features])
    let out = postings.view
    var next = starts
    for row in (0..<rows.count).reversed() {
      let first = rows.indptr[row] + Int(edge[row].unindexed)
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
  }

  /// Whether a candidate may still reach `least`, by bounds alone first and then by its own
  /// features.
  ///
  /// - Parameters:
  ///   - row: The candidate.
  ///   - progress: How far the scan has come with it, down to rank `reached`.
  ///   - query: The row asked about, in `queries`; laid out in `scratch`.
  func mayReach(
    _ least: Double, candidate row: Int, of rows: SortedRows, progress: JoinScratch.Progress,
    reached: UInt32, query: Int, of queries: SortedRows, scratch: JoinScratch
  ) -> Bool {
    let edge = edges.view[row]
    let sum = Double(progress.sum)
    // What has not been added up: products of features commoner than the last one read, or of the
    // end of the candidate that is not indexed, whichever reaches further. Most candidates end
    // here, their rows unread.
    let open = max(reached, edge.firstRank)
    let norm = Double(edge.firstRank > reached ? edge.residue : progress.below)
    let queryNorm = scratch.norms.view[queries.features(of: query, below: open)]
    guard sum + queryNorm * norm >= least else { return false }
    let count =
      edge.firstRank > reached ? Int(edge.unindexed) : rows.features(of: row, below: reached)
    return rows.reaches(
      least, from: sum, row: row, features: count, norm: norm, queryNorm: queryNorm,
      query: scratch.weights.view)
  }
}
