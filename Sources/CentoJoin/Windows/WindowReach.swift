internal import CentoParallel

/// How far into a block the rows of a group can reach, by their lengths.
///
/// A row x can reach a later row y only if L(x) ≥ L(y)·(threshold − granted(y)), and the part of x
/// whose norm is n only if n²·L(x) ≥ L(y)·(least − granted(y)): see `RowScales`. Of these right sides
/// the least is kept for each chunk of rows and all after it, so that what is reached is a window.
struct WindowReach: Sendable {
  /// The rows of a chunk.
  static let chunkRows = 1024

  /// For whole rows and the threshold.
  let wholes: RawBuffer<Float>
  /// For parts and what rests have to make up.
  let rests: RawBuffer<Float>

  /// - Parameters:
  ///   - rows: The rows of the block.
  ///   - shortest: The length of the shortest row of the group.
  init(
    _ scales: RowScales, rows: Range<Int>, shortest: Float, threshold: Float, least: Float
  ) {
    let chunks = Parallel.blocks(of: rows.count, size: Self.chunkRows)
    (wholes, rests) = (
      RawBuffer(repeating: 0, count: chunks.count), RawBuffer(repeating: 0, count: chunks.count)
    )
    let (lengths, excess) = (scales.lengths.view, scales.excess.view)
    let (surplus, wholes, rests) = (scales.surplus.view, wholes.view, rests.view)
    let ratio = 1 / max(shortest, .leastNormalMagnitude)
    var (whole, rest) = (Float.infinity, Float.infinity)
    for chunk in chunks.indices.reversed() {
      for place in chunks[chunk] {
        let row = rows.lowerBound &+ place
        let length = lengths[row]
        let granted = min(excess[row], surplus[row] * (length * ratio))
        whole = min(whole, length * (threshold - granted))
        rest = min(rest, length * (least - granted))
      }
      wholes[chunk] = whole * (1 - RowScales.slack)
      rests[chunk] = rest * (1 - RowScales.slack)
    }
  }
}

extension RowScales {
  /// No row that is shorter reaches a threshold with any of these rows.
  func leastLength(of rows: Range<Int>, threshold: Float) -> Float {
    let (lengths, excess) = (lengths.view, excess.view)
    var least = Float.infinity
    for row in rows { least = min(least, lengths[row] * (threshold - excess[row])) }
    return least * (1 - Self.slack)
  }
}

/// Queries whose lengths are taken as one, and how far they reach into a block.
struct WindowGroup: Sendable {
  let rows: Range<Int>
  let reach: WindowReach
}
