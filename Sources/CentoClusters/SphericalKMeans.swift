internal import CentoLatent
package import CentoMatrix
internal import CentoParallel

/// Clusters of directions: k-means with cosines (Dhillon and Modha 2001), started by greedy k-means++
/// (Arthur and Vassilvitskii 2007), the best of several starts.
///
/// Of many points a sample is clustered from several starts, and all points from the best of these. Starts
/// that lag behind when few points still move are not followed to the end. A start is one task with random
/// numbers of its own, so that the answer does not depend on threads.
/// Ties go to the lower number: of centroids, of points, of starts.
package struct SphericalKMeans: Sendable {
  /// How many clusters there are to be, at most one a point.
  package var clusters: Int
  /// Starts, of which the best is kept.
  package var starts: Int
  /// Passes over the points in one start, at most.
  package var iterations: Int
  /// Where all random choices come from.
  package var seed: UInt64
  /// Workers; the answer does not depend on it.
  package var threads: Int
  /// Points that starts look at: as many for each cluster, and these at least.
  package var sample = (each: 40, least: 8000)

  package init(
    clusters: Int, starts: Int = 10, iterations: Int = 100, seed: UInt64, threads: Int
  ) {
    self.clusters = clusters
    self.starts = starts
    self.iterations = iterations
    self.seed = seed
    self.threads = threads
  }

  /// One way to cut the points.
  package struct Partition: Sendable, Equatable {
    /// The cluster of each point.
    package var assignments: [Int]
    /// The sum over points of the cosine with their centroid.
    package var cohesion: Double
  }

  /// The most cohesive partition of `points`, which have unit length, into min(clusters, points) clusters,
  /// none of them empty.
  ///
  /// Random choices among points are made by their `keys`, which are their numbers if none are given: points
  /// that come or go leave the draws of the others as they were.
  package func partition(of points: DenseMatrix, keys: [UInt64]? = nil) -> Partition {
    partition(of: PaddedMatrix(points), keys: keys ?? (0..<points.rows).map(UInt64.init))
  }

  /// The same, in the form in which it is computed.
  func partition(of points: PaddedMatrix<Float>, keys: [UInt64]) -> Partition {
    let wanted = max(sample.least, sample.each * clusters)
    guard points.rows > wanted else {
      return best(of: PointPanels(points), keys: keys).partition
    }
    let chosen = PointSample.places(keys, count: wanted)
    let start = best(
      of: PointPanels(PointSample.rows(chosen, of: points)), keys: chosen.map { keys[$0] })
    return LloydRun(PointPanels(points), iterations: iterations, threads: threads)
      .from(start.centroids, share: SphericalKMeans.settled).partition
  }

  /// A run has come near to its end when fewer than one point in so many moves, and ends at the second.
  static let near = 100
  static let settled = 2000
  /// Of the starts, as many as are followed to the end.
  private static let followed = 3

  /// The most cohesive end of the starts that were the most cohesive near their ends.
  private func best(of points: PointPanels, keys: [UInt64]) -> LloydRun.Answer {
    let clusters = min(clusters, points.count)
    guard clusters > 0 else {
      return LloydRun.Answer(assignments: [], cohesion: 0, centroids: points.rows)
    }
    let run = LloydRun(points, iterations: iterations, threads: 1)
    let begun = Parallel.map(count: starts, threads: threads) { start in
      run.from(
        GreedySeeding(points, keys: keys)
          .centroids(clusters, random: RandomStream(seed: seed, stream: UInt64(start))),
        share: SphericalKMeans.near)
    }
    let leading = begun.indices
      .sorted { (begun[$1].cohesion, $0) < (begun[$0].cohesion, $1) }
      .prefix(SphericalKMeans.followed).sorted()
    let ended = Parallel.map(count: leading.count, threads: threads) { place in
      run.from(begun[leading[place]].centroids, share: SphericalKMeans.settled)
    }
    var best = ended[0]
    for run in ended where run.cohesion > best.cohesion { best = run }
    return best
  }
}

/// A share of many points that follows from their keys: points that come or go change it by as many.
enum PointSample {
  /// The places of the `count` smallest keys, ascending.
  static func places(_ keys: [UInt64], count: Int) -> [Int] {
    keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.prefix(count).sorted()
  }

  /// These rows of a matrix.
  static func rows(_ places: [Int], of points: PaddedMatrix<Float>) -> PaddedMatrix<Float> {
    var chosen = PaddedMatrix<Float>(rows: places.count, columns: points.columns)
    for (row, place) in places.enumerated() {
      for column in 0..<points.columns {
        chosen.data[row * chosen.width + column] = points.data[place * points.width + column]
      }
    }
    return chosen
  }
}
