internal import CentoJoin

/// Families under the representatives that they pair with; see `Grouping`.
struct RepresentativeLinkage {
  let families: Families
  /// The less preferred neighbours of each family, from `starts[family]` to `starts[family + 1]`:
  /// a representative is asked for no others.
  private let starts: [Int]
  private let neighbours: [Int32]
  private let cosines: [Double]

  init(families: Families, pairs: [ScoredPair]) {
    self.families = families
    let count = families.family.count
    var rank = [Int](repeating: 0, count: count)
    for (place, family) in families.order.enumerated() { rank[family] = place }
    var starts = [Int](repeating: 0, count: count + 1)
    for pair in pairs { starts[rank[pair.a] < rank[pair.b] ? pair.a + 1 : pair.b + 1] += 1 }
    for place in 0..<count { starts[place + 1] += starts[place] }
    var next = starts
    var neighbours = [Int32](repeating: 0, count: pairs.count)
    var cosines = [Double](repeating: 0, count: pairs.count)
    for pair in pairs {
      let (own, other) = rank[pair.a] < rank[pair.b] ? (pair.a, pair.b) : (pair.b, pair.a)
      neighbours[next[own]] = Int32(other)
      cosines[next[own]] = pair.cosine
      next[own] += 1
    }
    self.starts = starts
    self.neighbours = neighbours
    self.cosines = cosines
  }

  func assignment() -> Assignment {
    let count = families.family.count
    var found = Assignment(count: count)
    /// The cosine with the nearest representative so far; these come up in their order, so that the
    /// earlier of two equally near ones stays.
    var nearest = [Double](repeating: -1, count: count)
    for leader in families.order where nearest[leader] < 0 {
      for place in starts[leader]..<starts[leader + 1] {
        let other = Int(neighbours[place])
        if cosines[place] > nearest[other] {
          nearest[other] = cosines[place]
          found.representative[other] = leader
        }
      }
    }
    for family in families.order where nearest[family] >= 0 {
      let leader = found.representative[family]
      found.weakest[leader] = min(found.weakest[leader], nearest[family])
    }
    return found
  }
}
