internal import CentoParallel

/// What one scan needs beside the rows: progress for every row of the index, and the row asked
/// about by rank.
final class JoinScratch: @unchecked Sendable {
  /// How far the scan has come with a row of the index.
  struct Progress: BitwiseCopyable, Sendable {
    /// The products added up so far; 0 for a row not met, −∞ for one that was left, +∞ for one
    /// that is done.
    var sum: Float
    /// The norm of the row's features that are commoner than the last one added, rounded up.
    var below: Float
  }

  /// For each row of the index how far the scan has come.
  let progress: RawBuffer<Progress>
  /// The rows met, in the order of meeting.
  let met = RawBuffer<UInt32>()
  /// The weights of the row asked about, by rank.
  let weights: RawBuffer<Double>
  /// For each place of the row asked about the norm of the commoner ones; one entry more than
  /// places.
  let norms = RawBuffer<Double>()

  init(rows: Int, features: Int) {
    progress = RawBuffer(repeating: Progress(sum: 0, below: 0), count: rows)
    weights = RawBuffer(repeating: 0, count: features)
  }

  /// Lays out the row asked about.
  func load(_ row: Int, of rows: SortedRows) {
    let (ranks, values, table) = (rows.ranks.view, rows.weights.view, weights.view)
    norms.resize(to: 0)
    var squares = 0.0
    for place in rows.indptr[row]..<rows.indptr[row + 1] {
      norms.append(squares.squareRoot())
      squares += values[place] * values[place]
      table[Int(ranks[place])] = values[place]
    }
    norms.append(squares.squareRoot())
  }

  /// Takes the row asked about and the sums away again.
  func unload(_ row: Int, of rows: SortedRows) {
    let (ranks, table, all, progress) = (rows.ranks.view, weights.view, met.view, progress.view)
    for place in rows.indptr[row]..<rows.indptr[row + 1] { table[Int(ranks[place])] = 0 }
    for index in 0..<all.count {
      progress[Int(all[index])] = Progress(sum: 0, below: 0)
    }
    met.resize(to: 0)
  }
}
