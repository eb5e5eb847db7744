internal import CentoMatrix
package import CentoParallel

/// What each row of a set goes with: the nearest of the leaders that come before it.
///
/// A leader is a row that is no pair with an earlier leader: the greedy independent dominating set
/// of the pairs, in the order of the rows. Sendable because one task at a time owns a row's place.
package final class RowLeaders: @unchecked Sendable {
  /// The name of a row that has no leader so far.
  package static let none = UInt32.max

  /// For each row the name of its leader; its own where it is one.
  package let leaders: RawBuffer<UInt32>
  /// For each row the cosine with its leader; 1 for a leader.
  package let cosines: RawBuffer<Double>
  /// The name of each row; ascending.
  let names: [UInt32]

  /// Rows without leaders.
  package init(names: [UInt32]) {
    self.names = names
    leaders = RawBuffer(repeating: Self.none, count: names.count)
    cosines = RawBuffer(repeating: -1, count: names.count)
  }

  func isOpen(_ row: Int) -> Bool { leaders.view[row] == Self.none }

  func isLeader(_ row: Int) -> Bool { leaders.view[row] == names[row] }

  /// Makes an open row a leader.
  func lead(_ row: Int) {
    leaders.view[row] = names[row]
    cosines.view[row] = 1
  }

  /// Offers a leader, which the row takes if none so far is nearer; of equally near ones the first.
  func offer(_ row: Int, leader: UInt32, cosine: Double) {
    let known = cosines.view[row]
    guard cosine > known || (cosine == known && leader < leaders.view[row]) else { return }
    leaders.view[row] = leader
    cosines.view[row] = cosine
  }
}

extension CosineJoin {
  /// Finds the leaders among the rows of one set that have none so far, and each row's nearest.
  ///
  /// Only leaders ask for the rows after them: n rows that are nearly equal cost n comparisons with
  /// the first of them, and few among themselves.
  ///
  /// - Complexity: O(postings of leaders touched) time.
  package func lead(
    _ heads: RowHeads, _ state: RowLeaders, threads: Int, progress: Progress? = nil
  ) {
    LeaderScan(queries: heads, leaders: heads, threshold: threshold)
      .scan(state, blockRows: blockRows, threads: threads, progress: progress)
  }

  /// Offers the leaders of one set to the rows of another, all of which come after them.
  package func lead(
    _ heads: RowHeads, _ state: RowLeaders, by leaders: RowHeads, _ theirs: RowLeaders,
    threads: Int, progress: Progress? = nil
  ) {
    LeaderScan(queries: heads, leaders: leaders, threshold: threshold)
      .scan(state, by: theirs, threads: threads, progress: progress)
  }
}

/// The rows of one set asked about the leaders of another, or of the same.
private struct LeaderScan: Sendable {
  private let queries: RowHeads
  private let leaders: RowHeads
  /// All rows of an index are asked for.
  private let plain: JoinScan
  /// Rows of one set, each pair once.
  private let within: JoinScan

  /// How many rows are asked about at a time before it is known which of them lead.
  private static let batches = 32...4096

  init(queries: RowHeads, leaders: RowHeads, threshold: Double) {
    self.queries = queries
    self.leaders = leaders
    plain = JoinScan(
      queries: queries, candidates: leaders, within: false, threshold: threshold)
    within = JoinScan(
      queries: queries, candidates: leaders, within: true, threshold: threshold)
  }

  /// Among the rows of one set.
  func scan(_ state: RowLeaders, blockRows: Int?, threads: Int, progress: Progress?) {
    let count = queries.rows.count
    let blocks = CandidateBlocks.cut(queries, rows: blockRows)
    let pool = Pool { ScanScratch(rows: blocks.reduce(0) { max($0, $1.count) }) }
    for block in blocks {
      choose(block, state, pool, threads: threads)
      offer(leadersOf: block, state, to: state, from: block.upperBound, pool, threads: threads)
      // A block is asked by all rows after it.
      let left = Double(count - block.upperBound) / Double(count)
      progress?(1 - left * left)
    }
  }

  /// The leaders of another set.
  func scan(_ state: RowLeaders, by theirs: RowLeaders, threads: Int, progress: Progress?) {
    let blocks = CandidateBlocks.cut(leaders, rows: nil)
    let pool = Pool { ScanScratch(rows: blocks.reduce(0) { max($0, $1.count) }) }
    for (number, block) in blocks.enumerated() {
      offer(leadersOf: block, theirs, to: state, from: 0, pool, threads: threads)
      progress?(Double(number + 1) / Double(blocks.count))
    }
  }

  /// Makes leaders of the open rows of a block, and offers them to the rows after them in it.
  ///
  /// Open rows ask some at a time, before it is known which of them an earlier one of the same
  /// batch leads. What those find is thrown away, and the next batch is smaller.
  private func choose(
    _ block: Range<Int>, _ state: RowLeaders, _ pool: Pool<ScanScratch>, threads: Int
  ) {
    guard block.contains(where: { state.isOpen($0) }) else { return }
    let index = HeadIndex(queries, rows: block, threshold: within.threshold, threads: threads)
    var (next, size) = (block.lowerBound, Self.batches.lowerBound)
    while next < block.upperBound {
      var open: [Int] = []
      while next < block.upperBound, open.count < size {
        if state.isOpen(next) { open.append(next) }
        next += 1
      }
      let tasks = Parallel.blocks(of: open.count, size: 32)
      let asked = open
      let found = Parallel.map(count: tasks.count, threads: threads) { task in
        pool.with { scratch in
          tasks[task].map { place in
            var pairs: [ScoredPair] = []
            within.append(pairsOf: asked[place], in: index, scratch: scratch, to: &pairs)
            return pairs
          }
        }
      }.flatMap { $0 }
      var led = 0
      for (row, pairs) in zip(open, found) {
        guard state.isOpen(row) else {
          led += 1
          continue
        }
        state.lead(row)
        for pair in pairs {
          state.offer(pair.b, leader: state.names[row], cosine: pair.cosine)
        }
      }
      size =
        led * 8 > open.count
        ? max(Self.batches.lowerBound, size / 2) : min(Self.batches.upperBound, size * 2)
    }
  }

  /// Offers the leaders among some rows to the rows of a set from one on.
  private func offer(
    leadersOf block: Range<Int>, _ theirs: RowLeaders, to state: RowLeaders, from first: Int,
    _ pool: Pool<ScanScratch>, threads: Int
  ) {
    let count = queries.rows.count - first
    guard count > 0, block.contains(where: { theirs.isLeader($0) }) else { return }
    let index = HeadIndex(
      leaders, rows: block, threshold: plain.threshold, threads: threads
    ) { theirs.isLeader($0) }
    let tasks = Parallel.blocks(of: count, size: JoinScan.taskRows)
    Parallel.forEach(count: tasks.count, threads: threads) { task in
      pool.with { scratch in
        var found: [ScoredPair] = []
        for place in tasks[task] {
          let row = first + place
          found.removeAll(keepingCapacity: true)
          plain.append(pairsOf: row, in: index, scratch: scratch, to: &found)
          for pair in found {
            state.offer(row, leader: theirs.names[pair.b], cosine: pair.cosine)
          }
        }
      }
    }
  }
}
