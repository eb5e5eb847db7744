internal import CentoMatrix

/// Clusters put together step by step, the nearest first, until one heap holds all.
///
/// Average linkage over the middles of the clusters: the height of a merge is one minus the mean cosine
/// of a middle on the one side with a middle on the other, in the space in which the topics were found. What
/// all units share has been taken out of it, so two clusters with nothing in common but that meet at about 1.
/// Cutting three times as many clusters as there are classes back to the classes gave a V-measure of
/// .81, .81, .60, .35 (cnews1000, bbc, reuters_r8, thucnews_titles); Ward's method on the units gave .79,
/// .81, .46, .31 and average linkage on the units .80, .81, .50, .33.
///
///     let (topics, space) = try units.topicsAndSpace()
///     let hierarchy = TopicHierarchy(topics: topics, space: space, texts: units.texts.map(\.scalars))
///     hierarchy.leaves          // [3, 1, 0, 2]: the clusters in an order in which neighbours belong together
///     hierarchy.merges.last     // the step that puts everything together
public struct TopicHierarchy: Sendable, Equatable {
  /// One step: two nodes become one.
  public struct Merge: Sendable, Equatable {
    /// The side with more units; a cluster, or the number of clusters plus that of an earlier merge.
    public let first: Int
    /// The other side.
    public let second: Int
    /// How many units it holds.
    public let size: Int
    /// One minus the mean cosine of the two sides' clusters, from 0 to 2; never less than below it.
    public let height: Double
    /// What both sides share and the other clusters do not; of all clusters, nothing.
    public let label: [String]
  }

  /// The steps, one fewer than there are clusters, by height.
  public let merges: [Merge]
  /// The clusters in the order of the tree, the first side of each merge before the second.
  public let leaves: [Int]

  /// The hierarchy of topics found in a space.
  ///
  /// It does not depend on the order of the units: ties go by what the clusters hold.
  ///
  /// - Parameters:
  ///   - texts: The folded texts that the topics were found in, which give the labels.
  ///   - threads: Workers; the answer does not depend on it.
  /// - Complexity: O(clusters²) memory; O(units · dimensions + clusters² · dimensions) time, and that of
  ///   the labels.
  public init(topics: Topics, space: TopicSpace, texts: [[UInt32]], threads: Int = 1) {
    let clusters = topics.clusters.count
    let rows = ClusterRows(topics: topics, space: space)
    let middles = rows.middles
    // A cluster stands at the place of its first row, which follows from what it says.
    let firstRows = rows.members.map { $0.first ?? Int.max }
    let order = (0..<clusters).sorted { (firstRows[$0], $0) < (firstRows[$1], $1) }
    var distances = [Double](repeating: 0, count: clusters * clusters)
    for a in order.indices {
      for b in 0..<a {
        var dot = 0.0
        for column in 0..<middles.columns {
          dot += middles[order[a], column] * middles[order[b], column]
        }
        distances[a * clusters + b] = max(0, 1 - dot)
        distances[b * clusters + a] = distances[a * clusters + b]
      }
    }
    let steps = AverageLinkage.steps(of: distances, count: clusters)
    var nodes = (0..<clusters).map { [$0] }
    var sizes = topics.clusters.map(\.members.count)
    var sides: [(first: Int, second: Int)] = []
    for step in steps {
      var (first, second) = (
        step.a < clusters ? order[step.a] : step.a, step.b < clusters ? order[step.b] : step.b
      )
      if sizes[second] > sizes[first] { (first, second) = (second, first) }
      sides.append((first, second))
      nodes.append(nodes[first] + nodes[second])
      sizes.append(sizes[first] + sizes[second])
    }
    let inner = sides.map { first, second in
      let isRoot = nodes[first].count + nodes[second].count == clusters
      return LabelNode(sides: isRoot ? [] : [Set(nodes[first]), Set(nodes[second])])
    }
    let labels = TopicLabels(texts: texts, central: rows.central(topics), threads: threads).labels(
      of: inner)
    leaves = nodes.last ?? []
    merges = steps.indices.map { step in
      Merge(
        first: sides[step].first, second: sides[step].second, size: sizes[clusters + step],
        height: steps[step].height, label: labels[step])
    }
  }
}

/// The rows of a space by cluster.
private struct ClusterRows {
  /// The rows of each cluster, ascending.
  private(set) var members: [[Int]]
  /// The mean direction of each cluster.
  let middles: DenseMatrix
  /// The first unit of each row.
  private var units: [Int]
  private let points: DenseMatrix

  init(topics: Topics, space: TopicSpace) {
    points = space.points
    units = [Int](repeating: -1, count: points.rows)
    for (unit, row) in space.rows.enumerated() {
      if let row, units[row] < 0 { units[row] = unit }
    }
    members = topics.clusters.map { _ in [] }
    let assignments = units.map { $0 < 0 ? 0 : topics.assignments[$0] }
    for (row, cluster) in assignments.enumerated() { members[cluster].append(row) }
    middles = Centroids.of(points, assignments: assignments, count: topics.clusters.count)
  }

  /// The units of each cluster that have a row of their own, the innermost first; if none has, all.
  func central(_ topics: Topics) -> [[Int]] {
    members.enumerated().map { cluster, rows in
      if rows.isEmpty { return topics.clusters[cluster].members }
      let near = rows.map { row in
        (unit: units[row], closeness: closeness(row, to: cluster))
      }
      return near.sorted { a, b in
        a.closeness != b.closeness ? a.closeness > b.closeness : a.unit < b.unit
      }.map(\.unit)
    }
  }

  private func closeness(_ row: Int, to cluster: Int) -> Double {
    var dot = 0.0
    for column in 0..<points.columns { dot += points[row, column] * middles[cluster, column] }
    return dot
  }
}
