internal import CentoText

/// Reuses → families: places joined by what was found between them, each checked against one
/// member.
struct Families {
  let texts: [ReuseText]
  let copies: Copies
  let threads: Int

  /// The families among reuses of the searched texts, members by all texts, and the reuses that are
  /// left.
  func families(among reuses: consuming [Reuse]) -> ReuseFindings {
    var reuses = reuses
    let places = Places(reuses, threads: threads)
    let sizes = places.spans.indices.map { 1 + (copies.followers[places.texts[$0]]?.count ?? 0) }
    var family = [Int](repeating: -1, count: places.spans.count)
    var found: [[Int]] = []
    let partition = FamilyPartition(places.graph, sizes: sizes, threads: threads) { model, place in
      Self.isLike(scalars(model, places), scalars(place, places))
    }
    for component in places.components(ofMoreThan: ReuseFamily.mostPairs, sizes) {
      found += partition.families(among: component)
    }
    for (number, members) in found.enumerated() {
      for place in members { family[place] = number }
    }
    var tiers = [[Int]](
      repeating: [Int](repeating: 0, count: ReuseTier.allCases.count), count: found.count)
    // What is left takes the place of what there was: no reuse is held twice.
    var left = 0
    for index in reuses.indices {
      let (a, b) = (family[places.a[index]], family[places.b[index]])
      if a >= 0, a == b {
        tiers[a][ReuseTier.allCases.firstIndex(of: reuses[index].tier) ?? 0] += 1
      } else {
        reuses[left] = original(reuses[index])
        left += 1
      }
    }
    reuses.removeLast(reuses.count - left)
    let families = found.enumerated().map { number, members in
      finished(members, places, tiers[number])
    }
    return ReuseFindings(
      reuses: reuses,
      families: families.sorted { x, y in Self.key(x.members[0]) < Self.key(y.members[0]) })
  }

  /// Whether half of the longer stretch is kept: what makes a member.
  private static func isLike(_ x: ArraySlice<UInt32>, _ y: ArraySlice<UInt32>) -> Bool {
    let longer = max(x.count, y.count)
    return min(x.count, y.count) * 2 >= longer && EditDistance.between(x, y) * 2 <= longer
  }

  private func scalars(_ place: Int, _ places: Places) -> ArraySlice<UInt32> {
    texts[copies.searched[places.texts[place]]].folded[places.spans[place].scalars]
  }

  private func finished(_ members: [Int], _ places: Places, _ tiers: [Int]) -> ReuseFamily {
    var all: [ReusePlace] = []
    for place in members {
      let text = places.texts[place]
      for copy in [copies.searched[text]] + (copies.followers[text] ?? []) {
        all.append(ReusePlace(text: copy, span: places.spans[place]))
      }
    }
    let first = all[0]
    all.sort { x, y in Self.key(x) < Self.key(y) }
    var tier = 0
    for other in tiers.indices where tiers[other] > tiers[tier] { tier = other }
    return ReuseFamily(
      members: all, representative: all.firstIndex(of: first) ?? 0,
      tier: ReuseTier.allCases[tier])
  }

  private func original(_ reuse: Reuse) -> Reuse {
    func place(_ place: ReusePlace) -> ReusePlace {
      ReusePlace(text: copies.searched[place.text], span: place.span)
    }
    return Reuse(
      a: place(reuse.a), b: place(reuse.b), relation: reuse.relation,
      similarity: reuse.similarity, tier: reuse.tier, bits: reuse.bits, grounds: reuse.grounds)
  }

  private static func key(_ place: ReusePlace) -> (Int, Int, Int) {
    (place.text, place.span.scalars.lowerBound, place.span.scalars.upperBound)
  }
}
