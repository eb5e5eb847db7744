internal import CentoParallel

/// The nearest rows of each query: the scan of the join, with a threshold that rises.
///
/// Products are added up from the rarest feature on. From time to time the rows with the greatest
/// sums are computed in full; the k-th best of these is a floor under the answer, and the bounds
/// of the join leave everything that cannot reach it.
struct NeighbourScan: Sendable {
  let queries: SortedRows
  let candidates: SortedRows
  let within: Bool
  let wanted: Int
  let floor: Double?
  private let index: InvertedIndex
  private let features: Int

  private static let blockRows = 32
  /// The bar is looked at again when the rest of the query is shorter than each of these.
  private static let refreshes = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]

  init(
    queries: SortedRows, candidates: SortedRows, within: Bool, features: Int, wanted: Int,
    floor: Double?, threads: Int
  ) {
    self.queries = queries
    self.candidates = candidates
    self.within = within
    self.wanted = wanted
    self.floor = floor
    self.features = features
    index = InvertedIndex(
      candidates, features: features, threshold: floor ?? 0, threads: threads)
  }

  /// For each query its neighbours.
  func neighbours(threads: Int) -> [[ScoredPair]] {
    let (rows, features) = (candidates.count, features)
    let pool = Pool { JoinScratch(rows: rows, features: features) }
    let blocks = Parallel.blocks(of: queries.count, size: Self.blockRows)
    let found: [[[ScoredPair]]] = Parallel.map(count: blocks.count, threads: threads) { block in
      pool.with { scratch in blocks[block].map { neighbours(of: $0, scratch: scratch) } }
    }
    return found.flatMap { $0 }
  }

  private func neighbours(of row: Int, scratch: JoinScratch) -> [ScoredPair] {
    let length = queries.indptr[row + 1] - queries.indptr[row]
    guard length > 0 else { return [] }
    scratch.load(row, of: queries)
    defer { scratch.unload(row, of: queries) }
    var best = BestNeighbours(wanted: wanted, floor: floor)
    let slack = JoinBounds.slack(length)
    let (ranks, weights, norms) = (queries.ranks.view, queries.weights.view, scratch.norms.view)
    let start = queries.indptr[row]
    var refresh = 0
    var reached = UInt32.max
    var place = queries.indptr[row + 1]
    while place > start {
      place -= 1
      let least = JoinBounds.down(best.bar - slack)
      if JoinBounds.up(norms[place - start + 1]) < least { break }
      reached = ranks[place]
      add(
        rank: Int(reached), weight: JoinBounds.up(weights[place]),
        below: JoinBounds.up(norms[place - start]), least: least, except: row, scratch: scratch)
      let rest = norms[place - start]
      if refresh < Self.refreshes.count && rest < Self.refreshes[refresh] {
        while refresh < Self.refreshes.count && rest < Self.refreshes[refresh] { refresh += 1 }
        computeGreatest(row, scratch: scratch, best: &best)
      }
    }
    computeGreatest(row, scratch: scratch, best: &best)
    let (met, progress) = (scratch.met.view, scratch.progress.view)
    for index in 0..<met.count {
      let candidate = Int(met[index])
      let state = progress[candidate]
      guard state.sum >= 0, state.sum < .infinity else { continue }
      progress[candidate].sum = .infinity
      if let cosine = cosine(
        row, candidate, progress: state, reached: reached, least: best.bar - slack,
        scratch: scratch)
      {
        best.insert(ScoredPair(a: row, b: candidate, cosine: cosine))
      }
    }
    return best.pairs
  }

  /// Adds the products of one feature.
  private func add(
    rank: Int, weight: Float, below: Float, least: Float, except row: Int, scratch: JoinScratch
  ) {
    let (postings, progress, met) = (index.postings.view, scratch.progress.view, scratch.met)
    let except = within ? UInt32(row) : .max
    for index in index.starts[rank]..<index.starts[rank + 1] {
      let posting = postings[index]
      if posting.row == except { continue }
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

  /// Computes the `wanted` rows of greatest sums in full; a computed row has the sum +∞.
  private func computeGreatest(_ row: Int, scratch: JoinScratch, best: inout BestNeighbours) {
    let (met, progress) = (scratch.met.view, scratch.progress.view)
    var greatest: [(sum: Float, row: UInt32)] = []
    greatest.reserveCapacity(wanted + 1)
    for index in 0..<met.count {
      let sum = progress[Int(met[index])].sum
      guard sum >= 0, sum < .infinity else { continue }
      if greatest.count == wanted, let last = greatest.last, sum <= last.sum { continue }
      var place = greatest.count
      while place > 0 && greatest[place - 1].sum < sum { place -= 1 }
      greatest.insert((sum, met[index]), at: place)
      if greatest.count > wanted { greatest.removeLast() }
    }
    for entry in greatest where progress[Int(entry.row)].sum < .infinity {
      progress[Int(entry.row)].sum = .infinity
      let candidate = Int(entry.row)
      best.insert(
        ScoredPair(
          a: row, b: candidate, cosine: cosine(row, candidate, scratch: scratch)))
    }
  }

  /// The cosine of a pair, unless a bound shows that it is below `least`.
  private func cosine(
    _ row: Int, _ candidate: Int, progress: JoinScratch.Progress, reached: UInt32, least: Double,
    scratch: JoinScratch
  ) -> Double? {
    index.mayReach(
      least, candidate: candidate, of: candidates, progress: progress, reached: reached, query: row,
      of: queries, scratch: scratch) ? cosine(row, candidate, scratch: scratch) : nil
  }

  private func cosine(_ row: Int, _ candidate: Int, scratch: JoinScratch) -> Double {
    Cosine.value(candidates.units(of: candidate, query: scratch.weights.view)) {
      queries.equals(row, candidates, candidate)
    }
  }
}
