internal import CentoMatrix

/// Rounds of assigning points to the nearest centroid and moving the centroids to their points.
///
/// Sums of points are in double precision and are corrected by what moved: late rounds move little.
struct LloydRun: Sendable {
  /// What came out.
  struct Answer: Sendable {
    let partition: SphericalKMeans.Partition
    let centroids: PaddedMatrix<Float>
  }

  private let points: PaddedMatrix<Float>
  private let iterations: Int
  private let threads: Int

  init(_ points: PaddedMatrix<Float>, iterations: Int, threads: Int) {
    self.points = points
    self.iterations = iterations
    self.threads = threads
  }

  /// The partition that follows from these centroids, until nothing moves or one point in two thousand.
  func from(_ start: PaddedMatrix<Float>) -> Answer {
    var centroids = start
    var sums = [Double](repeating: 0, count: centroids.rows * points.width)
    var assignments = [Int](repeating: -1, count: points.rows)
    for _ in 0..<iterations {
      var found = NearestCentroids(points, to: centroids, threads: threads)
      fillEmpty(&found, clusters: centroids.rows)
      var moved = 0
      for point in 0..<points.rows where found.assignments[point] != assignments[point] {
        moved += 1
        if assignments[point] >= 0 { add(point, to: &sums, assignments[point], sign: -1) }
        add(point, to: &sums, found.assignments[point], sign: 1)
      }
      assignments = found.assignments
      if moved == 0 { break }
      centroids = directions(of: sums, count: centroids.rows)
      if moved * 2000 < points.rows { break }
    }
    return Answer(
      partition: SphericalKMeans.Partition(
        assignments: assignments, cohesion: lengths(of: sums).reduce(0, +)),
      centroids: centroids)
  }

  private func add(_ point: Int, to sums: inout [Double], _ cluster: Int, sign: Double) {
    let (source, target) = (point * points.width, cluster * points.width)
    for column in 0..<points.columns {
      sums[target + column] += sign * Double(points.data[source + column])
    }
  }

  /// The length of each cluster's sum: what its points' cosines with its direction add up to.
  private func lengths(of sums: [Double]) -> [Double] {
    stride(from: 0, to: sums.count, by: max(1, points.width)).map { first in
      sums[first..<first + points.width].reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
  }

  private func directions(of sums: [Double], count: Int) -> PaddedMatrix<Float> {
    var centroids = PaddedMatrix<Float>(rows: count, columns: points.columns)
    for (cluster, length) in lengths(of: sums).enumerated() where length > 0 {
      let first = cluster * points.width
      for column in 0..<points.columns {
        centroids.data[first + column] = Float(sums[first + column] / length)
      }
    }
    return centroids
  }

  /// Gives each empty cluster the point that lies worst where it is, of a cluster that has another.
  private func fillEmpty(_ found: inout NearestCentroids, clusters: Int) {
    var sizes = [Int](repeating: 0, count: clusters)
    for cluster in found.assignments { sizes[cluster] += 1 }
    for empty in 0..<clusters where sizes[empty] == 0 {
      var worst: Int?
      for point in found.assignments.indices where sizes[found.assignments[point]] > 1 {
        if let other = worst, found.closeness[point] >= found.closeness[other] { continue }
        worst = point
      }
      guard let worst else { return }
      sizes[found.assignments[worst]] -= 1
      sizes[empty] = 1
      found.assignments[worst] = empty
      found.closeness[worst] = 1
    }
  }
}
