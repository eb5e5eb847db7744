internal import CentoMatrix
internal import CentoParallel

/// The pairs of rows that are in the order of the lengths that fill them: each row asks for those
/// after it, in its own set or in another.
///
/// What is read of a row has no more in common with a longer one than it has itself (`RowScales`).
/// So the rows that a feature of the query can matter for are a window of the feature's list: it
/// begins behind the query and ends the sooner, the less of the query is left. A query is done where
/// the window is empty, or where the norm of what is left is below what rests have to make up.
struct WindowScan: Sendable {
  /// Which rows come after a query.
  enum Order {
    /// Those of the same set with greater numbers.
    case within
    /// Those of another set that no shorter row fills.
    case sameOrLonger
    /// The same without those that rows of the query's length fill.
    case longer
  }

  let queries: RowHeads
  let candidates: RowHeads
  let order: Order
  let threshold: Double

  private let bounds: JoinBounds.Scan
  private let check: PairCheck
  /// What the candidates' weights are at most.
  private let candidateWeights: HeadWeights

  /// Rows whose lengths are taken as one: enough to pay for the look at a block's, few enough to
  /// balance.
  private static let groupRows = 128...2048
  /// Twice as many rows gain nothing and take twice the memory; half as many are looked up twice.
  private static let blockRows = WindowIndex.mostRows
  private static let blockEntries = 1 << 24

  init(queries: RowHeads, candidates: RowHeads, order: Order, threshold: Double) {
    guard let weights = candidates.weights else { preconditionFailure("rows of factors") }
    (self.queries, self.candidates, self.order) = (queries, candidates, order)
    candidateWeights = weights
    self.threshold = threshold
    bounds = JoinBounds.Scan(threshold: threshold)
    check = PairCheck(queries: queries, candidates: candidates, threshold: threshold)
  }

  /// The pairs, in parts.
  ///
  /// - Parameters:
  ///   - index: That of all candidates, if it was made.
  ///   - blockRows: The most rows of a block; nil for what suits the caches.
  ///   - room: Where indices are made.
  ///   - progress: Told after each block how much has been done.
  func pairs(
    by index: WindowIndex?, threads: Int, blockRows: Int?, in room: WindowRoom,
    progress: Progress?
  ) -> [[ScoredPair]] {
    let count = queries.rows.count
    let size = min(max(count / 64, Self.groupRows.lowerBound), Self.groupRows.upperBound)
    let blocks = index.map { [$0.rows] } ?? Self.blocks(of: candidates, rows: blockRows)
    let groups = Parallel.blocks(of: count, size: size)
    let pool = Pool { WindowScratch(rows: blocks.first?.count ?? 0) }
    var found: [[ScoredPair]] = []
    // Later rows of one set ask nothing of a block.
    func asked(_ block: Range<Int>) -> Int { order == .within ? block.upperBound : count }
    let work = blocks.reduce(0) { $0 + asked($1) }
    var done = 0
    for block in blocks {
      let asking = self.groups(groups.prefix((asked(block) + size - 1) / size), block, threads)
      let index =
        index ?? WindowIndex(candidates, rows: block, in: room, threads: threads)
      found += Parallel.map(count: asking.count, threads: threads) { group in
        pool.with { scratch in
          var out: [ScoredPair] = []
          append(pairsOf: asking[group], in: index, scratch: scratch, to: &out)
          return out
        }
      }
      done += asked(block)
      progress?(Double(done) / Double(work))
    }
    return found
  }

  /// The blocks of candidates that are indexed one after the other.
  ///
  /// - Parameter blockRows: The most rows of a block; nil for what suits the caches.
  static func blocks(of candidates: RowHeads, rows blockRows: Int?) -> [Range<Int>] {
    let all = candidates.rows.count
    // Of long rows fewer, so that an index does not grow with them.
    let fitting = Self.blockEntries / max(1, candidates.entries.count / max(1, all))
    let most = min(
      blockRows ?? max(WindowReach.chunkRows, min(Self.blockRows, fitting)), WindowIndex.mostRows)
    let pieces = max(1, (all + most - 1) / most)
    return Parallel.blocks(of: all, size: max(1, (all + pieces - 1) / pieces))
  }

  /// Those groups of queries that reach any row of a block.
  private func groups(
    _ all: ArraySlice<Range<Int>>, _ block: Range<Int>, _ threads: Int
  ) -> [WindowGroup] {
    let lengths = queries.scales.lengths.view
    let least = candidates.scales.leastLength(of: block, threshold: bounds.wanted)
    let groups = Parallel.map(count: all.count, threads: threads) { number -> WindowGroup? in
      let rows = all[number]
      var (shortest, longest) = (Float.infinity, Float(0))
      for row in rows {
        shortest = min(shortest, lengths[row])
        longest = max(longest, lengths[row])
      }
      guard longest >= least else { return nil }
      let reach = WindowReach(
        candidates.scales, rows: block, shortest: shortest, threshold: bounds.wanted,
        least: bounds.leastRest)
      return WindowGroup(rows: rows, reach: reach)
    }
    return groups.compactMap { $0 }
  }

  private func append(
    pairsOf group: WindowGroup, in index: WindowIndex, scratch: WindowScratch,
    to out: inout [ScoredPair]
  ) {
    let (rows, lengths) = (group.rows, queries.scales.lengths.view)
    let choice = WindowChoice(
      queries, in: index, weights: candidateWeights, reach: group.reach, least: bounds.least,
      isLinked: order == .within)
    let sums = WindowSums(of: index, lengths: candidates.scales.lengths.view, scratch)
    let enough = Float(bounds.spare) * (1 - RowScales.slack)
    var (windows, next) = (scratch.windows, scratch.next)
    choose(rows.lowerBound, choice, index.rows.lowerBound, into: windows)
    for row in rows {
      // What the next query reads is on its way while this one is added up.
      if row + 1 < rows.upperBound { choose(row + 1, choice, index.rows.lowerBound, into: next) }
      if windows.once.count + windows.often.count > 0 {
        let count = sums.collect(windows, share: enough / lengths[row])
        check.append(
          pairsOf: row, with: scratch.met.view, count: count, from: index.rows.lowerBound,
          scratch.check, to: &out)
      }
      swap(&windows, &next)
    }
  }

  private func choose(
    _ row: Int, _ choice: WindowChoice, _ block: Int, into windows: QueryWindows
  ) {
    choice.choose(row, from: max(0, firstAfter(row) - block), into: windows)
  }

  /// The first candidate that comes after a query.
  private func firstAfter(_ row: Int) -> Int {
    guard order != .within else { return row + 1 }
    let fill = queries.fills[row]
    var (low, high) = (0, candidates.fills.count)
    while low < high {
      let middle = (low + high) / 2
      let isBefore =
        order == .longer ? candidates.fills[middle] <= fill : candidates.fills[middle] < fill
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// What one scan of windows needs beside the rows.
final class WindowScratch: @unchecked Sendable {
  /// For each row of the block the products added up so far, in units of 2^-15 times how much longer
  /// than the query it is; 0 for a row not met.
  let sums: RawBuffer<UInt16>
  /// The rows met, and one place more.
  let met: RawBuffer<UInt32>
  /// The windows of a query, and of the one after it.
  let (windows, next) = (QueryWindows(), QueryWindows())
  let check = CheckScratch()

  init(rows: Int) {
    sums = RawBuffer(repeating: 0, count: rows)
    met = RawBuffer(repeating: 0, count: rows + 1)
  }
}
