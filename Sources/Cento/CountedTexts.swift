/// The distinct texts of some units with their grams counted: what lies between folding and joining.
package struct CountedTexts: Sendable {
  let distinct: EqualUnits
  let vectors: SharedVectors
  /// Where grams are set aside; nil if they are in memory.
  let file: SpillFile?

  /// The number of grams that two texts or more have.
  package var sharedGrams: Int { vectors.grams.frequencies.count }

  /// The number of units without a single gram.
  var emptyUnits: Int {
    distinct.multiplicities.indices.reduce(0) {
      $0 + (vectors.isEmpty($1) ? Int(distinct.multiplicities[$1]) : 0)
    }
  }

  /// The second step of a join: the rows that may reach `threshold`.
  package func rows(reaching threshold: Double, threads: Int) -> TileRows {
    vectors.plan(reaching: threshold, threads: threads).rows(threads: threads)
  }
}
