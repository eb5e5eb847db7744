import CentoLatent
import CentoMatrix
import CentoReference
import CentoTestSupport
import Testing

@Suite("Latent space")
struct LatentSpaceTests {
  /// A random sparse matrix, and the same written out.
  static func random(
    rows: Int, columns: Int, density: Double, stream: UInt64 = 0
  ) -> (sparse: CSRMatrix, dense: [[Double]]) {
    var random = SeededGenerator(seed: TestKnobs.seed &+ stream)
    let dense = (0..<rows).map { row in
      (0..<columns).map { column in
        guard Double.random(in: 0..<1, using: &random) < density else { return 0.0 }
        // A few directions stand out, as topics do.
        let topic = row % 5 == column % 5 ? 2.0 : 0.3
        return topic * Double.random(in: 0.2..<1, using: &random)
      }
    }
    let sparse = CSRMatrix(
      columns: columns,
      rows: dense.map { row in
        row.enumerated().compactMap { $1 == 0 ? nil : (column: $0, value: $1) }
      })
    return (sparse, dense)
  }

  @Test("A diagonal matrix has its entries for singular values", .tags(.unit))
  func diagonal() throws {
    let rows = CSRMatrix(columns: 3, rows: [[(0, 3)], [(1, -4)], [(2, 1)]])
    let space = try LatentSpace.fit(rows, dimensions: 2, seed: 1, threads: 1)
    #expect(space.singularValues.count == 2)
    #expect(abs(space.singularValues[0] - 4) < 1e-12)
    #expect(abs(space.singularValues[1] - 3) < 1e-12)
    // U·S, each column's first large entry positive.
    #expect(abs(space.documents[1, 0] - 4) < 1e-12)
    #expect(abs(space.documents[0, 1] - 3) < 1e-12)
    #expect(abs(space.explained[0] - 16.0 / 26) < 1e-12)
  }

  @Test("Equal rows span one dimension", .tags(.unit))
  func rankOne() throws {
    let rows = CSRMatrix(columns: 2, rows: [[(0, 3), (1, 4)], [(0, 3), (1, 4)], []])
    let space = try LatentSpace.fit(rows, dimensions: 3, seed: 1, threads: 1)
    #expect(space.singularValues.count == 1)
    #expect(abs(space.singularValues[0] - 50.0.squareRoot()) < 1e-12)
    #expect(abs(space.documents[0, 0] - 5) < 1e-12)
    #expect(abs(space.documents[2, 0]) < 1e-12)
    let folded = space.project(
      CSRMatrix(columns: 2, rows: [[(0, 6), (1, 8)], [(0, -4), (1, 3)]]))
    #expect(abs(folded[0, 0] - 10) < 1e-12)
    #expect(abs(folded[1, 0]) < 1e-12)
  }

  @Test(
    "Singular values and subspaces are those of a dense decomposition", .tags(.oracle),
    arguments: [(30, 50, 8), (90, 40, 10), (160, 300, 12)])
  func dense(shape: (rows: Int, columns: Int, dimensions: Int)) throws {
    // The directions beyond the fifth are noise whose values differ by a percent: many rounds.
    let matrix = LatentSpaceTests.random(rows: shape.rows, columns: shape.columns, density: 0.3)
    let space = try LatentSpace.fit(
      matrix.sparse, dimensions: shape.dimensions, seed: 7, threads: 2, powerIterations: 80)
    let truth = Reference.svd(matrix.dense)
    for (ours, theirs) in zip(space.singularValues, truth.values) {
      #expect(abs(ours - theirs) <= 1e-4 * theirs)
    }
    LatentSpaceTests.expectStrongDirections(of: space) { truth.left[$0][$1] }
  }

  /// The five strong directions of `random`: every one of ours lies in the span of theirs.
  ///
  /// - Parameter left: The entry of another's left singular vectors at a row and a direction.
  static func expectStrongDirections(
    of space: LatentSpace, in left: (Int, Int) -> Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for column in 0..<5 {
      var inside = 0.0
      for other in 0..<5 {
        var product = 0.0
        for row in 0..<space.documents.rows {
          product += space.documents[row, column] / space.singularValues[column] * left(row, other)
        }
        inside += product * product
      }
      #expect(abs(inside - 1) < 1e-6, sourceLocation: sourceLocation)
    }
  }

