import CentoClusters
import CentoMatrix
import CentoParallel
import CentoReference
import CentoTestSupport
import Testing

@Suite("Partitions")
struct PartitionTests {
  /// Random directions, as a matrix and written out.
  static func directions(_ count: Int, of dimensions: Int, stream: UInt64) -> [[Double]] {
    var random = SeededGenerator(seed: TestKnobs.seed &+ stream)
    return (0..<count).map { _ in
      let row = (0..<dimensions).map { _ in Double.random(in: -1..<1, using: &random) }
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return row.map { $0 / length }
    }
  }

  static func matrix(_ rows: [[Double]], columns: Int) -> DenseMatrix {
    DenseMatrix(rows: rows.count, columns: columns, data: rows.flatMap { $0 })
  }

  @Test("k-means finds the best of all partitions", .tags(.oracle), arguments: 0..<12)
  func optimum(stream: Int) {
    let points = PartitionTests.directions(9, of: 3, stream: UInt64(stream))
    let clusters = 2 + stream % 3
    let found = SphericalKMeans(clusters: clusters, starts: 60, seed: 5, threads: 2)
      .partition(of: PartitionTests.matrix(points, columns: 3))
    #expect(Set(found.assignments) == Set(0..<clusters))
    let best = Reference.bestCohesion(of: points, clusters: clusters)
    // Points are rounded to single precision, 6 · 10⁻⁸ each way.
    #expect(Reference.cohesion(points, found.assignments, clusters) >= best - 1e-5)
    #expect(abs(found.cohesion - best) < 1e-5)
  }

  @Test("Orthogonal directions fall apart, parallel ones together", .tags(.unit))
  func literal() {
    let points = DenseMatrix(rows: 4, columns: 2, data: [1, 0, 0, 1, 1, 0, 0, 1])
    let found = SphericalKMeans(clusters: 2, seed: 0, threads: 1).partition(of: points)
    #expect(found.assignments[0] == found.assignments[2])
    #expect(found.assignments[1] == found.assignments[3])
    #expect(found.assignments[0] != found.assignments[1])
    #expect(abs(found.cohesion - 4) < 1e-6)
  }

  @Test(
    "Every point is in the cluster whose middle is nearest", .tags(.laws),
    arguments: [(63, 3), (64, 5), (65, 7), (130, 17), (1, 1), (20, 19)])
  func nearest(points count: Int, clusters: Int) {
    let points = PartitionTests.directions(count, of: 5, stream: UInt64(count))
    let found = SphericalKMeans(clusters: clusters, starts: 3, seed: 2, threads: 2)
      .partition(of: PartitionTests.matrix(points, columns: 5))
    #expect(Set(found.assignments) == Set(0..<clusters))
    var sums = [[Double]](repeating: [0, 0, 0, 0, 0], count: clusters)
    for (point, cluster) in zip(points, found.assignments) {
      for column in 0..<5 { sums[cluster][column] += point[column] }
    }
    let lengths = sums.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    #expect(abs(lengths.reduce(0, +) - found.cohesion) < 1e-5)
    for (point, cluster) in zip(points, found.assignments) {
      let cosines = (0..<clusters).map { other in
        zip(point, sums[other]).reduce(0) { $0 + $1.0 * $1.1 } / lengths[other]
      }
      #expect(cosines[cluster] >= (cosines.max() ?? 0) - 1e-5)
    }
  }

  @Test("Sorting by buckets is sorting", .tags(.laws), arguments: [0, 1, 5, 300, 20_000])
  func buckets(count: Int) {
    var random = SeededGenerator(seed: TestKnobs.seed &+ 77)
    // Half of them in one bucket.
    let numbers = (0..<count).map { _ in
      Bool.random(using: &random)
        ? UInt64.random(in: 0..<40_000, using: &random)
        : UInt64.random(in: 700..<800, using: &random)
    }
    for threads in [1, 2, 5] {
      #expect(
        numbers.sorted(buckets: 401, threads: threads) { Int($0 / 100) } == numbers.sorted())
    }
  }

  @Test("No cluster stays empty when all points are one", .tags(.survival))
  func onePoint() {
    let points = DenseMatrix(rows: 6, columns: 1, data: [1, 1, 1, 1, 1, 1])
    let found = SphericalKMeans(clusters: 4, seed: 0, threads: 1).partition(of: points)
    #expect(Set(found.assignments) == [0, 1, 2, 3])
    let none = SphericalKMeans(clusters: 4, seed: 0, threads: 1)
      .partition(of: DenseMatrix(rows: 0, columns: 3))
    #expect(none.assignments.isEmpty)
  }

  @Test("The adjusted Rand index of partitions worked out by hand", .tags(.unit))
  func adjustedRand() {
    #expect(AdjustedRand.index([0, 0, 1, 1], [1, 1, 0, 0]) == 1)
    // Pairs together in both 1, in the first 2, in the second 1, of 6: (1 − 1/3) / (3/2 − 1/3) = 4/7.
    #expect(abs(AdjustedRand.index([0, 0, 1, 1], [0, 0, 1, 2]) - 4.0 / 7) < 1e-12)
    // None together in both: (0 − 2/3) / (2 − 2/3) = −1/2.
    #expect(abs(AdjustedRand.index([0, 0, 1, 1], [0, 1, 0, 1]) + 0.5) < 1e-12)
    #expect(AdjustedRand.index([], []) == 1)
  }

  @Test("Joining costs are the divergence of the definition", .tags(.oracle))
  func joiningCost() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for _ in 0..<200 {
      let unit = (0..<8).map { _ in Int.random(in: 0...3, using: &random) } + [1]
      let cluster = (0..<9).map { _ in Int.random(in: 0...40, using: &random) }
      let ours = InformationBottleneck.joiningCost(unit: unit, cluster: cluster)
      // Costs are summed in single precision.
      #expect(abs(ours - Reference.joiningCost(unit: unit, cluster: cluster)) < 1e-5)
    }
  }
}
