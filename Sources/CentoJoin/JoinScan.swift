internal import CentoMatrix
internal import CentoParallel

/// One join: the candidates in blocks, each block's index asked about each query's head.
///
/// Where the norms of what is left of two rows multiply to less than the threshold less `spare`,
/// nothing more is added up; a pair that reaches the threshold has collected `spare` by then.
/// Nearly all candidates share one or two grams with the query by chance and have not.
struct JoinScan: Sendable {
  let queries: RowHeads
  let candidates: RowHeads
  /// Whether both are one set, of which each pair is wanted once.
  let within: Bool
  let threshold: Double

  /// Rows a task: enough to pay for its start, few enough to balance long rows.
  static let taskRows = 128
  private static let ahead = 16

  /// The pairs, sorted by query, then candidate.
  func pairs(threads: Int) -> [ScoredPair] {
    let tasks = Parallel.blocks(of: queries.rows.count, size: Self.taskRows)
    var found = [[ScoredPair]](repeating: [], count: tasks.count)
    let blocks = CandidateBlocks.cut(candidates, threads: threads)
    let pool = ScratchPool(rows: blocks.map(\.count).max() ?? 0)
    for block in blocks {
      let index = HeadIndex(candidates, rows: block, threads: threads)
      // Each pair is found from its first row: later rows ask nothing of this block.
      let asked = within ? (block.upperBound + Self.taskRows - 1) / Self.taskRows : tasks.count
      let parts: [[ScoredPair]] = Parallel.map(count: asked, threads: threads) { task in
        pool.with { scratch in
          var out: [ScoredPair] = []
          for row in tasks[task] where !within || row < block.upperBound {
            append(pairsOf: row, in: index, scratch: scratch, to: &out)
          }
          return out
        }
      }
      for (task, part) in parts.enumerated() where !part.isEmpty { found[task] += part }
    }
    let sorted = found
    return Parallel.map(count: sorted.count, threads: threads) { task in
      blocks.count > 1 ? sorted[task].sorted { ($0.a, $0.b) < ($1.a, $1.b) } : sorted[task]
    }.flatMap { $0 }
  }

  private func append(
    pairsOf row: Int, in index: HeadIndex, scratch: ScanScratch, to out: inout [ScoredPair]
  ) {
    guard queries.starts[row] < queries.starts[row + 1] else { return }
    let isAmong = within && index.rows.contains(row)
    let met =
      isAmong
      ? scan(row, after: row - index.rows.lowerBound, in: index, scratch: scratch)
      : scan(row, in: index, scratch: scratch)
    let count = keep(met, below: index.rows.count, scratch: scratch)
    guard count > 0 else { return }
    let before = out.count
    let (kept, table) = (scratch.met.view, scratch.query)
    table.load(row, of: queries.rows)
    for place in 0..<count {
      let candidate = index.rows.lowerBound + Int(kept[place])
      guard mayReach(row, candidate, table) else { continue }
      let cosine = Cosine.value(table.units(candidate, of: candidates.rows)) {
        table.equals(row, of: queries.rows, candidate, of: candidates.rows)
      }
      if cosine >= threshold {
        out.append(ScoredPair(a: row, b: candidate, cosine: cosine))
      }
    }
    if out.count - before > 1 { out[before...].sort { $0.b < $1.b } }
  }

  /// Whether a pair may reach the threshold: the candidate's head multiplied in full, and the norms
  /// of what is left of both.
  private func mayReach(_ row: Int, _ candidate: Int, _ table: QueryTable) -> Bool {
    let edge = candidates.entries.view[candidates.starts[candidate + 1] - 1]
    let rest = JoinBounds.product(
      UInt32(queries.norm(ofRow: row, below: edge.rank)), UInt32(edge.below))
    let least = (threshold - JoinBounds.margin) * 0x1p15 - Double(rest)
    return least <= 0 || table.product(withHeadOf: candidate, of: candidates) >= least
  }

  // MARK: Adding up

