extension Reference {
  /// The largest sum of cosines that any partition of unit vectors into exactly `clusters` parts reaches.
  ///
  /// Tries every partition: for at most a dozen points. The sum of the cosines of a part's points with its
  /// mean direction is the length of the sum of its points.
  public static func bestCohesion(of points: [[Double]], clusters: Int) -> Double {
    var best = -Double.infinity
    var assignment = [Int](repeating: 0, count: points.count)
    func visit(_ point: Int, used: Int) {
      guard point < points.count else {
        if used == clusters { best = max(best, cohesion(points, assignment, clusters)) }
        return
      }
      for cluster in 0..<min(used + 1, clusters) {
        assignment[point] = cluster
        visit(point + 1, used: max(used, cluster + 1))
      }
    }
    visit(0, used: 0)
    return best
  }

  /// The sum of the lengths of the sums of each part's points.
  public static func cohesion(
    _ points: [[Double]], _ assignment: [Int], _ clusters: Int
  ) -> Double {
    (0..<clusters).reduce(0.0) { total, cluster in
      let members = points.indices.filter { assignment[$0] == cluster }
      guard let first = members.first else { return total }
      let sum = members.dropFirst().reduce(points[first]) { sum, member in
        zip(sum, points[member]).map { $0 + $1 }
      }
      return total + sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
  }
}
