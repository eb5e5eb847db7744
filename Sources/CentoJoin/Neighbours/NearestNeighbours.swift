public import CentoMatrix
package import CentoParallel

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
  /// How many rows are indexed at a time; nil for what suits the near caches.
  ///
  /// It changes nothing but time and memory.
  package var blockRows: Int?

  private static let taskRows = 32

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
  /// - Complexity: O(postings touched) time for a row, at worst O(nonzeros); 12 bytes for an entry
  ///   of a column that two rows share, 4 more for those of 65,536 rows.
  public func neighbours(in rows: CSRMatrix, threads: Int) -> [[ScoredPair]] {
    let features = FeatureRanks(within: rows)
    let ranked = SortedRows(rows, by: features, threads: threads).ranked
    return neighbours(of: ranked, in: ranked, isWithin: true, threads: threads)
  }

  /// The neighbours of each row of `a` among the rows of `b`, over the same columns.
  ///
  /// - Precondition: As for `neighbours(in:threads:)`, and both have the same number of columns.
  public func neighbours(of a: CSRMatrix, in b: CSRMatrix, threads: Int) -> [[ScoredPair]] {
    precondition(a.columns == b.columns, "the same columns on both sides")
    let features = FeatureRanks(between: a, and: b)
    return neighbours(
      of: SortedRows(a, by: features, threads: threads).ranked,
      in: SortedRows(b, by: features, threads: threads).ranked, isWithin: false, threads: threads)
  }

  private func neighbours(
    of queries: RankedRows, in candidates: RankedRows, isWithin: Bool, threads: Int
  ) -> [[ScoredPair]] {
    let best = NearestRows(rows: queries.count, wanted: count, floor: floor)
    search(
      queries, keys: (0..<queries.count).map { UInt32($0) }, among: candidates,
      names: (0..<candidates.count).map { UInt32($0) }, isWithin: isWithin, into: best,
      threads: threads)
    return (0..<queries.count).map { row in
      (0..<best.count(of: row)).map { place in
        let neighbour = best.neighbour(place, of: row)
        return ScoredPair(a: row, b: Int(neighbour.name), cosine: neighbour.cosine)
      }
    }
  }

  /// Takes the nearest of some rows among some others of the same ranks in.
  ///
  /// - Parameters:
  ///   - keys: For each query its number in `best`; `.max` for a row that asks nothing.
  ///   - names: For each candidate the number by which it is told, and which comes first where
  ///     scores are equal; `.max` for a row that is none.
  ///   - isWithin: Whether both are one set: no row is its own neighbour.
  ///   - progress: Told after some queries how much has been done.
  package func search(
    _ queries: RankedRows, keys: [UInt32], among candidates: RankedRows, names: [UInt32],
    isWithin: Bool, into best: NearestRows, threads: Int, progress: Progress? = nil
  ) {
    let size = max(1, min(blockRows ?? NeighbourIndex.mostRows, NeighbourIndex.mostRows))
    let blocks = Parallel.blocks(of: candidates.count, size: size)
    let tasks = Parallel.blocks(of: queries.count, size: Self.taskRows)
    let pool = Pool { NeighbourScratch(rows: size) }
    for (number, block) in blocks.enumerated() {
      let scan = NeighbourScan(
        queries: queries, candidates: candidates, names: names,
        index: NeighbourIndex(candidates, rows: block) { names[$0] != .max }, isWithin: isWithin)
      for some in Parallel.blocks(of: tasks.count, size: 64) {
        Parallel.forEach(count: some.count, threads: threads) { place in
          pool.with { scratch in
            for row in tasks[some.lowerBound + place] where keys[row] != .max {
              scan.find(row, as: Int(keys[row]), into: best, scratch)
            }
          }
        }
        let done = Double(number) + Double(some.upperBound) / Double(tasks.count)
        progress?(done / Double(blocks.count))
      }
    }
  }
}