  /// Adds up products over the query's head, from its rarest feature on.
  ///
  /// - Returns: The number of rows met.
  private func scan(_ row: Int, in index: HeadIndex, scratch: ScanScratch) -> Int {
    let (sums, met, postings) = (scratch.sums.view, scratch.met.view, index.postings.view)
    var count = 0
    forEachList(of: row, in: index, scratch: scratch) { start, end, weight, least in
      for place in start..<end {
        let posting = postings[place]
        if posting.below < least { break }
        let before = UInt32(sums[Int(posting.row)])
        let sum = before &+ JoinBounds.product(weight, UInt32(posting.weight))
        sums[Int(posting.row)] = UInt16(truncatingIfNeeded: min(sum, 0xFFFF))
        met[count] = posting.row
        count &+= before == 0 ? 1 : 0
      }
    }
    return count
  }

  /// The same among the query's own block, of which only the rows after it are wanted.
  ///
  /// The others' products go to places beyond the block's rows: a branch would be foretold wrong
  /// every other time.
  private func scan(
    _ row: Int, after own: Int, in index: HeadIndex, scratch: ScanScratch
  ) -> Int {
    let (sums, met, postings) = (scratch.sums.view, scratch.met.view, index.postings.view)
    let (own, rows) = (UInt32(own), UInt32(index.rows.count))
    var count = 0
    forEachList(of: row, in: index, scratch: scratch) { start, end, weight, least in
      for place in start..<end {
        let posting = postings[place]
        if posting.below < least { break }
        let aside = rows &+ UInt32(truncatingIfNeeded: place) & (ScanScratch.asides - 1)
        let target = posting.row > own ? posting.row : aside
        let before = UInt32(sums[Int(target)])
        let sum = before &+ JoinBounds.product(weight, UInt32(posting.weight))
        sums[Int(target)] = UInt16(truncatingIfNeeded: min(sum, 0xFFFF))
        met[count] = target
        count &+= before == 0 ? 1 : 0
      }
    }
    return count
  }

  /// Calls `body` for each list of the query's head: where it starts and ends, the query's weight,
  /// and the least norm with which a posting may matter.
  @inline(__always)
  private func forEachList(
    of row: Int, in index: HeadIndex, scratch: ScanScratch,
    _ body: (_ start: Int, _ end: Int, _ weight: UInt32, _ least: UInt16) -> Void
  ) {
    let (head, starts, postings) = (queries.entries.view, index.starts.view, index.postings.view)
    let heaviest = index.heaviest.view
    let range = queries.starts[row]..<queries.starts[row + 1]
    let least = JoinBounds.Scan(threshold: threshold).least
    var touched: UInt32 = 0
    for place in range {
      if (place - range.lowerBound) & (Self.ahead - 1) == 0 {
        // Reads that wait for nothing: the misses of a few lists overlap.
        for next in place..<min(place + Self.ahead, range.upperBound) {
          touched |= postings[Int(starts[Int(head[next].rank)])].row
        }
      }
      let entry = head[place]
      let (start, end) = (Int(starts[Int(entry.rank)]), Int(starts[Int(entry.rank) + 1]))
      if start == end { continue }
      let weight = UInt32(entry.weight)
      let product = JoinBounds.product(weight, UInt32(heaviest[Int(entry.rank)]))
      body(start, end, weight, HeadIndex.least(below: entry.below, missing: least, less: product))
    }
    scratch.touched |= touched
  }

  /// Keeps the rows met that have collected enough, and forgets all sums.
  private func keep(_ count: Int, below rows: Int, scratch: ScanScratch) -> Int {
    let (sums, met) = (scratch.sums.view, scratch.met.view)
    let spare = JoinBounds.Scan(threshold: threshold).spare
    var kept = 0
    for place in 0..<count {
      let row = met[place]
      let sum = UInt32(sums[Int(row)])
      sums[Int(row)] = 0
      met[kept] = row
      kept &+= sum >= spare && Int(row) < rows ? 1 : 0
    }
    return kept
  }
}
