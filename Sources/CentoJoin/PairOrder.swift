internal import CentoMatrix

/// Pairs brought into the order of their rows.
package enum PairOrder {
  /// The pairs of a scan by the numbers that the rows had before they were put in order, sorted.
  ///
  /// - Parameter within: Whether both are one set: a < b.
  static func named(
    _ found: consuming [[ScoredPair]], queries: RowHeads, candidates: RowHeads, within: Bool
  ) -> [ScoredPair] {
    var pairs: [ScoredPair] = []
    pairs.reserveCapacity(found.reduce(0) { $0 + $1.count })
    for part in found.indices {
      for pair in found[part] {
        let a = queries.order?[pair.a] ?? pair.a
        let b = candidates.order?[pair.b] ?? pair.b
        let isTurned = within && b < a
        pairs.append(
          ScoredPair(a: isTurned ? b : a, b: isTurned ? a : b, cosine: pair.cosine))
      }
      found[part] = []
    }
    return sorted(pairs, rows: queries.rows.count)
  }

  /// The pairs by a, then b.
  ///
  /// - Parameter rows: More than every a.
  /// - Complexity: O(pairs + rows) time and the sorting of each row's own pairs; a second copy of
  ///   the pairs.
  package static func sorted(_ pairs: [ScoredPair], rows: Int) -> [ScoredPair] {
    var starts = [Int](repeating: 0, count: rows + 2)
    for pair in pairs { starts[pair.a + 2] += 1 }
    for row in 2..<starts.count { starts[row] += starts[row - 1] }
    var sorted = pairs
    for pair in pairs {
      sorted[starts[pair.a + 1]] = pair
      starts[pair.a + 1] += 1
    }
    for row in 0..<rows {
      let own = starts[row]..<starts[row + 1]
      if own.count > 1, !sorted[own].isAscending { sorted[own].sort { $0.b < $1.b } }
    }
    return sorted
  }
}

extension ArraySlice<ScoredPair> {
  fileprivate var isAscending: Bool {
    indices.dropFirst().allSatisfy { self[$0 - 1].b < self[$0].b }
  }
}
