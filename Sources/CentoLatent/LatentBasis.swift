public import CentoMatrix
internal import CentoParallel

/// A latent space without the rows that it was fitted on: what new rows are folded in with.
///
///     let basis = space.basis()
///     try LatentBasis(bytes: basis.bytes()) == basis   // true
public struct LatentBasis: Sendable, Equatable {
  /// The right singular vectors V: one row a column of the input, one column a dimension.
  public let terms: DenseMatrix
  /// The singular values, falling, one a dimension.
  public let singularValues: [Double]
  /// The share of the sum of squares of the input that each dimension holds, in [0, 1].
  public let explained: [Double]

  /// A basis of these vectors and values.
  ///
  /// - Precondition: One singular value and one share for each column of `terms`.
  public init(terms: DenseMatrix, singularValues: [Double], explained: [Double]) {
    precondition(singularValues.count == terms.columns, "one singular value a dimension")
    precondition(explained.count == terms.columns, "one share a dimension")
    self.terms = terms
    self.singularValues = singularValues
    self.explained = explained
  }

  /// Rows of the same columns, folded into the space: rows · V.
  ///
  /// - Precondition: `rows` has as many columns as `terms` has rows.
  /// - Complexity: O(nonzeros · dimensions).
  public func project(_ rows: CSRMatrix, threads: Int = 1) -> DenseMatrix {
    precondition(rows.columns == terms.rows, "as many columns as the rows of the fit")
    return SparseProduct.product(rows, PaddedMatrix<Double>(terms), threads: threads).dense
  }
}
