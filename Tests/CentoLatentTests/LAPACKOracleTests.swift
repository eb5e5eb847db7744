import CLAPACK
import CentoLatent
import CentoMatrix
import CentoTestSupport
import Testing

/// The decomposition beside the one that LAPACK makes of the same matrix written out.
@Suite("Latent space equals LAPACK's dense decomposition", .tags(.oracle))
struct LAPACKOracleTests {
  /// Singular values, falling, and left singular vectors, one after the other.
  private func dense(_ rows: [[Double]]) -> (values: [Double], left: [Double]) {
    let (m, n) = (rows.count, rows[0].count)
    // Column after column, as Fortran has it.
    var a = (0..<n).flatMap { column in rows.map { $0[column] } }
    var values = [Double](repeating: 0, count: min(m, n))
    var left = [Double](repeating: 0, count: m * min(m, n))
    var right = [0.0]
    var work = [Double](repeating: 0, count: 64 * (m + n) + 5 * max(m, n))
    var (rowCount, columnCount, one, size, info) = (
      Int32(m), Int32(n), Int32(1), Int32(work.count), Int32(0)
    )
    unsafe dgesvd_(
      "S", "N", &rowCount, &columnCount, &a, &rowCount, &values, &left, &rowCount, &right, &one,
      &work, &size, &info, 1, 1)
    #expect(info == 0)
    return (values, left)
  }

  @Test(arguments: [(500, 300, 10), (260, 700, 24)], [LatentSpace.Precision.single, .double])
  func valuesAndSubspaces(
    shape: (rows: Int, columns: Int, dimensions: Int), precision: LatentSpace.Precision
  ) throws {
    let matrix = LatentSpaceTests.random(
      rows: shape.rows, columns: shape.columns, density: 0.2, stream: 11)
    let space = try LatentSpace.fit(
      matrix.sparse, dimensions: shape.dimensions, seed: 5, threads: 2, powerIterations: 60,
      precision: precision)
    let truth = dense(matrix.dense)
    #expect(space.singularValues.count == shape.dimensions)
    for (ours, theirs) in zip(space.singularValues, truth.values) {
      #expect(abs(ours - theirs) <= 1e-4 * theirs)
    }
    LatentSpaceTests.expectStrongDirections(of: space) { truth.left[$1 * shape.rows + $0] }
  }
}
