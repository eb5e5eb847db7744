internal import CentoMatrix

/// Rounds of assigning points to the nearest centroid and moving the centroids to their points.
///
/// Sums of points are in double precision and are corrected by what moved: late rounds move little.
struct LloydRun: Sendable {
  /// What came out.
  struct Answer: Sendable {
    let assignments: [UInt32]
    /// The sum over points of the cosine with their centroid.
    let cohesion: Double
    let centroids: PaddedMatrix<Float>

    /// The same without the centroids.
    var partition: SphericalKMeans.Partition {
      SphericalKMeans.Partition(assignments: assignments.map { Int($0) }, cohesion: cohesion)
    }
  }

  private let points: PointPanels
  private let iterations: Int
  private let threads: Int

  init(_ points: PointPanels, iterations: Int, threads: Int) {
    self.points = points
    self.iterations = iterations
    self.threads = threads
  }

  /// The partition that follows from these centroids, until fewer than one point in `share` moves.
  func from(_ start: PaddedMatrix<Float>, share: Int) -> Answer {
    var centroids = start
    var sums = [Double](repeating: 0, count: centroids.rows * points.rows.width)
    var assignments = [UInt32](repeating: NearestCentroids.none, count: points.count)
    for _ in 0..<iterations {
      var found = points.nearest(to: centroids, threads: threads)
      fillEmpty(&found, clusters: centroids.rows)
      let moved = points.move(from: assignments, to: found.assignments, sums: &sums)
      assignments = found.assignments
      if moved == 0 { break }
      centroids = directions(of: sums, count: centroids.rows)
      if moved * share < points.count { break }
    }
    return Answer(
      assignments: assignments, cohesion: lengths(of: sums).reduce(0, +), centroids: centroids)
  }

  /// The length of each cluster's sum: what its points' cosines with its direction add up to.
  private func lengths(of sums: [Double]) -> [Double] {
    stride(from: 0, to: sums.count, by: max(1, points.rows.width)).map { first in
      sums[first..<first + points.rows.width].reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
  }

  private func directions(of sums: [Double], count: Int) -> PaddedMatrix<Float> {
    var centroids = PaddedMatrix<Float>(rows: count, columns: points.dimensions)
    for (cluster, length) in lengths(of: sums).enumerated() where length > 0 {
      let first = cluster * centroids.width
      for column in 0..<centroids.columns {
        centroids.data[first + column] = Float(sums[first + column] / length)
      }
    }
    return centroids
  }

  /// Gives each empty cluster the point that lies worst where it is, of a cluster that has another.
  private func fillEmpty(_ found: inout NearestCentroids, clusters: Int) {
    var sizes = [Int](repeating: 0, count: clusters)
    for cluster in found.assignments { sizes[Int(cluster)] += 1 }
    for empty in 0..<clusters where sizes[empty] == 0 {
      var worst: Int?
      for point in found.assignments.indices where sizes[Int(found.assignments[point])] > 1 {
        if let other = worst, found.closeness[point] >= found.closeness[other] { continue }
        worst = point
      }
      guard let worst else { return }
      sizes[Int(found.assignments[worst])] -= 1
      sizes[empty] = 1
      found.assignments[worst] = UInt32(empty)
      found.closeness[worst] = 1
    }
  }
}
