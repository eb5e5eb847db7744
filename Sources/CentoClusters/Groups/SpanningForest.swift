package import CentoJoin
internal import CentoParallel

/// The strongest links that hold pairs together, of pairs that come some at a time.
///
/// Of a cycle of links the weakest is never wanted (Kruskal 1956), whatever comes later, so that never
/// more links are held than there are units, beside the pairs that came last. Single linkage makes
/// of the links what it makes of all pairs.
///
///     var forest = SpanningForest(units: 3)
///     forest.add([ScoredPair(a: 0, b: 1, cosine: 0.9), ScoredPair(a: 0, b: 2, cosine: 0.8)])
///     forest.add([ScoredPair(a: 1, b: 2, cosine: 0.85)])
///     forest.links.map(\.cosine)   // [0.9, 0.85]
package struct SpanningForest {
  private let units: Int
  private var held: [ScoredPair] = []
  /// How many of those held are links, the strongest first; the others wait.
  private var known = 0

  /// A forest of single units.
  package init(units: Int) {
    self.units = units
  }

  /// Takes further pairs in.
  ///
  /// - Complexity: O((units + pairs) · log) time; 24 bytes a unit and a pair.
  package mutating func add(_ pairs: [ScoredPair]) {
    held += pairs
    if held.count - known > units { reduce() }
  }

  /// The links, the strongest first.
  package var links: [ScoredPair] {
    mutating get {
      if held.count > known { reduce() }
      return held
    }
  }

  private mutating func reduce() {
    held.sort {
      $0.cosine != $1.cosine ? $0.cosine > $1.cosine : ($0.a, $0.b) < ($1.a, $1.b)
    }
    var parts = DisjointSets(count: units)
    held.removeAll { !parts.join($0.a, $0.b) }
    known = held.count
  }
}
