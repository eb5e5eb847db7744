package import CentoParallel

/// Rows whose columns are numbered by how many rows have them, the commonest 0, and from which
/// columns of one row only are left out: what a join reads.
///
/// The lengths of rows are those before anything was left out.
package struct RankedRows: Sendable {
  /// Where each row starts; one more entry than there are rows.
  package let indptr: [Int]
  /// The ranks, ascending within a row.
  package let ranks: RawBuffer<UInt32>
  /// The weights of the entries.
  package let weights: RawBuffer<Double>
  /// For each row whether nothing was left out.
  package let whole: [Bool]
  /// The number of ranks.
  package let features: Int

  /// Rows of these arrays.
  package init(
    indptr: [Int], ranks: RawBuffer<UInt32>, weights: RawBuffer<Double>, whole: [Bool],
    features: Int
  ) {
    self.indptr = indptr
    self.ranks = ranks
    self.weights = weights
    self.whole = whole
    self.features = features
  }

  /// The number of rows.
  package var count: Int { indptr.count - 1 }
}
