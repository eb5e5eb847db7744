public import CentoMatrix
internal import CentoParallel

/// Places on a plane for directions in a space of many dimensions: near where these are near.
///
/// Affinities are those of a graph of the nearest neighbours, 1 / k for each edge, made symmetric; places are
/// found by the gradient descent of t-SNE (van der Maaten and Hinton 2008) from the two columns of largest
/// variance. Uniform affinities give maps that can hardly be told from calibrated ones (Böhm, Berens and Kobak
/// 2022) and need no exponentials. Nothing is random.
///
///     let places = TopicMap(threads: 2).places(of: points)   // [(x, y)] in −1…1
public struct TopicMap: Sendable {
  /// Workers; the answer does not depend on it.
  public let threads: Int
  /// How many neighbours draw a point, at most.
  public let neighbours: Int

  /// A map with these settings.
  public init(threads: Int, neighbours: Int = 15) {
    self.threads = threads
    self.neighbours = neighbours
  }

  /// A place for each row, x and y from −1 to 1; rows of length 1, or 0 for no direction.
  ///
  /// - Complexity: O(rows² · (columns + iterations)) time, O(rows · neighbours) memory: thousands of rows, not
  ///   more.
  public func places(of points: DenseMatrix) -> [SIMD2<Double>] {
    guard points.rows > 2 else {
      return (0..<points.rows).map { SIMD2(points.rows == 1 ? 0 : Double($0) * 2 - 1, 0) }
    }
    let graph = affinities(nearest(points))
    var places = start(points)
    var speeds = [SIMD2<Double>](repeating: .zero, count: points.rows)
    var gains = [SIMD2<Double>](repeating: .one, count: points.rows)
    let rate = max(50, Double(points.rows) / 12)
    for iteration in 0..<400 {
      let early = iteration < 100
      let slopes = gradient(places, graph, exaggeration: early ? 12 : 1)
      for row in places.indices {
        for axis in 0..<2 {
          let turned = (slopes[row][axis] > 0) != (speeds[row][axis] > 0)
          gains[row][axis] = max(0.01, turned ? gains[row][axis] + 0.2 : gains[row][axis] * 0.8)
        }
        speeds[row] = speeds[row] * (early ? 0.5 : 0.8) - rate * gains[row] * slopes[row]
        places[row] += speeds[row]
      }
    }
    return TopicMap.fitted(places)
  }

  /// Edges of one row: neighbours and how strongly they draw.
  private typealias Edges = [(row: Int, weight: Double)]

  /// The nearest rows of each row, by cosine ↓, then by number.
  private func nearest(_ points: DenseMatrix) -> [[Int]] {
    // On a small shelf a dozen neighbours are half of all, and a map of everything near everything is a heap.
    let root = Int(Double(points.rows).squareRoot() / 2)
    let count = min(neighbours, max(3, root), points.rows - 1)
    return Parallel.map(count: points.rows, threads: threads) { row in
      let own = Array(points.row(row))
      var best: [(cosine: Double, row: Int)] = []
      for other in 0..<points.rows where other != row {
        var cosine = 0.0
        let base = other * points.columns
        for column in 0..<points.columns { cosine += own[column] * points.data[base + column] }
        if best.count == count, cosine <= best[count - 1].cosine { continue }
        if best.count == count { best.removeLast() }
        let place = best.firstIndex { $0.cosine < cosine } ?? best.count
        best.insert((cosine, other), at: place)
      }
      return best.map(\.row)
    }
  }

  private func affinities(_ nearest: [[Int]]) -> [Edges] {
    let share = 1 / Double(2 * nearest.count * max(1, nearest.first?.count ?? 1))
    var edges = nearest.map { $0.map { (row: $0, weight: share) } }
    for (row, others) in nearest.enumerated() {
      for other in others {
        if let place = nearest[other].firstIndex(of: row) {
          edges[other][place].weight += share
        } else {
          edges[other].append((row: row, weight: share))
        }
      }
    }
    return edges
  }

  /// The two columns of largest variance, made small.
  private func start(_ points: DenseMatrix) -> [SIMD2<Double>] {
    let variances = (0..<points.columns).map { column in
      (0..<points.rows).reduce(0) { $0 + points[$1, column] * points[$1, column] }
    }
    let axes = variances.indices.sorted {
      variances[$0] != variances[$1] ? variances[$0] > variances[$1] : $0 < $1
    }
    let scale =
      1e-2 / max(1e-9, axes.first.map { variances[$0] / Double(points.rows) } ?? 1).squareRoot()
    return (0..<points.rows).map { row in
      // A little of its number keeps equal rows from lying on one spot, where no force parts them.
      let apart = 1e-6 * Double(row) / Double(points.rows)
      return SIMD2(
        axes.count > 0 ? points[row, axes[0]] * scale + apart : apart,
        axes.count > 1 ? points[row, axes[1]] * scale - apart : -apart * apart)
    }
  }

  private func gradient(
    _ places: [SIMD2<Double>], _ graph: [Edges], exaggeration: Double
  ) -> [SIMD2<Double>] {
    let blocks = Parallel.blocks(of: places.count, size: 64)
    let forces = Parallel.map(count: blocks.count, threads: threads) { block in
      blocks[block].map { row in
        var sum = 0.0
        var push = SIMD2<Double>.zero
        for other in places {
          let apart = places[row] - other
          let near = 1 / (1 + (apart * apart).sum())
          sum += near
          push += (near * near) * apart
        }
        var pull = SIMD2<Double>.zero
        for edge in graph[row] {
          let apart = places[row] - places[edge.row]
          pull += (edge.weight / (1 + (apart * apart).sum())) * apart
        }
        return (sum: sum - 1, push: push, pull: pull)
      }
    }.flatMap { $0 }
    let total = max(1e-300, forces.reduce(0) { $0 + $1.sum })
    return forces.map { 4 * (exaggeration * $0.pull - $0.push / total) }
  }

  /// The places moved and scaled, both axes alike, into −1…1.
  private static func fitted(_ places: [SIMD2<Double>]) -> [SIMD2<Double>] {
    let low = places.reduce(places[0]) { pointwiseMin($0, $1) }
    let high = places.reduce(places[0]) { pointwiseMax($0, $1) }
    let half = max((high - low).max() / 2, 1e-300)
    return places.map { ($0 - (low + high) / 2) / half }
  }
}
