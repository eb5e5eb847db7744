package import CentoMatrix
internal import CentoParallel

/// The cosines of given pairs of rows.
package enum RowCosines {
  private static let taskPairs = 256

  /// The cosine of each pair, a of `rows` and b of `others`, over the same ranks.
  ///
  /// - Complexity: O(entries of the rows b) time, and the entries of a wherever it changes.
  package static func cosines(
    of pairs: [(a: Int, b: Int)], in rows: RankedRows, and others: RankedRows, threads: Int
  ) -> [Double] {
    let tasks = Parallel.blocks(of: pairs.count, size: taskPairs)
    let parts = Parallel.map(count: tasks.count, threads: threads) { task in
      let table = QueryTable()
      var loaded = -1
      return tasks[task].map { place in
        let (a, b) = pairs[place]
        if a != loaded { table.load(a, of: rows) }
        loaded = a
        return Cosine.value(table.units(b, of: others)) { table.equals(a, of: rows, b, of: others) }
      }
    }
    return parts.flatMap { $0 }
  }
}
