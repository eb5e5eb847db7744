import CentoClusters
import CentoMatrix
import CentoTestSupport
import Testing

@Suite("Consensus of many runs") struct ConsensusTests {
  private func cut(_ points: DenseMatrix, _ clusters: Int, threads: Int = 2) -> [Int] {
    ConsensusPartition(clusters: clusters, seed: 1, threads: threads)
      .assignments(of: points, keys: (0..<points.rows).map(UInt64.init))
  }

  @Test("Three heaps are found, and numbered by their first points", .tags(.unit))
  func heaps() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    var points = DenseMatrix(rows: 30, columns: 6)
    for row in 0..<30 {
      for column in 0..<6 {
        points[row, column] =
          (column == row % 3 ? 1 : 0) + Double.random(in: -0.2...0.2, using: &random)
      }
      let length = points.row(row).reduce(0) { $0 + $1 * $1 }.squareRoot()
      for column in 0..<6 { points[row, column] /= length }
    }
    #expect(cut(points, 3) == (0..<30).map { $0 % 3 })
    #expect(cut(points, 5) == cut(points, 5, threads: 1))
  }

  @Test(
    "As many clusters as asked for, none empty", .tags(.survival), arguments: [1, 2, 3, 7, 20])
  func exactly(clusters: Int) {
    let equal = DenseMatrix(rows: 20, columns: 2, data: (0..<20).flatMap { _ in [1.0, 0.0] })
    #expect(Set(cut(equal, clusters)) == Set(0..<clusters))
    #expect(cut(DenseMatrix(rows: 0, columns: 3), clusters).isEmpty)
    #expect(cut(DenseMatrix(rows: 1, columns: 1, data: [1]), clusters) == [0])
  }
}
