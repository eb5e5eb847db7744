internal import CentoMatrix
internal import CentoParallel

/// One join: an index of the candidates, asked about each query.
struct JoinScan: Sendable {
  let queries: RankedRows
  let candidates: RankedRows
  /// Whether both are one set, of which each pair is wanted once.
  let within: Bool
  let threshold: Double
  private let index: InvertedIndex
  private let features: Int

  /// Rows a task: enough to pay for its start, few enough to balance long rows.
  private static let blockRows = 64

  init(
    queries: RankedRows, candidates: RankedRows, within: Bool, features: Int, threshold: Double,
    threads: Int
  ) {
    self.queries = queries
    self.candidates = candidates
    self.within = within
    self.threshold = threshold
    self.features = features
    index = InvertedIndex(
      candidates, features: features, threshold: threshold, threads: threads)
  }

  /// The pairs, sorted by query, then candidate.
  func pairs(threads: Int) -> [ScoredPair] {
    let pool = ScratchPool(rows: candidates.count, features: features)
    let blocks = Parallel.blocks(of: queries.count, size: Self.blockRows)
    let found: [[ScoredPair]] = Parallel.map(count: blocks.count, threads: threads) { block in
      pool.with { scratch in
        var out: [ScoredPair] = []
        for row in blocks[block] { append(pairsOf: row, scratch: scratch, to: &out) }
        return out
      }
    }
    var out: [ScoredPair] = []
    out.reserveCapacity(found.reduce(0) { $0 + $1.count })
    for block in found { out += block }
    return out
  }

  private func append(pairsOf row: Int, scratch: JoinScratch, to out: inout [ScoredPair]) {
    let length = queries.indptr[row + 1] - queries.indptr[row]
    guard length > 0 else { return }
    let least = threshold - JoinBounds.slack(length)
    scratch.load(row, of: queries)
    let reached = scan(row, least: JoinBounds.down(least), scratch: scratch)
    let before = out.count
    let (met, progress) = (scratch.met.view, scratch.progress.view)
    for index in 0..<met.count {
      let candidate = Int(met[index])
      let state = progress[candidate]
      guard state.sum >= 0 else { continue }
      if let cosine = verified(
        row, candidate, progress: state, reached: reached, least: least, scratch: scratch)
      {
        out.append(ScoredPair(a: row, b: candidate, cosine: cosine))
      }
    }
    scratch.unload(row, of: queries)
    order(&out, from: before)
  }

  /// Sorts the pairs of one query by candidate; one that was met twice (a product too small for
  /// single precision leaves no trace) stays once.
  private func order(_ out: inout [ScoredPair], from start: Int) {
    guard out.count - start > 1 else { return }
    out[start...].sort { $0.b < $1.b }
    var last = start
    for place in start + 1..<out.count where out[place].b != out[last].b {
      last += 1
      out[last] = out[place]
    }
    out.removeLast(out.count - last - 1)
  }

  /// Adds up products from the rarest feature on while new candidates are possible.
  ///
  /// - Returns: The rank from which on every product is added up.
  private func scan(_ row: Int, least: Float, scratch: JoinScratch) -> UInt32 {
    let ranks = queries.ranks.view
    let weights = queries.weights.view
    let norms = scratch.norms.view
    let postings = index.postings.view
    let progress = scratch.progress.view
    let met = scratch.met
    let start = queries.indptr[row]
    var place = queries.indptr[row + 1]
    // Only later rows: each pair is found once, from its first row.
    let stop = within ? UInt32(row) : 0
    let all = !within
    var reached = UInt32.max
    while place > start {
      place -= 1
      // No candidate can be new when what is left of the query is shorter than the threshold.
      if JoinBounds.up(norms[place - start + 1]) < least { break }
      let rank = Int(ranks[place])
      reached = UInt32(rank)
      let weight = JoinBounds.up(weights[place])
      let below = JoinBounds.up(norms[place - start])
      for index in index.starts[rank]..<index.starts[rank + 1] {
        let posting = postings[index]
        if !all && posting.row <= stop { break }
        let before = progress[Int(posting.row)].sum
        let sum = before + weight * posting.weight
        if sum + below * posting.below >= least {
          if before == 0 { met.append(posting.row) }
          progress[Int(posting.row)] = .init(sum: sum, below: posting.below)
        } else if before != 0 {
          progress[Int(posting.row)].sum = -.infinity
        }
      }
    }
    return reached
  }

  /// The cosine of a pair, if it is at least the threshold.
  ///
  /// - Parameters:
  ///   - progress: How far the scan has come with it, down to rank `reached`.
  ///   - least: The threshold less the slack.
  private func verified(
    _ row: Int, _ candidate: Int, progress: JoinScratch.Progress, reached: UInt32, least: Double,
    scratch: JoinScratch
  ) -> Double? {
    let query = scratch.weights.view
    guard
      index.mayReach(
        least, candidate: candidate, of: candidates, progress: progress, reached: reached,
        query: row,
        of: queries, scratch: scratch)
    else { return nil }
    let cosine = Cosine.value(candidates.units(of: candidate, query: query)) {
      queries.equals(row, candidates, candidate)
    }
    return cosine >= threshold ? cosine : nil
  }
}
