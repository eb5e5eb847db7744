internal import CentoMatrix
internal import CentoParallel
internal import Synchronization

/// One join: an index of the candidates' heads, asked about each query's head.
struct JoinScan: Sendable {
  let queries: RowHeads
  let candidates: RowHeads
  let index: HeadIndex
  /// Whether both are one set, of which each pair is wanted once.
  let within: Bool
  let threshold: Double

  /// Rows a task: enough to pay for its start, few enough to balance long rows.
  private static let blockRows = 128
  private static let ahead = 16

  /// The pairs, sorted by query, then candidate.
  func pairs(threads: Int) -> [ScoredPair] {
    let pool = ScanPool(rows: candidates.rows.count)
    let blocks = Parallel.blocks(of: queries.rows.count, size: Self.blockRows)
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

  private func append(pairsOf row: Int, scratch: ScanScratch, to out: inout [ScoredPair]) {
    guard queries.starts[row] < queries.starts[row + 1] else { return }
    let length = queries.rows.indptr[row + 1] - queries.rows.indptr[row]
    let least = JoinBounds.down(threshold - JoinBounds.slack(length))
    scan(row, least: least, scratch: scratch)
    guard scratch.met.count > 0 else { return }
    let before = out.count
    let (met, progress) = (scratch.met.view, scratch.progress.view)
    scratch.query.isLoaded = false
    for index in 0..<met.count {
      let candidate = Int(met[index])
      let state = progress[candidate]
      progress[candidate] = .init(sum: 0, below: 0)
      guard state.sum > 0, mayReach(least, row, candidate, state) else { continue }
      if !scratch.query.isLoaded { scratch.query.load(row, of: queries.rows) }
      let cosine = Cosine.value(scratch.query.units(candidate, of: candidates.rows)) {
        scratch.query.equals(row, of: queries.rows, candidate, of: candidates.rows)
      }
      if cosine >= threshold {
        out.append(ScoredPair(a: row, b: candidate, cosine: cosine))
      }
    }
    scratch.met.resize(to: 0)
    order(&out, from: before)
  }

  /// Sorts the pairs of one query by candidate.
  private func order(_ out: inout [ScoredPair], from start: Int) {
    guard out.count - start > 1 else { return }
    out[start...].sort { $0.b < $1.b }
  }

  /// Adds up products over the query's head, from its rarest feature on.
  private func scan(_ row: Int, least: Float, scratch: ScanScratch) {
    let (head, starts, postings) = (
      queries.entries.view, index.starts.view, index.postings.view
    )
    let (progress, met) = (scratch.progress.view, scratch.met)
    // Only later rows: each pair is found once, from its first row.
    let stop = within ? UInt32(row) : 0
    let all = !within
    let range = queries.starts[row]..<queries.starts[row + 1]
    var touched: UInt32 = 0
    for place in range {
      if (place - range.lowerBound) & (Self.ahead - 1) == 0 {
        // Reads that wait for nothing: the misses of a few lists overlap.
        for next in place..<min(place + Self.ahead, range.upperBound) {
          touched |= postings[starts[Int(head[next].rank)]].row
        }
      }
      let entry = head[place]
      for index in starts[Int(entry.rank)]..<starts[Int(entry.rank) + 1] {
        let posting = postings[index]
        if !all && posting.row <= stop { break }
        let before = progress[Int(posting.row)].sum
        // Even a product too small for single precision leaves a trace.
        let sum = before + max(entry.weight * posting.weight, .leastNormalMagnitude)
        if sum + entry.below * posting.below >= least {
          if before == 0 { met.append(posting.row) }
          progress[Int(posting.row)] = .init(sum: sum, below: posting.below)
        } else if before != 0 {
          progress[Int(posting.row)].sum = -.infinity
        }
      }
    }
    scratch.touched |= touched
  }

  /// Whether a candidate may still reach `least`, by the norms of what has not been added up:
  /// products of features commoner than the query's head or than the candidate's, whichever
  /// begins at the rarer feature.
  private func mayReach(
    _ least: Float, _ row: Int, _ candidate: Int, _ state: ScanScratch.Progress
  ) -> Bool {
    let (here, there) = (queries.edges.view[row], candidates.edges.view[candidate])
    if there.rank > here.rank {
      // The cheaper bound first: most candidates end here.
      guard state.sum + there.residue >= least else { return false }
      return state.sum + queries.norm(ofRow: row, below: there.rank) * there.residue >= least
    }
    return state.sum + here.residue * state.below >= least
  }
}

/// What one scan needs beside the rows.
final class ScanScratch: @unchecked Sendable {
  /// How far the scan has come with a row of the index.
  struct Progress: BitwiseCopyable, Sendable {
    /// The products added up so far; 0 for a row not met, −∞ for one that was left.
    var sum: Float
    /// The norm of the row's features that are commoner than the last one added, rounded up.
    var below: Float
  }

  let progress: RawBuffer<Progress>
  /// The rows met, in the order of meeting.
  let met = RawBuffer<UInt32>()
  let query = QueryTable()
  /// Keeps the reads ahead from being left out as useless.
  var touched: UInt32 = 0

  init(rows: Int) {
    progress = RawBuffer(repeating: Progress(sum: 0, below: 0), count: rows)
  }
}

/// Scratch memory that tasks take and give back, so that there is one a thread and not one a task.
private final class ScanPool: Sendable {
  private let free = Mutex<[ScanScratch]>([])
  private let rows: Int

  init(rows: Int) {
    self.rows = rows
  }

  /// Runs `body` with scratch memory of its own.
  func with<Result>(_ body: (ScanScratch) -> Result) -> Result {
    let scratch = free.withLock { $0.popLast() } ?? ScanScratch(rows: rows)
    defer { free.withLock { $0.append(scratch) } }
    return body(scratch)
  }
}
