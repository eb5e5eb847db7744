/// Connected components by walking from every node to all it reaches, as any textbook has it.
public enum ComponentsReference {
  /// The components of two nodes and more, each ascending, by their first node.
  public static func components(count: Int, edges: [(Int, Int)]) -> [[Int]] {
    var seen = Set<Int>()
    var found: [[Int]] = []
    for start in 0..<count where !seen.contains(start) {
      var reached: Set<Int> = [start]
      var grew = true
      while grew {
        let before = reached.count
        for (a, b) in edges where reached.contains(a) || reached.contains(b) {
          reached.formUnion([a, b])
        }
        grew = reached.count > before
      }
      seen.formUnion(reached)
      if reached.count > 1 { found.append(reached.sorted()) }
    }
    return found
  }

  /// The highest floor at which the edges at or above it still connect all of `nodes`.
  public static func bottleneck(of nodes: [Int], edges: [(Int, Int, Double)]) -> Double {
    let inside = edges.filter { nodes.contains($0.0) && nodes.contains($0.1) }
    let floors = Set(inside.map(\.2)).sorted(by: >)
    return floors.first { floor in
      let strong = inside.filter { $0.2 >= floor }.map { ($0.0, $0.1) }
      let count = (nodes.max() ?? 0) + 1
      return components(count: count, edges: strong) == [nodes]
    } ?? 1
  }
}
