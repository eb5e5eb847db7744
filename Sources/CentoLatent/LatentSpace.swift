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
/// The iteration is in single precision while the spectrum allows it, the last product with A·Aᵀ and the
/// Rayleigh–Ritz step in double precision: the error of a singular value is the square of the basis's. Where the
/// eigenvalues wanted span more than four orders of magnitude, all of it is in double precision.
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

  /// How exact an answer is.
  public enum Precision: Sendable, Equatable {
    /// Singular values to about 10⁻⁵ of the largest: enough for clusters, in half the time and memory.
    case single
    /// Singular values to the square of what the iteration left open, 10⁻¹³ at best.
    case double
  }

  /// Fits a space of at most `dimensions` dimensions.
  ///
  /// - Parameters:
  ///   - rows: The matrix A, usually weights with rows of unit length.
  ///   - dimensions: How many singular values and vectors are wanted, at least 1.
  ///   - seed: Where the random start comes from.
  ///   - keys: A number for each row, its own number if none are given, from which the row's random start
  ///     follows: with keys that follow from what rows say, rows that come or go leave the others' start.
  ///   - threads: Workers; the answer does not depend on it.
  ///   - oversampling: Vectors carried beyond those wanted, at least; a few more fill the last vector of
  ///     16 numbers.
  ///   - powerIterations: Products with A·Aᵀ before the last one; each raises the ratio of wanted to
  ///     unwanted singular values to another square.
  ///   - precision: What the last product and the answer are computed in.
  /// - Throws: `LatentError`, if a value is not finite, no dimension is asked for, or LAPACK gives up.
  /// - Complexity: O(nonzeros · dimensions · powerIterations + rows · dimensions²) time,
  ///   O(nonzeros + rows · dimensions) memory.
  public static func fit(
    _ rows: CSRMatrix, dimensions: Int, seed: UInt64, keys: [UInt64]? = nil, threads: Int,
    oversampling: Int = 12, powerIterations: Int = 2, precision: Precision = .double
  ) throws(LatentError) -> LatentSpace {
    guard dimensions > 0 else { throw .noDimensions(dimensions) }
    if let row = firstNotFinite(rows) { throw .notFinite(row: row) }
    let basis = try SubspaceIteration(
      rows: rows, carried: min(rows.count, PaddedMatrix<Float>.padded(dimensions + oversampling)),
      iterations: max(1, powerIterations), seed: seed,
      keys: keys ?? (0..<rows.count).map(UInt64.init), precision: precision, threads: threads
    ).basis()
    let (squares, vectors) = try basis.ritz(threads: threads)
    // A·Aᵀ is known to the precision of its largest eigenvalue: what lies below is noise.
    let floor = (squares.first ?? 0) * 1e-13 * Double(max(1, rows.count)).squareRoot()
    let kept = Array(squares.prefix(dimensions).prefix { $0 > floor && $0 > 0 })
    let values = kept.map { $0.squareRoot() }
    let turn = SmallMatrix.columns(of: vectors, count: kept.count, scaledBy: values)
    var documents = basis.q.product(PaddedMatrix(turn), threads: threads).dense
    fixSigns(&documents)
    let total = rows.data.reduce(0) { $0 + $1 * $1 }
    return LatentSpace(
      singularValues: values, documents: documents,
      explained: kept.map { min(1, $0 / total) }, rows: rows, threads: threads)
  }

  /// What of this space outlives the rows of the fit: the right singular vectors and the singular values.
  ///
  /// Computed on demand as Aᵀ·U·S⁻¹, because clustering never needs this, the largest, factor.
  /// - Complexity: O(nonzeros · dimensions) time; 8 bytes for each column and dimension.
  public func basis() -> LatentBasis {
    LatentBasis(terms: terms(), singularValues: singularValues, explained: explained)
  }

  /// The right singular vectors V: one row a column of the input.
  ///
  /// - Complexity: O(nonzeros · dimensions).
  public func terms() -> DenseMatrix {
    guard documents.columns > 0 else { return DenseMatrix(rows: rows.columns, columns: 0) }
    var scaled = documents
    for row in 0..<scaled.rows {
      for column in 0..<scaled.columns {
        scaled.data[row * scaled.columns + column] /=
          singularValues[column] * singularValues[column]
      }
    }
    return GramOperator<Double>(rows, threads: threads).transposed(times: PaddedMatrix(scaled))
      .dense
  }

  /// Rows of the same columns, folded into this space: rows · V.
  ///
  /// The rows of the fit come out as `documents`, up to rounding.
  /// - Precondition: `rows` has as many columns as the rows of the fit.
  /// - Complexity: O((nonzeros of the fit and of `rows`) · dimensions).
  public func project(_ rows: CSRMatrix) -> DenseMatrix {
    precondition(rows.columns == self.rows.columns, "as many columns as the rows of the fit")
    return basis().project(rows, threads: threads)
  }

  private static func firstNotFinite(_ rows: CSRMatrix) -> Int? {
    guard let entry = rows.data.firstIndex(where: { !$0.isFinite }) else { return nil }
    return (0..<rows.count).first { rows.indptr[$0 + 1] > entry }
  }

  private static func fixSigns(_ documents: inout DenseMatrix) {
    let width = documents.columns
    var largest = [Double](repeating: 0, count: width)
    for row in 0..<documents.rows {
      for column in 0..<width {
        largest[column] = max(largest[column], documents.data[row * width + column].magnitude)
      }
    }
    for column in 0..<width {
      let first = (0..<documents.rows).first {
        documents.data[$0 * width + column].magnitude * 2 >= largest[column]
      }
      guard let first, documents[first, column] < 0 else { continue }
      for row in 0..<documents.rows { documents.data[row * width + column].negate() }
    }
  }
}
