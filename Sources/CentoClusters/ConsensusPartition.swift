package import CentoMatrix
internal import CentoParallel

/// What many runs of k-means agree on (evidence accumulation: Fred and Jain 2005).
///
/// On a small shelf a single run is a matter of luck: a few articles decide where a centre lies. So k-means runs
/// from many starts, in spaces of several widths; two points are as far apart as the share of the runs
/// that keeps them apart, and average linkage cuts the clusters.
package struct ConsensusPartition: Sendable {
  private let clusters: Int
  private let seed: UInt64
  private let threads: Int

  /// A cut into so many clusters; the answer does not depend on `threads`.
  package init(clusters: Int, seed: UInt64, threads: Int) {
    self.clusters = clusters
    self.seed = seed
    self.threads = threads
  }

  /// Points up to which it is asked.
  static let most = 300
  /// Runs in a space of each width, each the best of `starts`.
  private static let runs = 8
  private static let starts = 3
  /// The widths, as shares of the dimensions: the first dimensions hold the most.
  private static let widths = [0.5, 0.75, 1.0]

  /// The cluster of each of `points`, which have unit length, numbered by their first points; min(clusters,
  /// points) of them, none empty.
  ///
  /// - Complexity: that of 72 runs of k-means, and O(points²) to O(points³) time and O(points²) memory.
  package func assignments(of points: DenseMatrix, keys: [UInt64]) -> [Int] {
    let count = points.rows
    var apart = [Int](repeating: 0, count: count * count)
    let spaces = ConsensusPartition.widths.map { share in
      ConsensusPartition.narrowed(
        points, to: max(2, Int((Double(points.columns) * share).rounded(.up))))
    }
    let partitions = Parallel.map(
      count: spaces.count * ConsensusPartition.runs, threads: threads
    ) { run in
      SphericalKMeans(
        clusters: clusters, starts: ConsensusPartition.starts, seed: seed &+ UInt64(run),
        threads: 1
      ).partition(of: spaces[run % spaces.count], keys: keys).assignments
    }
    for partition in partitions {
      for a in 0..<count {
        for b in 0..<count where partition[a] != partition[b] { apart[a * count + b] += 1 }
      }
    }
    let steps = AverageLinkage.steps(of: apart.map(Double.init), count: count)
    return ConsensusPartition.cut(steps, count: count, clusters: clusters)
  }

  /// The heaps that are left when as many steps are made as leave `clusters`.
  private static func cut(
    _ steps: [AverageLinkage.Step], count: Int, clusters: Int
  ) -> [Int] {
    var heaps = (0..<count).map { [$0] }
    var isWhole = [Bool](repeating: true, count: count)
    for step in steps.prefix(max(0, count - clusters)) {
      heaps.append(heaps[step.a] + heaps[step.b])
      isWhole[step.a] = false
      isWhole[step.b] = false
      isWhole.append(true)
    }
    var assignments = [Int](repeating: 0, count: count)
    let left = heaps.indices.filter { isWhole[$0] }.map { heaps[$0].min() ?? 0 }.sorted()
    for heap in heaps.indices where isWhole[heap] {
      let number = left.firstIndex(of: heaps[heap].min() ?? 0) ?? 0
      for point in heaps[heap] { assignments[point] = number }
    }
    return assignments
  }

  /// The first `columns` of `points`, of unit length again.
  private static func narrowed(_ points: DenseMatrix, to columns: Int) -> DenseMatrix {
    guard columns < points.columns else { return points }
    return Centroids.unitRows(
      DenseMatrix(
        rows: points.rows, columns: columns,
        data: (0..<points.rows).flatMap { points.row($0).prefix(columns) }))
  }
}
