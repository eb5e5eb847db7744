internal import CCentoKernels
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
  private static let blockRows = 65_536
  private static let blockEntries = 1 << 25
  /// How many lookups are under way at a time.
  private static let ahead = 12
  /// So many lists of the next query are called for: about as many as it looks up.
  private static let called = 32
  /// As many sums are looked through in the time that account of one posting takes, about.
  private static let sumsPerPosting = 16

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
  ///   - blockRows: The most rows of a block; nil for what suits the caches.
  ///   - progress: Told after each block how much has been done.
  func pairs(threads: Int, blockRows: Int?, progress: Progress?) -> [[ScoredPair]] {
    let (count, all) = (queries.rows.count, candidates.rows.count)
    let size = min(max(count / 64, Self.groupRows.lowerBound), Self.groupRows.upperBound)
    // Of long rows fewer, so that an index does not grow with them.
    let fitting = Self.blockEntries / max(1, candidates.entries.count / max(1, all))
    let most = min(
      blockRows ?? max(WindowReach.chunkRows, min(Self.blockRows, fitting)), WindowIndex.mostRows)
    let pieces = max(1, (all + most - 1) / most)
    let blocks = Parallel.blocks(of: all, size: max(1, (all + pieces - 1) / pieces))
    let groups = Parallel.blocks(of: count, size: size)
    let pool = Pool { WindowScratch(rows: blocks.first?.count ?? 0) }
    var found: [[ScoredPair]] = []
    // Later rows of one set ask nothing of a block.
    func asked(_ block: Range<Int>) -> Int { order == .within ? block.upperBound : count }
    let work = blocks.reduce(0) { $0 + asked($1) }
    var done = 0
    for block in blocks {
      let index = WindowIndex(candidates, rows: block, threads: threads)
      let asking = (asked(block) + size - 1) / size
      found += Parallel.map(count: asking, threads: threads) { group in
        pool.with { scratch in
          var out: [ScoredPair] = []
          append(pairsOf: groups[group], in: index, scratch: scratch, to: &out)
          return out
        }
      }
      done += asked(block)
      progress?(Double(done) / Double(work))
    }
    return found
  }

  private func append(
    pairsOf rows: Range<Int>, in index: WindowIndex, scratch: WindowScratch,
    to out: inout [ScoredPair]
  ) {
    let lengths = queries.scales.lengths.view
    var (shortest, longest) = (Float.infinity, Float(0))
    for row in rows {
      shortest = min(shortest, lengths[row])
      longest = max(longest, lengths[row])
    }
    let wanted = Float(threshold - JoinBounds.margin)
    guard longest >= index.leastLength(threshold: wanted) else { return }
    let reach = WindowReach(
      candidates.scales, rows: index.rows, shortest: shortest, threshold: wanted,
      least: Float(bounds.least) * 0x1p-15)
    for row in rows {
      let first = max(0, firstAfter(row) - index.rows.lowerBound)
      guard first < index.rows.count else { continue }
      let end = windows(of: row, from: first, in: index, reach, scratch)
      guard scratch.once.count + scratch.often.count > 0 else { continue }
      // What the next query looks up is on its way while this one is added up.
      if row + 1 < rows.upperBound { callForLists(of: row + 1, index) }
      let count = collect(first..<end, of: index, by: row, scratch)
      check.append(
        pairsOf: row, with: scratch.met.view, count: count, from: index.rows.lowerBound,
        scratch.check, to: &out)
    }
  }

  /// Has brought near where the first lists of a query start.
  private func callForLists(of row: Int, _ index: WindowIndex) {
    let (entries, starts) = (queries.entries.view, index.starts.view)
    let first = queries.starts[row]
    for place in first..<min(first + Self.called, queries.starts[row + 1]) {
      starts.prefetch(2 &* Int(entries[place].rank))
    }
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

  /// Chooses the windows that matter to a query.
  ///
  /// - Returns: The end of the longest.
  private func windows(
    of row: Int, from first: Int, in index: WindowIndex, _ reach: WindowReach,
    _ scratch: WindowScratch
  ) -> Int {
    let (chunkRows, length) = (WindowReach.chunkRows, queries.scales.lengths.view[row])
    let (wholes, rests) = (reach.wholes.view, reach.rests.view)
    scratch.clear()
    let firstChunk = first / chunkRows
    var end = wholes.count
    while end > firstChunk && wholes[end - 1] > length { end -= 1 }
    let last = min(end * chunkRows, index.rows.count)
    guard first < last else { return first }
    // The part of the head that matters, and where the window of each of its features ends.
    let entries = queries.entries.view
    let range = queries.starts[row]..<queries.starts[row + 1]
    scratch.resize(to: range.count)
    let (out, others, starts) = (scratch.once.view, scratch.often.view, index.starts.view)
    var (many, norm) = (0, UInt32(JoinBounds.whole))
    for place in range {
      if norm < bounds.least { break }
      let reached = Float(norm) * Float(norm) * 0x1p-30 * length
      while end > firstChunk && rests[end - 1] > reached { end -= 1 }
      if end * chunkRows <= first { break }
      let entry = entries[place]
      out[many] = cento_window(
        start: entry.rank, end: 0, before: UInt32(min(end * chunkRows, index.rows.count)),
        weight: UInt32(entry.weight))
      many &+= 1
      norm = UInt32(entry.below)
    }
    // What a row collects is told in units of its share of the query's length.
    let once = candidateWeights.once.view
    let (factor, ratio) = (WindowIndex.tolerance / length, index.longest / length)
    let share = self.share(first, of: index)
    let (onces, oftens) = (index.once.view, index.often.view)
    var (count, other, listed) = (0, 0, 0)
    for place in 0..<min(many, Self.ahead) { starts.prefetch(2 &* Int(out[place].start)) }
    for place in 0..<many {
      if place + Self.ahead < many { starts.prefetch(2 &* Int(out[place + Self.ahead].start)) }
      let window = out[place]
      let (rank, weight) = (2 &* Int(window.start), Float(window.weight))
      var (start, end) = (starts[rank], starts[rank &+ 2])
      onces.prefetch(Int(start) &+ Self.expected(end &- start, share))
      let more = weight * once[Int(cento_rank_class(window.start))] * factor
      out[count] = cento_window(
        start: start, end: end, before: window.before, weight: UInt32(min(more, 0xFFFF)) + 1)
      count &+= start == end ? 0 : 1
      listed &+= Int(end &- start)
      (start, end) = (starts[rank &+ 1], starts[rank &+ 3])
      guard start < end else { continue }
      oftens.prefetch(Int(start) &+ Self.expected(end &- start, share))
      others[other] = cento_window(
        start: start, end: end, before: window.before,
        weight: UInt32(min(weight * ratio, 0x1p31)) + 1)
      other &+= 1
      listed &+= Int(end &- start)
    }
    scratch.listed = listed
    scratch.once.resize(to: count)
    scratch.often.resize(to: other)
    return last
  }

  /// How far into a list so long the rows of a share of all stand, about.
  @inline(__always)
  private static func expected(_ length: UInt32, _ share: UInt32) -> Int {
    Int(truncatingIfNeeded: (UInt64(length) &* UInt64(share)) &>> 32)
  }

  /// Where among all rows a row stands, of 2^32.
  private func share(_ row: Int, of index: WindowIndex) -> UInt32 {
    UInt32(truncatingIfNeeded: (UInt64(row) << 32) / UInt64(index.rows.count))
  }

  /// Adds up products over the windows chosen.
  ///
  /// - Returns: The number of rows that have collected enough.
  private func collect(
    _ rows: Range<Int>, of index: WindowIndex, by row: Int, _ scratch: WindowScratch
  ) -> Int {
    let sums = WindowSums(
      sums: scratch.sums.view, met: scratch.met.view, index: index,
      lengths: candidates.scales.lengths.view,
      share: Float(bounds.spare) * (1 - RowScales.slack) / queries.scales.lengths.view[row])
    let place = WindowSums.Place(
      first: UInt32(rows.lowerBound), share: share(rows.lowerBound, of: index))
    // About so much of the lists lies within the windows.
    let postings = scratch.listed * rows.count / index.rows.count
    if postings * Self.sumsPerPosting >= rows.count {
      sums.add(scratch.once.view, of: index.once.view, from: place)
      sums.add(scratch.often.view, of: index.often.view, from: place)
      return sums.collect(rows)
    }
    var met = sums.meet(scratch.once.view, of: index.once.view, from: place, after: 0)
    met = sums.meet(scratch.often.view, of: index.often.view, from: place, after: met)
    return sums.keep(met, in: rows)
  }
}

/// What one scan of windows needs beside the rows.
final class WindowScratch: @unchecked Sendable {
  /// For each row of the block the products added up so far, in units of 2^-15 times how much longer
  /// than the query it is; 0 for a row not met.
  let sums: RawBuffer<UInt16>
  /// The rows met, and one place more.
  let met: RawBuffer<UInt32>
  /// The windows to be read, of rows that have a feature once and of others.
  let (once, often) = (RawBuffer<cento_window>(), RawBuffer<cento_window>())
  /// The length of their lists.
  var listed = 0
  let check = CheckScratch()

  init(rows: Int) {
    sums = RawBuffer(repeating: 0, count: rows)
    met = RawBuffer(repeating: 0, count: rows + 1)
  }

  /// Forgets all windows.
  func clear() { resize(to: 0) }

  /// Makes room for windows.
  func resize(to count: Int) {
    once.resize(to: count)
    often.resize(to: count)
  }
}
