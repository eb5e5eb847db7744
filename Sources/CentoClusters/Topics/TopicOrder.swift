internal import CentoMatrix
internal import CentoParallel

/// Units in a line: clusters so that neighbours are alike, each from its middle outwards.
///
/// The line begins with the largest cluster and goes on with the nearest, by the cosine of their middles, of
/// those that are left. Copies and units without a direction are left out.
public struct TopicOrder: Sendable {
  /// The clusters, in the order of the line; those without a unit in it are left out.
  public let clusters: [Int]
  /// How many units of each of these stand in the line.
  public let sizes: [Int]
  /// The units, in the order of the line.
  public let units: [Int]
  private let points: DenseMatrix

  /// The line of the topics found in a space.
  public init(topics: Topics, space: TopicSpace) {
    let (drawn, points) = space.selecting(Array(topics.assignments.indices))
    let assignments = drawn.map { topics.assignments[$0] }
    let middles = Centroids.of(points, assignments: assignments, count: topics.clusters.count)
    var left = topics.clusters.indices.filter { assignments.contains($0) }
    var line: [Int] = []
    while !left.isEmpty {
      var best = 0
      if let last = line.last {
        let nearness = left.map { TopicOrder.cosine(middles.row($0), middles.row(last)) }
        for place in left.indices where nearness[place] > nearness[best] { best = place }
      }
      line.append(left.remove(at: best))
    }
    var members = topics.clusters.map { _ in [Int]() }
    for (row, cluster) in assignments.enumerated() { members[cluster].append(row) }
    let rows = line.flatMap { cluster in
      members[cluster]
        .map { (row: $0, nearness: TopicOrder.cosine(points.row($0), middles.row(cluster))) }
        .sorted { $0.nearness != $1.nearness ? $0.nearness > $1.nearness : $0.row < $1.row }
        .map(\.row)
    }
    clusters = line
    sizes = line.map { members[$0].count }
    units = rows.map { drawn[$0] }
    self.points = DenseMatrix(
      rows: rows.count, columns: points.columns, data: rows.flatMap { points.row($0) })
  }

  /// The cosine of every two units, row after row; with fewer bins than units the mean cosine of the
  /// units of every two bins, an even share of the line each.
  ///
  /// A mean of cosines is the product of two mean directions, which is what is computed.
  ///
  /// - Complexity: O(units · dimensions + bins² · dimensions).
  public func similarities(bins: Int, threads: Int) -> [Double] {
    let width = points.columns
    var means = [Double](repeating: 0, count: bins * width)
    for bin in 0..<bins {
      let rows = bin * points.rows / bins..<(bin + 1) * points.rows / bins
      for row in rows {
        for column in 0..<width {
          means[bin * width + column] += points.data[row * width + column] / Double(rows.count)
        }
      }
    }
    let all = means
    return Parallel.map(count: bins, threads: threads) { a in
      (0..<bins).map { b in
        TopicOrder.cosine(
          all[a * width..<(a + 1) * width], all[b * width..<(b + 1) * width])
      }
    }.flatMap { $0 }
  }

  private static func cosine(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
    var sum = 0.0
    let shift = b.startIndex - a.startIndex
    for place in a.indices { sum += a[place] * b[place + shift] }
    return sum
  }
}