  @Test("The fit of a short matrix is exact", .tags(.oracle))
  func exact() throws {
    let matrix = LatentSpaceTests.random(rows: 20, columns: 70, density: 0.4)
    let space = try LatentSpace.fit(matrix.sparse, dimensions: 20, seed: 0, threads: 1)
    let truth = Reference.svd(matrix.dense)
    #expect(space.singularValues.count == 20)
    for (ours, theirs) in zip(space.singularValues, truth.values) {
      #expect(abs(ours - theirs) <= 1e-9 * theirs)
    }
    #expect(abs(space.explained.reduce(0, +) - 1) < 1e-9)
  }

  @Test("The same bytes for any number of threads", .tags(.laws))
  func threads() throws {
    let matrix = LatentSpaceTests.random(rows: 1300, columns: 900, density: 0.03).sparse
    let one = try LatentSpace.fit(matrix, dimensions: 20, seed: 3, threads: 1)
    for threads in [2, 3, 5] {
      let many = try LatentSpace.fit(matrix, dimensions: 20, seed: 3, threads: threads)
      #expect(many.singularValues == one.singularValues)
      #expect(many.documents == one.documents)
    }
  }

  @Test("Rows of the fit fold in where they stand", .tags(.laws))
  func foldingIn() throws {
    let matrix = LatentSpaceTests.random(rows: 60, columns: 80, density: 0.2).sparse
    let space = try LatentSpace.fit(matrix, dimensions: 60, seed: 3, threads: 2)
    let folded = space.project(matrix)
    for (ours, theirs) in zip(folded.data, space.documents.data) {
      #expect(abs(ours - theirs) < 1e-9)
    }
  }

  @Test(
    "Five rounds take up nearly all of a spectrum that falls slowly", .tags(.laws), arguments: 0..<4
  )
  func fewRounds(seed: UInt64) throws {
    let matrix = LatentSpaceTests.random(rows: 700, columns: 500, density: 0.03).sparse
    let square = { (space: LatentSpace) in
      space.singularValues.reduce(0) { $0 + $1 * $1 }
    }
    let exact = try LatentSpace.fit(matrix, dimensions: 700, seed: 0, threads: 2)
    let all = exact.singularValues.prefix(20).reduce(0) { $0 + $1 * $1 }
    let five = try LatentSpace.fit(
      matrix, dimensions: 20, seed: seed, threads: 2, powerIterations: 5, precision: .single)
    // Eight plain rounds came to no more than five with shifts.
    #expect(square(five) > 0.97 * all)
    #expect(square(five) < 1.0001 * all)
  }

  @Test("Columns' signs do not depend on the seed", .tags(.laws))
  func signs() throws {
    let matrix = LatentSpaceTests.random(rows: 400, columns: 150, density: 0.2).sparse
    let one = try LatentSpace.fit(
      matrix, dimensions: 4, seed: 1, threads: 1, powerIterations: 20)
    let other = try LatentSpace.fit(
      matrix, dimensions: 4, seed: 2, threads: 1, powerIterations: 20)
    for (x, y) in zip(one.documents.data, other.documents.data) { #expect(abs(x - y) < 1e-6) }
  }

  @Test("No rows, no columns, no values, no number", .tags(.survival))
  func edges() throws {
    let none = try LatentSpace.fit(
      CSRMatrix(columns: 0, rows: []), dimensions: 5, seed: 0, threads: 2)
    #expect(none.singularValues.isEmpty)
    #expect(none.documents.rows == 0)
    let zeros = try LatentSpace.fit(
      CSRMatrix(columns: 4, rows: [[], [], []]), dimensions: 5, seed: 0, threads: 2)
    #expect(zeros.singularValues.isEmpty)
    #expect(zeros.documents.rows == 3)
    #expect(zeros.documents.columns == 0)
    let bad = CSRMatrix(columns: 1, rows: [[(0, 1)], [(0, .nan)]])
    #expect(throws: LatentError.notFinite(row: 1)) {
      try LatentSpace.fit(bad, dimensions: 1, seed: 0, threads: 1)
    }
    #expect(throws: LatentError.noDimensions(0)) {
      try LatentSpace.fit(bad, dimensions: 0, seed: 0, threads: 1)
    }
  }

  @Test("Many equal rows do not break the basis", .tags(.survival))
  func deficient() throws {
    let rows = (0..<500).map { row in [(column: row % 3, value: 1.0)] }
    let space = try LatentSpace.fit(
      CSRMatrix(columns: 50, rows: rows), dimensions: 30, seed: 0, threads: 2)
    #expect(space.singularValues.count == 3)
    #expect(abs(space.singularValues[0] - 167.0.squareRoot()) < 1e-9)
    #expect(abs(space.singularValues[2] - 166.0.squareRoot()) < 1e-9)
  }
}
