internal import CentoJoin
internal import CentoParallel

/// The connected components of the pairs; see `Grouping`.
///
/// Pairs are joined from the nearest on (Kruskal 1956), so that the last pair that joins two parts of a
/// component is its weakest link: the lowest of a spanning tree that is as strong as can be.
struct SingleLinkage {
  let families: Families
  let pairs: [ScoredPair]

  func assignment() -> Assignment {
    let count = families.family.count
    var rank = [Int](repeating: 0, count: count)
    for (place, family) in families.order.enumerated() { rank[family] = place }
    var found = Assignment(count: count)
    let sorted = pairs.sorted {
      $0.cosine != $1.cosine ? $0.cosine > $1.cosine : ($0.a, $0.b) < ($1.a, $1.b)
    }
    var parts = DisjointSets(count: count)
    for pair in sorted {
      let (a, b) = (parts.root(of: pair.a), parts.root(of: pair.b))
      guard a != b else { continue }
      // The more preferred of the two roots stays, which is all that the answer may depend on.
      let (kept, lost) = rank[a] < rank[b] ? (a, b) : (b, a)
      parts.put(lost, under: kept)
      found.weakest[kept] = pair.cosine
    }
    for family in 0..<count { found.representative[family] = parts.root(of: family) }
    return found
  }
}
