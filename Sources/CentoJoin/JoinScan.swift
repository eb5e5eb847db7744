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
    let least = JoinBounds.units(down: threshold - JoinBounds.margin)
    let count = scan(row, least: least, scratch: scratch)
    guard count > 0 else { return }
    let before = out.count
    let (met, progress) = (scratch.met.view, scratch.progress.view)
    scratch.query.isLoaded = false
    for index in 0..<count {
      let candidate = Int(met[index])
      let state = progress[candidate]
      progress[candidate] = 0
      guard mayReach(least, row, candidate, state) else { continue }
      if !scratch.query.isLoaded { scratch.query.load(row, of: queries.rows) }
      let cosine = Cosine.value(scratch.query.units(candidate, of: candidates.rows)) {
        scratch.query.equals(row, of: queries.rows, candidate, of: candidates.rows)
      }
      if cosine >= threshold {
        out.append(ScoredPair(a: row, b: candidate, cosine: cosine))
      }
    }
    order(&out, from: before)
  }

  /// Sorts the pairs of one query by candidate.
  private func order(_ out: inout [ScoredPair], from start: Int) {
    guard out.count - start > 1 else { return }
    out[start...].sort { $0.b < $1.b }
  }

  /// Adds up products over the query's head, from its rarest feature on.
  ///
  /// - Returns: The number of rows met.
  private func scan(_ row: Int, least: UInt32, scratch: ScanScratch) -> Int {
    let (head, starts, postings) = (
      queries.entries.view, index.starts.view, index.postings.view
    )
    let (progress, met) = (scratch.progress.view, scratch.met.view)
    var count = 0
    // Only later rows: each pair is found once, from its first row.
    let stop = within ? row : -1
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
      let (weight, below) = (UInt32(entry.weight), UInt32(entry.below))
      for index in starts[Int(entry.rank)]..<starts[Int(entry.rank) + 1] {
        let posting = postings[index]
        if Int(posting.row) <= stop { break }
        let before = progress[Int(posting.row)]
        let sum = before &>> 16 &+ JoinBounds.product(weight, UInt32(posting.weight))
        if sum &+ JoinBounds.product(below, UInt32(posting.below)) >= least {
          met[count] = posting.row
          count &+= before == 0 ? 1 : 0
          progress[Int(posting.row)] =
            min(sum, 0xFFFF) &<< 16 | UInt32(posting.below)
        } else if before != 0 {
          progress[Int(posting.row)] = ScanScratch.left
        }
      }
    }
    scratch.touched |= touched
    return count
  }

  /// Whether a candidate may still reach `least`, by the norms of what has not been added up:
  /// products of features commoner than the query's head or than the candidate's, whichever
  /// begins at the rarer feature.
  private func mayReach(_ least: UInt32, _ row: Int, _ candidate: Int, _ state: UInt32) -> Bool {
    let sum = state &>> 16
    let (here, there) = (queries.edges.view[row], candidates.edges.view[candidate])
    if there.rank > here.rank {
      // The cheaper bound first: most candidates end here.
      guard sum + UInt32(there.residue) + 2 >= least else { return false }
      let norm = UInt32(queries.norm(ofRow: row, below: there.rank))
      return sum + JoinBounds.product(norm, UInt32(there.residue)) >= least
    }
    return sum + JoinBounds.product(UInt32(here.residue), state & 0xFFFF) >= least
  }
}

/// What one scan needs beside the rows.
final class ScanScratch: @unchecked Sendable {
  /// A row that was left: met, with nothing added up.
  static let left: UInt32 = 1

  /// How far the scan has come with each row of the index; 0 for a row not met.
  ///
  /// Above, the products added up so far, which are never 0; below, the norm of the row's features
  /// that are commoner than the last one added; both in units of 2^-15, rounded up. Four bytes,
  /// so that a few hundred thousand rows stay in the second cache.
  let progress: RawBuffer<UInt32>
  /// The rows met, in the order of meeting, and one place more.
  let met: RawBuffer<UInt32>
  let query = QueryTable()
  /// Keeps the reads ahead from being left out as useless.
  var touched: UInt32 = 0

  init(rows: Int) {
    progress = RawBuffer(repeating: 0, count: rows)
    met = RawBuffer(repeating: 0, count: rows + 1)
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
