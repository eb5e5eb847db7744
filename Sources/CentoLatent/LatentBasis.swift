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

extension LatentBasis {
  private static let kind = "CENTOLSA"

  /// The basis as bytes, to be kept in a file.
  ///
  /// Version 1: the letters `CENTOLSA`, the version (UInt32), the number of columns of the input (UInt64), then
  /// three arrays of IEEE doubles: singular values, shares explained, V row after row; then a checksum. Numbers are
  /// little-endian; an array is its length (UInt64), then its numbers. The checksum (UInt64) is FNV-1a over all
  /// bytes before it, h, then (h ⊕ h ≫ 32) · D6E8FEB86659FD93 (hexadecimal) modulo 2⁶⁴.
  public func bytes() -> [UInt8] {
    var writer = StoredWriter(kind: LatentBasis.kind, version: 1)
    writer.append(UInt64(terms.rows))
    writer.append(singularValues)
    writer.append(explained)
    writer.append(terms.data)
    return writer.finished()
  }

  /// The basis that `bytes()` gave these bytes of.
  ///
  /// - Throws: `LatentError.stored`, if they are of another kind or version, or not whole.
  public init(bytes: [UInt8]) throws(LatentError) {
    do throws(StoredFormError) {
      var reader = try StoredReader(
        bytes, kind: LatentBasis.kind, name: "a latent space", newest: 1)
      let rows: UInt64 = try reader.number()
      let values = try reader.doubles()
      let explained = try reader.doubles()
      let terms = try reader.doubles()
      try reader.finish()
      let (count, overflow) = rows.multipliedReportingOverflow(by: UInt64(values.count))
      guard explained.count == values.count, !overflow, count == UInt64(terms.count),
        rows <= UInt64(Int.max)
      else { throw .damaged("its parts do not fit together") }
      self.init(
        terms: DenseMatrix(rows: Int(rows), columns: values.count, data: terms),
        singularValues: values, explained: explained)
    } catch {
      throw .stored(reason: error.description)
    }
  }
}
