import CentoMatrix
import CentoTestSupport
import Testing

@Suite("Padded matrices") struct PaddedMatrixTests {
  /// A matrix of small random numbers, exact in single precision.
  private func random(_ rows: Int, _ columns: Int, _ stream: UInt64) -> DenseMatrix {
    var generator = SeededGenerator(seed: TestKnobs.seed &+ stream)
    return DenseMatrix(
      rows: rows, columns: columns,
      data: (0..<rows * columns).map { _ in
        Double(Int.random(in: -64...64, using: &generator)) / 64
      })
  }

  private func naive(_ a: DenseMatrix, _ b: DenseMatrix) -> DenseMatrix {
    var c = DenseMatrix(rows: a.rows, columns: b.columns)
    for i in 0..<a.rows {
      for j in 0..<b.columns {
        for p in 0..<a.columns { c[i, j] += a[i, p] * b[p, j] }
      }
    }
    return c
  }

  private func turned(_ a: DenseMatrix) -> DenseMatrix {
    var t = DenseMatrix(rows: a.columns, columns: a.rows)
    for i in 0..<a.rows { for j in 0..<a.columns { t[j, i] = a[i, j] } }
    return t
  }

  /// Shapes on both sides of what one tile holds, 6 rows and 16 or 64 columns.
  static let shapes = [(1, 1, 1), (5, 3, 16), (6, 7, 17), (13, 20, 64), (7, 33, 100), (600, 9, 80)]

  @Test("Products are the sums of the definition", .tags(.oracle), arguments: shapes)
  func product(shape: (Int, Int, Int)) {
    let a = random(shape.0, shape.1, 1)
    let b = random(shape.1, shape.2, 2)
    let truth = naive(a, b)
    // Sums of few multiples of 2⁻¹² are exact in either precision.
    #expect(
      PaddedMatrix<Double>(a).product(PaddedMatrix(b), threads: 2).dense == truth)
    #expect(PaddedMatrix<Float>(a).product(PaddedMatrix(b), threads: 1).dense == truth)
    let c = random(shape.0, shape.2, 3)
    #expect(
      PaddedMatrix<Float>(a).transposedProduct(PaddedMatrix(c), threads: 2) == naive(turned(a), c))
    #expect(
      PaddedMatrix<Double>(a).transposedProduct(PaddedMatrix(c), threads: 1) == naive(turned(a), c))
    #expect(PaddedMatrix<Float>(a).transposed().dense == turned(a))
  }

  @Test("The same bits for any number of threads", .tags(.laws)) func threads() {
    var generator = SeededGenerator(seed: TestKnobs.seed)
    var x = PaddedMatrix<Float>(rows: 2000, columns: 21)
    for row in 0..<x.rows {
      for column in 0..<21 {
        x.data[row * x.width + column] = Float.random(in: -1...1, using: &generator)
      }
    }
    let small = PaddedMatrix<Float>(random(21, 40, 4))
    let one = (x.product(small, threads: 1), x.transposedProduct(x, threads: 1))
    for threads in [2, 3, 8] {
      #expect(x.product(small, threads: threads) == one.0)
      #expect(x.transposedProduct(x, threads: threads) == one.1)
    }
  }

  @Test("Nothing times nothing", .tags(.survival)) func empty() {
    let none = PaddedMatrix<Float>(rows: 0, columns: 0)
    #expect(none.product(none, threads: 2).rows == 0)
    #expect(none.transposedProduct(none, threads: 2).data.isEmpty)
    let thin = PaddedMatrix<Float>(rows: 3, columns: 0)
    let answer = thin.product(PaddedMatrix(rows: 0, columns: 2), threads: 1)
    #expect(answer.dense == DenseMatrix(rows: 3, columns: 2))
  }
}
