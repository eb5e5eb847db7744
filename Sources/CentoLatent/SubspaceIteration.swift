internal import CentoMatrix
internal import CentoParallel

/// Rounds of A·Aᵀ on a few random vectors, until these span the largest directions of A.
///
/// Between rounds the vectors are made orthonormal by the eigenvectors of their Gram matrix: SVQB
/// (Stathopoulos and Wu 2002), which survives vectors that depend on one another, unlike Cholesky QR. The
/// vectors then come near the eigenvectors of A·Aᵀ, in order, so that each keeps the precision of its own size.
struct SubspaceIteration {
  let rows: CSRMatrix
  /// How many vectors there are.
  let carried: Int
  let iterations: Int
  let seed: UInt64
  /// A number for each row from which its random start follows.
  let keys: [UInt64]
  let threads: Int

  /// Squares of lengths that differ by more than this are not told apart in single precision.
  private static let singleSpread = 1e-8

  /// A basis and what A·Aᵀ makes of it, in double precision.
  struct Basis {
    let q: PaddedMatrix<Double>
    let y: PaddedMatrix<Double>

    /// The eigenvalues of A·Aᵀ within the span of the basis, falling, and the eigenvectors in terms of it.
    ///
    /// The basis need not be orthonormal: what its Gram matrix says is divided out.
    func ritz(threads: Int) throws(LatentError) -> (values: [Double], vectors: DenseMatrix) {
      let gram = q.transposedProduct(q, threads: threads)
      let white = try SubspaceIteration.whitening(gram, floor: 1e-14).matrix
      let inner = SmallMatrix.product(
        white, transposed: true,
        SmallMatrix.product(symmetric(q.transposedProduct(y, threads: threads)), white))
      let (values, vectors) = try SymmetricEigen.vectors(of: symmetric(inner))
      return (values, SmallMatrix.product(white, vectors))
    }

    private func symmetric(_ matrix: DenseMatrix) -> DenseMatrix {
      var even = matrix
      for row in 0..<matrix.rows {
        for column in 0..<matrix.columns {
          even[row, column] = (matrix[row, column] + matrix[column, row]) / 2
        }
      }
      return even
    }
  }

  /// The basis after all rounds; the unit vectors where they are as many as the rows.
  func basis() throws(LatentError) -> Basis {
    if carried == rows.count {
      var q = PaddedMatrix<Double>(rows: carried, columns: carried)
      for row in 0..<carried { q.data[row * q.width + row] = 1 }
      return Basis(q: q, y: GramOperator<Double>(rows, threads: threads).applied(to: q))
    }
    let (single, done) = try singleRounds()
    var q = PaddedMatrix<Double>(single)
    let gram = GramOperator<Double>(rows, threads: threads)
    for _ in done..<iterations {
      q = try SubspaceIteration.orthonormal(gram.applied(to: q), threads: threads).basis
      q = try SubspaceIteration.orthonormal(q, threads: threads).basis
    }
    return Basis(q: q, y: gram.applied(to: q))
  }

  /// The vectors after as many rounds as single precision bears, and how many these were.
  private func singleRounds() throws(LatentError) -> (q: PaddedMatrix<Float>, done: Int) {
    let gram = GramOperator<Float>(rows, threads: threads)
    var q = start()
    for round in 0..<iterations {
      let (next, spread) = try SubspaceIteration.orthonormal(
        gram.applied(to: q), threads: threads)
      if spread < SubspaceIteration.singleSpread { return (q, round) }
      q = next
    }
    return (q, iterations)
  }

  /// An orthonormal basis of the columns of `y`, and the smallest of the squares of their lengths over
  /// the largest, before.
  private static func orthonormal<Number: KernelNumber>(
    _ y: PaddedMatrix<Number>, threads: Int
  ) throws(LatentError) -> (basis: PaddedMatrix<Number>, spread: Double) {
    let (matrix, spread) = try whitening(y.transposedProduct(y, threads: threads), floor: 1e-14)
    return (y.product(PaddedMatrix(matrix), threads: threads), spread)
  }

  /// The matrix that makes vectors with this Gram matrix orthonormal; directions below `floor` are dropped.
  private static func whitening(
    _ gram: DenseMatrix, floor: Double
  ) throws(LatentError) -> (matrix: DenseMatrix, spread: Double) {
    let (squares, vectors) = try SymmetricEigen.vectors(of: gram)
    guard let largest = squares.first, largest > 0 else {
      return (DenseMatrix(rows: gram.rows, columns: 0), 0)
    }
    let rank = squares.prefix { $0 > floor * largest }.count
    let scales = squares.prefix(rank).map { 1 / $0.squareRoot() }
    let spread = max(0, (squares.last ?? 0) / largest)
    return (SmallMatrix.columns(of: vectors, count: rank, scaledBy: scales), spread)
  }

  /// The first vectors: random numbers in −1 … 1.
  private func start() -> PaddedMatrix<Float> {
    var q = PaddedMatrix<Float>(rows: rows.count, columns: carried)
    for row in 0..<q.rows {
      var random = RandomStream(seed: seed, stream: keys[row])
      for column in 0..<q.columns {
        q.data[row * q.width + column] = Float(2 * random.unit() - 1)
      }
    }
    return q
  }
}
