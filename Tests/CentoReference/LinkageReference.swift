extension Reference {
  /// Average linkage from its definition: the two heaps with the least mean distance of a thing of the one and
  /// a thing of the other become one; of equal ones, those whose lowest numbers are the lowest.
  ///
  /// - Returns: For each step the two heaps, the one with the lower number first, and the distance.
  public static func averageLinkage(
    _ distances: [[Double]]
  ) -> [(a: [Int], b: [Int], height: Double)] {
    var heaps = distances.indices.map { [$0] }
    var steps: [(a: [Int], b: [Int], height: Double)] = []
    while heaps.count > 1 {
      var best = (0, 1, Double.infinity)
      for a in heaps.indices {
        for b in heaps.indices where b > a {
          let all = heaps[a].flatMap { x in heaps[b].map { distances[x][$0] } }
          let mean = all.reduce(0, +) / Double(all.count)
          if mean < best.2 { best = (a, b, mean) }
        }
      }
      steps.append((heaps[best.0], heaps[best.1], best.2))
      heaps[best.0] = (heaps[best.0] + heaps[best.1]).sorted()
      heaps.remove(at: best.1)
    }
    return steps
  }
}
