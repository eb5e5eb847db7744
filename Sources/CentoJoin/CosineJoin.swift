public import CentoMatrix
package import CentoParallel

/// Every pair of rows whose cosine is at least a threshold, and no other.
///
/// Exact: a pair is left only on the bounds of `JoinBounds`, widened by more than all roundings,
/// and every pair that is answered has been computed by `Cosine`. The threshold applies to that
/// double, before it is rounded for print. Two rows without entries are no pair: what they stand
/// for must be compared otherwise.
///
///     let rows = CSRMatrix(columns: 2, rows: [[(0, 1)], [(0, 0.6), (1, 0.8)], [(0, 1)]])
///     try CosineJoin(threshold: 0.9).pairs(in: rows, threads: 2)   // [(0, 2, 1)]
public struct CosineJoin: Sendable, Hashable {
  /// The least cosine that is answered.
  public let threshold: Double
  /// How many rows are indexed at a time; nil for what suits the rows.
  ///
  /// It changes nothing but time and memory.
  package var blockRows: Int?

  /// A join at `threshold`.
  ///
  /// - Throws: `JoinError.threshold` unless 0 < threshold ≤ 1.
  public init(threshold: Double) throws(JoinError) {
    guard threshold > 0, threshold <= 1 else { throw .threshold(threshold) }
    self.threshold = threshold
  }

  /// The pairs within one set: a < b, sorted by a, then b.
  ///
  /// - Throws: `JoinError.negative` or `.notNormalized`, naming the first row that is wrong.
  /// - Complexity: O(postings touched) time, at worst O(rows · nonzeros); 24 bytes for an entry
  ///   of a column that two rows share, 8 bytes a row and 8 a column for each thread.
  public func pairs(in rows: CSRMatrix, threads: Int) throws(JoinError) -> [ScoredPair] {
    try RowCheck.check(rows)
    let features = FeatureRanks(within: rows)
    return pairs(in: SortedRows(rows, by: features, threads: threads).ranked, threads: threads)
  }

  /// The pairs within one set of rows that have been ranked before, each of length 1 with what was
  /// left out of it.
  package func pairs(
    in rows: RankedRows, threads: Int, progress: Progress? = nil
  ) -> [ScoredPair] {
    pairs(
      within: heads(of: rows, isOrdered: true, threads: threads), threads: threads,
      progress: progress)
  }

  /// What a join reads of rows that have been ranked before.
  ///
  /// - Parameter isOrdered: Whether the rows may be put in the order that suits a join: pairs are
  ///   told by the numbers that the rows have here, leaders by their order.
  package func heads(of rows: RankedRows, isOrdered: Bool, threads: Int) -> RowHeads {
    RowHeads(rows, threshold: threshold, isOrdered: isOrdered, threads: threads)
  }

  /// The same of some of the rows, which are numbered anew.
  package func heads(of rows: RankedRows, at places: [Int], threads: Int) -> RowHeads {
    heads(of: rows.ordered(places), isOrdered: true, threads: threads)
  }

  /// The index of all rows of heads that are joined with many others, which would make it anew for each;
  /// nil if one block does not hold them.
  ///
  /// - Parameter room: Where it is made; no other is made there as long as it is used.
  package func index(of heads: RowHeads, threads: Int, in room: WindowRoom) -> WindowIndex? {
    let blocks = heads.order.map { _ in WindowScan.blocks(of: heads, rows: blockRows) } ?? []
    guard blocks.count == 1 else { return nil }
    return WindowIndex(heads, rows: blocks[0], in: room, threads: threads)
  }

  /// The pairs within one set of heads made for this threshold: a < b, sorted by a, then b.
  ///
  /// - Parameters:
  ///   - index: What `index(of:threads:in:)` is of the heads.
  ///   - room: Where indices are made; who joins many sets makes them in one.
  package func pairs(
    within heads: RowHeads, index: WindowIndex? = nil, threads: Int,
    in room: WindowRoom = WindowRoom(), progress: Progress? = nil
  ) -> [ScoredPair] {
    let found =
      heads.order == nil
      ? JoinScan(queries: heads, candidates: heads, within: true, threshold: threshold)
        .pairs(threads: threads, blockRows: blockRows, progress: progress)
      : WindowScan(queries: heads, candidates: heads, order: .within, threshold: threshold)
        .pairs(
          by: index, threads: threads, blockRows: blockRows, in: room, progress: progress)
    return PairOrder.named(found, queries: heads, candidates: heads, within: true)
  }

  /// The pairs between two sets of heads of the same ranks: a from the first, b from the second.
  ///
  /// - Parameters:
  ///   - index: What `index(of:threads:in:)` is of the first.
  ///   - room: Where indices are made; who joins many sets makes them in one.
  package func pairs(
    between a: RowHeads, and b: RowHeads, index: WindowIndex? = nil, threads: Int,
    in room: WindowRoom = WindowRoom(), progress: Progress? = nil
  ) -> [ScoredPair] {
    PairOrder.named(
      a.order == nil || b.order == nil
        ? JoinScan(queries: a, candidates: b, within: false, threshold: threshold)
          .pairs(threads: threads, blockRows: blockRows, progress: progress)
        : ordered(a, b, index, threads: threads, in: room, progress: progress),
      queries: a, candidates: b, within: false)
  }

  /// The pairs between two sets in order: of each pair the row that comes first asks.
  private func ordered(
    _ a: RowHeads, _ b: RowHeads, _ index: WindowIndex?, threads: Int, in room: WindowRoom,
    progress: Progress?
  ) -> [[ScoredPair]] {
    let half = progress.map { progress in { @Sendable (done: Double) in progress(done / 2) } }
    let found = WindowScan(queries: a, candidates: b, order: .sameOrLonger, threshold: threshold)
      .pairs(by: nil, threads: threads, blockRows: blockRows, in: room, progress: half)
    let rest = progress.map { progress in { @Sendable (done: Double) in progress(0.5 + done / 2) } }
    let turned = WindowScan(queries: b, candidates: a, order: .longer, threshold: threshold)
      .pairs(by: index, threads: threads, blockRows: blockRows, in: room, progress: rest)
    return found
      + turned.map { part in part.map { ScoredPair(a: $0.b, b: $0.a, cosine: $0.cosine) } }
  }

  /// The pairs between two sets over the same columns: a from the first, b from the second,
  /// sorted by a, then b.
  ///
  /// - Throws: `JoinError.columns` if the sets have different numbers of columns;
  ///   otherwise as `pairs(in:threads:)`.
  public func pairs(
    between a: CSRMatrix, and b: CSRMatrix, threads: Int
  ) throws(JoinError) -> [ScoredPair] {
    guard a.columns == b.columns else { throw .columns(a.columns, b.columns) }
    try RowCheck.check(a)
    try RowCheck.check(b)
    let features = FeatureRanks(between: a, and: b)
    let queries = RowHeads(
      SortedRows(a, by: features, threads: threads).ranked, threshold: threshold,
      isOrdered: false, threads: threads)
    let candidates = RowHeads(
      SortedRows(b, by: features, threads: threads).ranked, threshold: threshold,
      isOrdered: false, threads: threads)
    return pairs(between: queries, and: candidates, threads: threads)
  }
}
