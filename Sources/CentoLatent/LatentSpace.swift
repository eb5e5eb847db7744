public import CentoMatrix
internal import CentoParallel

/// A space of few dimensions in which rows that share related columns lie close.
///
/// Latent semantic analysis (Deerwester and others 1990) by truncated singular value decomposition.
/// With A ≈ U·S·Vᵀ, row *i* of `documents` is row *i* of U·S. Left singular vectors are found by randomised
/// subspace iteration on A·Aᵀ (Halko, Martinsson and Tropp 2011, section 4.5) and a Rayleigh–Ritz
/// step; when there are no more rows than vectors asked for, the answer is exact.
/// The sign of each column is such that its first entry of at least half its largest
/// magnitude is positive.
///
///     let space = try LatentSpace.fit(rows, dimensions: 100, seed: 0, threads: 2)
///     space.documents.columns   // 100, or the rank of the rows if that is less
public struct LatentSpace: Sendable {
  /// The largest singular values, falling; fewer than asked for when the rank is lower.
  public let singularValues: [Double]
  /// U·S: one row a row of the input, one column a dimension.
  public let documents: DenseMatrix
  /// The share of the sum of squares of the input that each dimension holds, in [0, 1].
  public let explained: [Double]

  private let rows: CSRMatrix
  private let threads: Int

  /// Fits a space of at most `dimensions` dimensions.
  ///
  /// - Parameters:
  ///   - rows: The matrix A, usually weights with rows of unit length.
  ///   - dimensions: How many singular values and vectors are wanted, at least 1.
  ///   - seed: Where the random start comes from.
  ///   - threads: Workers; the answer does not depend on it.
  ///   - oversampling: Vectors carried beyond those wanted.
  ///   - powerIterations: Products with A·Aᵀ before the last one; each raises the ratio of wanted to
  ///     unwanted singular values to another square.
  /// - Throws: `LatentError`, if a value is not finite, no dimension is asked for, or LAPACK gives up.
  /// - Complexity: O(nonzeros · dimensions · powerIterations + rows · dimensions²) time,
  ///   O(nonzeros + rows · dimensions) memory.
  public static func fit(
    _ rows: CSRMatrix, dimensions: Int, seed: UInt64, threads: Int,
    oversampling: Int = 12, powerIterations: Int = 2
  ) throws(LatentError) -> LatentSpace {
    guard dimensions > 0 else { throw .noDimensions(dimensions) }
    for row in 0..<rows.count where !rows.range(ofRow: row).allSatisfy({ rows.data[$0].isFinite }) {
      throw .notFinite(row: row)
    }
    let gram = GramOperator(rows, threads: threads)
    let carried = (dimensions + max(0, oversampling) + 7) / 8 * 8
    var q = start(rows: rows.count, columns: min(carried, rows.count), seed: seed)
    if carried < rows.count {
      for _ in 0..<max(1, powerIterations) {
        q = try orthonormal(gram.applied(to: q), threads: threads)
      }
    }
    let y = gram.applied(to: q)
    var (squares, w) = try DenseBlocks.eigen(
      DenseBlocks.transposedProduct(q, y, threads: threads))
    // A·Aᵀ is known to the precision of its largest eigenvalue: what lies below is noise.
    let floor = (squares.first ?? 0) * 1e-13 * Double(max(1, rows.count)).squareRoot()
    let rank = squares.prefix(dimensions).prefix { $0 > floor && $0 > 0 }.count
    squares = Array(squares.prefix(rank))
    let values = squares.map { $0.squareRoot() }
    w = columns(of: w, count: rank, scaledBy: values)
    var documents = DenseBlocks.product(q, w, threads: threads)
    fixSigns(&documents)
    let total = rows.data.reduce(0) { $0 + $1 * $1 }
    return LatentSpace(
      singularValues: values, documents: documents,
      explained: squares.map { min(1, $0 / total) }, rows: rows, threads: threads)
  }

  /// The right singular vectors V: one row a column of the input.
  ///
  /// Computed on demand as Aᵀ·U·S⁻¹, because clustering never needs this, the largest, factor.
  /// - Complexity: O(nonzeros · dimensions).
  public func terms() -> DenseMatrix {
    GramOperator(rows, threads: threads).transposed(
      columns: 0..<rows.columns, times: scaledDocuments())
  }

  /// Rows of the same columns, folded into this space: rows · V.
  ///
  /// The rows of the fit come out as `documents`, up to rounding.
  /// - Precondition: `rows` has as many columns as the rows of the fit.
  /// - Complexity: O((nonzeros of the fit and of `rows`) · dimensions).
  public func project(_ rows: CSRMatrix) -> DenseMatrix {
    precondition(rows.columns == self.rows.columns, "as many columns as the rows of the fit")
    let v = terms()
    var projected = DenseMatrix(rows: rows.count, columns: v.columns)
    for row in 0..<rows.count {
      for entry in rows.range(ofRow: row) {
        let column = Int(rows.indices[entry])
        for dimension in 0..<v.columns {
          projected[row, dimension] += rows.data[entry] * v[column, dimension]
        }
      }
    }
    return projected
  }

  /// U·S⁻¹, from U·S.
  private func scaledDocuments() -> DenseMatrix {
    var scaled = documents
    for place in scaled.data.indices {
      let value = singularValues[place % scaled.columns]
      scaled.data[place] /= value * value
    }
    return scaled
  }

  /// The first vectors: random numbers in −1 … 1, or the unit vectors when they span everything.
  private static func start(rows: Int, columns: Int, seed: UInt64) -> DenseMatrix {
    var q = DenseMatrix(rows: rows, columns: columns)
    if columns == rows {
      for row in 0..<rows { q[row, row] = 1 }
      return q
    }
    var random = RandomStream(seed: seed)
    for place in q.data.indices { q.data[place] = 2 * random.unit() - 1 }
    return q
  }

  /// An orthonormal basis of the columns of `y`, by the eigenvectors of its Gram matrix, twice.
  ///
  /// This is SVQB (Stathopoulos and Wu 2002). Unlike Cholesky QR it survives columns that depend on one another.
  private static func orthonormal(
    _ y: DenseMatrix, threads: Int
  ) throws(LatentError) -> DenseMatrix {
    var basis = y
    for _ in 0..<2 {
      let (squares, vectors) = try DenseBlocks.eigen(
        DenseBlocks.transposedProduct(basis, basis, threads: threads))
      let floor = (squares.first ?? 0) * 1e-14
      let rank = squares.prefix { $0 > floor && $0 > 0 }.count
      let scales = squares.prefix(rank).map { 1 / $0.squareRoot() }
      basis = DenseBlocks.product(
        basis, columns(of: vectors, count: rank, scaledBy: scales), threads: threads)
    }
    return basis
  }

  /// The first columns of a small matrix, each times its scale.
  private static func columns(
    of matrix: DenseMatrix, count: Int, scaledBy scales: [Double]
  ) -> DenseMatrix {
    var part = DenseMatrix(rows: matrix.rows, columns: count)
    for row in 0..<matrix.rows {
      for column in 0..<count { part[row, column] = matrix[row, column] * scales[column] }
    }
    return part
  }

  private static func fixSigns(_ documents: inout DenseMatrix) {
    for column in 0..<documents.columns {
      var largest = 0.0
      for row in 0..<documents.rows { largest = max(largest, documents[row, column].magnitude) }
      let first = (0..<documents.rows).first { documents[$0, column].magnitude * 2 >= largest }
      guard let first, documents[first, column] < 0 else { continue }
      for row in 0..<documents.rows { documents[row, column].negate() }
    }
  }
}
