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
  /// What the last product and the answer are computed in.
  let precision: LatentSpace.Precision
  let threads: Int

  /// Rows that say where the first vectors are, of more than four times as many.
  private static let sample = 8192
  /// Rounds before the first that is shifted: from random vectors, what lies below them is not known sooner.
  private static let plainRounds = 2
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
    let (start, wanted) = try start()
    let single = try singleRounds(wanted, from: start)
    if let y = single.y { return Basis(q: PaddedMatrix(single.q), y: PaddedMatrix(y)) }
    var q = PaddedMatrix<Double>(single.q)
    let gram = GramOperator<Double>(rows, threads: threads)
    for _ in single.done..<wanted {
      q = try SubspaceIteration.orthonormal(gram.applied(to: q), threads: threads)
      q = try SubspaceIteration.orthonormal(q, threads: threads)
    }
    return Basis(q: q, y: gram.applied(to: q))
  }

  /// The vectors after as many rounds as single precision bears, how many these were, and, where single
  /// precision is enough for the end, too, what A·Aᵀ makes of the vectors.
  private func singleRounds(
    _ wanted: Int, from start: PaddedMatrix<Float>
  ) throws(LatentError) -> (q: PaddedMatrix<Float>, done: Int, y: PaddedMatrix<Float>?) {
    let gram = GramOperator<Float>(rows, threads: threads)
    var q = start
    var filter = ChebyshevFilter(rounds: max(0, wanted - SubspaceIteration.plainRounds))
    for round in 0..<wanted {
      let shift = round < SubspaceIteration.plainRounds ? 0 : filter.next()
      let y = gram.applied(to: q, less: Float(shift))
      let products = y.transposedProduct(y, threads: threads)
      let (matrix, squares) = try SubspaceIteration.whitening(products, floor: 1e-14)
      if SubspaceIteration.spread(of: squares) < SubspaceIteration.singleSpread {
        return (q, round, nil)
      }
      if round > 0, round + 1 < wanted {
        let taken =
          shift == 0
          ? squares
          : try unshifted(products, by: shift, inner: q.transposedProduct(y, threads: threads))
        filter.learn(
          largest: (taken.first ?? 0).squareRoot(), least: max(0, taken.last ?? 0).squareRoot(),
          resolution: SubspaceIteration.singleSpread.squareRoot())
      }
      q = y.product(PaddedMatrix(matrix), threads: threads)
    }
    return (q, wanted, precision == .single ? gram.applied(to: q) : nil)
  }

  /// The first vectors, and how many rounds they need.
  ///
  /// Of very many rows, a sample's own vectors, with zeros for the other rows: from there two rounds lead as far
  /// as eight from random numbers, and the rounds on the sample cost little.
  private func start() throws(LatentError) -> (q: PaddedMatrix<Float>, rounds: Int) {
    guard rows.count > 4 * SubspaceIteration.sample, iterations > 2 else {
      return (random(), iterations)
    }
    let chosen = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
      .prefix(SubspaceIteration.sample).sorted()
    let part = try SubspaceIteration(
      rows: rows.selecting(chosen), carried: min(carried, chosen.count), iterations: iterations,
      seed: seed, keys: chosen.map { keys[$0] }, precision: .single, threads: threads
    ).basis()
    var q = random()
    for place in q.data.indices { q.data[place] *= 1e-6 }
    for (place, row) in chosen.enumerated() {
      for column in 0..<part.q.columns {
        q.data[row * q.width + column] = Float(part.q.data[place * part.q.width + column])
      }
    }
    return (q, 2)
  }

  /// Random numbers in −1 … 1.
  private func random() -> PaddedMatrix<Float> {
    var q = PaddedMatrix<Float>(rows: rows.count, columns: carried)
    for row in 0..<q.rows {
      var random = RandomStream(seed: seed, stream: keys[row])
      for column in 0..<q.columns {
        q.data[row * q.width + column] = Float(2 * random.unit() - 1)
      }
    }
    return q
  }

  /// The squares of the lengths that vectors would have had without a shift: the eigenvalues of (Y + s·Q)ᵀ(Y + s·Q)
  /// for an orthonormal Q, `products` being YᵀY and `inner` QᵀY.
  private func unshifted(
    _ products: DenseMatrix, by shift: Double, inner: DenseMatrix
  ) throws(LatentError) -> [Double] {
    var sum = products
    for row in 0..<sum.rows {
      for column in 0..<sum.columns {
        sum[row, column] += shift * (inner[row, column] + inner[column, row])
      }
      sum[row, row] += shift * shift
    }
    return try SymmetricEigen.vectors(of: sum).values
  }

  /// An orthonormal basis of the columns of `y`.
  private static func orthonormal<Number: KernelNumber>(
    _ y: PaddedMatrix<Number>, threads: Int
  ) throws(LatentError) -> PaddedMatrix<Number> {
    let matrix = try whitening(y.transposedProduct(y, threads: threads), floor: 1e-14).matrix
    return y.product(PaddedMatrix(matrix), threads: threads)
  }

  /// The smallest of these over the first, which is the largest; 0 if there are none.
  private static func spread(of squares: [Double]) -> Double {
    guard let largest = squares.first, largest > 0 else { return 0 }
    return max(0, (squares.last ?? 0) / largest)
  }

  /// The matrix that makes vectors with this Gram matrix orthonormal, and the matrix's eigenvalues, falling;
  /// directions below `floor` times the largest are dropped.
  private static func whitening(
    _ gram: DenseMatrix, floor: Double
  ) throws(LatentError) -> (matrix: DenseMatrix, squares: [Double]) {
    let (squares, vectors) = try SymmetricEigen.vectors(of: gram)
    guard let largest = squares.first, largest > 0 else {
      return (DenseMatrix(rows: gram.rows, columns: 0), [])
    }
    let rank = squares.prefix { $0 > floor * largest }.count
    let scales = squares.prefix(rank).map { 1 / $0.squareRoot() }
    return (SmallMatrix.columns(of: vectors, count: rank, scaledBy: scales), squares)
  }
}
