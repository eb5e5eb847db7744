public import CentoMatrix
internal import CentoParallel

/// For each row the rows of greatest cosine, exactly.
///
/// Neighbours are ranked by the score as it is printed (`ScoredPair.millionths`), the greatest
/// first; of equal scores the first row wins, also for the last place. Without a floor a
/// neighbour must have a cosine above 0.
///
///     let rows = CSRMatrix(columns: 2, rows: [[(0, 1)], [(0, 0.6), (1, 0.8)], [(0, 1)]])
///     try NearestNeighbours(count: 1, floor: nil).neighbours(in: rows, threads: 2)
///     // [[(0, 2, 1)], [(1, 0, 0.6)], [(2, 0, 1)]]
public struct NearestNeighbours: Sendable, Hashable {
  /// How many neighbours a row may have.
  public let count: Int
  /// The least cosine of a neighbour; without it any cosine above 0 will do.
  public let floor: Double?

  /// At most `k` neighbours a row, none below `floor`.
  ///
  /// - Throws: `JoinError.neighbours` if k < 1, `JoinError.floor` unless 0 < floor ≤ 1.
  public init(count k: Int, floor: Double?) throws(JoinError) {
    guard k >= 1 else { throw .neighbours(k) }
    if let floor, !(floor > 0 && floor <= 1) { throw .floor(floor) }
    count = k
    self.floor = floor
  }

  /// The neighbours of each row among the other rows of its set.
  ///
  /// - Precondition: Weights are 0 or more, rows have length 1 or 0, as TF-IDF rows do.
  /// - Complexity: O(postings touched) time for a row, at worst O(nonzeros); memory as in
  ///   `CosineJoin`.
  public func neighbours(in rows: CSRMatrix, threads: Int) -> [[ScoredPair]] {
    let features = FeatureRanks(within: rows)
    let ranked = SortedRows(rows, by: features, threads: threads)
    return NeighbourScan(
      queries: ranked, candidates: ranked, within: true, features: features.count, wanted: count,
      floor: floor, threads: threads
    ).neighbours(threads: threads)
  }

  /// The neighbours of each row of `a` among the rows of `b`, over the same columns.
  ///
  /// - Precondition: As for `neighbours(in:threads:)`, and both have the same number of columns.
  public func neighbours(of a: CSRMatrix, in b: CSRMatrix, threads: Int) -> [[ScoredPair]] {
    precondition(a.columns == b.columns, "the same columns on both sides")
    let features = FeatureRanks(between: a, and: b)
    return NeighbourScan(
      queries: SortedRows(a, by: features, threads: threads),
      candidates: SortedRows(b, by: features, threads: threads), within: false,
      features: features.count, wanted: count, floor: floor, threads: threads
    ).neighbours(threads: threads)
  }
}
