internal import CentoLatent
package import CentoMatrix
internal import CentoParallel
internal import Glibc

/// Clusters of directions: k-means with cosines (Dhillon and Modha 2001), started by greedy k-means++
/// (Arthur and Vassilvitskii 2007), the best of several starts.
///
/// A start is one task with a random stream of its own, so that the answer does not depend on threads.
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
    let runs = partitions(of: points, keys: keys)
    var best = runs[0]
    for run in runs where run.cohesion > best.cohesion { best = run }
    return best
  }

  /// All starts' partitions, in order.
  package func partitions(of points: DenseMatrix, keys: [UInt64]? = nil) -> [Partition] {
    let keys = keys ?? (0..<points.rows).map(UInt64.init)
    return Parallel.map(count: starts, threads: threads) { start in
      run(points, keys: keys, random: RandomStream(seed: seed, stream: UInt64(start)))
    }
  }

  private func run(_ points: DenseMatrix, keys: [UInt64], random: RandomStream) -> Partition {
    var random = random
    let clusters = min(clusters, points.rows)
    guard clusters > 0 else { return Partition(assignments: [], cohesion: 0) }
    var centroids = startingCentroids(
      points, keys: keys, count: clusters, random: &random)
    var assignments = [Int](repeating: -1, count: points.rows)
    var closeness = [Double](repeating: 0, count: points.rows)
    for _ in 0..<iterations {
      var changed = false
      unsafe CentroidScores(centroids).forEach(row: 0..<points.rows, of: points) { row, scores in
        var best = 0
        for cluster in 1..<max(1, clusters) where unsafe scores[cluster] > scores[best] {
          best = cluster
        }
        if assignments[row] != best { changed = true }
        assignments[row] = best
        closeness[row] = unsafe scores[best]
      }
      fillEmpty(&assignments, &closeness, clusters: clusters)
      centroids = Centroids.of(points, assignments: assignments, count: clusters)
      if !changed { break }
    }
    return Partition(assignments: assignments, cohesion: closeness.reduce(0, +))
  }

  /// Gives each empty cluster the point that lies worst where it is, of a cluster that has another.
  private func fillEmpty(_ assignments: inout [Int], _ closeness: inout [Double], clusters: Int) {
    var sizes = [Int](repeating: 0, count: clusters)
    for cluster in assignments { sizes[cluster] += 1 }
    for empty in 0..<clusters where sizes[empty] == 0 {
      var worst: Int?
      for point in assignments.indices where sizes[assignments[point]] > 1 {
        if let other = worst, closeness[point] >= closeness[other] { continue }
        worst = point
      }
      guard let worst else { return }
      sizes[assignments[worst]] -= 1
      sizes[empty] = 1
      assignments[worst] = empty
      closeness[worst] = 1
    }
  }

  /// k-means++ with 2 + ln k candidates a step, of which the one that helps most is kept.
  private func startingCentroids(
    _ points: DenseMatrix, keys: [UInt64], count: Int, random: inout RandomStream
  ) -> DenseMatrix {
    let same = [Double](repeating: 1, count: points.rows)
    var chosen = [draw(keys: keys, weights: same, random: &random)]
    var distance = distances(points, from: chosen)[0]
    let trials = 2 + Int.bitWidth - count.leadingZeroBitCount
    while chosen.count < count {
      let candidates = (0..<trials).map { _ in
        draw(keys: keys, weights: distance, random: &random)
      }
      var best = distance
      var bestSum = Double.infinity
      var bestCandidate = candidates[0]
      for (candidate, row) in zip(candidates, distances(points, from: candidates)) {
        var sum = 0.0
        var next = row
        for point in 0..<points.rows {
          next[point] = min(distance[point], row[point])
          sum += next[point]
        }
        if sum < bestSum {
          bestSum = sum
          best = next
          bestCandidate = candidate
        }
      }
      chosen.append(bestCandidate)
      distance = best
    }
    var centroids = DenseMatrix(rows: count, columns: points.columns)
    for (row, point) in chosen.enumerated() {
      for column in 0..<points.columns { centroids[row, column] = points[point, column] }
    }
    return centroids
  }

  /// One point, by its weight: the winner of a race of exponential times, each run by the point's own key.
  private func draw(keys: [UInt64], weights: [Double], random: inout RandomStream) -> Int {
    let number = random.next()
    var winner = keys.count - 1
    var best = Double.infinity
    for point in keys.indices where weights[point] > 0 {
      var own = RandomStream(seed: number, stream: keys[point])
      let time = -log(1 - own.unit()) / weights[point]
      if time < best {
        best = time
        winner = point
      }
    }
    return winner
  }

  /// 1 − cosine of every point with each of these points, never below 0.
  private func distances(_ points: DenseMatrix, from centres: [Int]) -> [[Double]] {
    var rows = DenseMatrix(rows: centres.count, columns: points.columns)
    for (row, point) in centres.enumerated() {
      for column in 0..<points.columns { rows[row, column] = points[point, column] }
    }
    var answer = [[Double]](
      repeating: [Double](repeating: 0, count: points.rows), count: centres.count)
    unsafe CentroidScores(rows).forEach(row: 0..<points.rows, of: points) { point, scores in
      for centre in centres.indices { answer[centre][point] = unsafe max(0, 1 - scores[centre]) }
    }
    return answer
  }
}
