public import CentoMatrix
internal import CentoParallel

/// For each row the `count` rows of greatest cosine, exactly.
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
  public func neighbours(in rows: CSRMatrix, threads: Int) -> [[ScoredPair]] {
    []
  }
}
