internal import CentoParallel
internal import CentoText

/// Reuses → families: places joined by what was found between them, each checked against one
/// member.
///
/// Joining alone would drift from a passage to its neighbour's neighbour; so the place with the
/// most findings is the representative, and only what is like it stays.
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
    for component in places.components(ofMoreThan: ReuseFamily.mostPairs, sizes) {
      found += families(among: component, places, sizes)
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

  /// The families of one component: about the most found place first, then about the next.
  ///
  /// Where one makes no family those found in more places than a family needs are still tried, but
  /// not what is like it, which would make none either.
  private func families(among component: [Int], _ places: Places, _ sizes: [Int]) -> [[Int]] {
    var families: [[Int]] = []
    var (rest, size) = (component, component.reduce(0) { $0 + sizes[$1] })
    var tried: Set<Int> = []
    var failed = false
    let order = component.sorted { (places.degrees[$0], $1) > (places.degrees[$1], $0) }
    for first in order where !tried.contains(first) {
      guard size > ReuseFamily.mostPairs else { break }
      if failed, places.degrees[first] < ReuseFamily.mostPairs { break }
      let (members, left) = like(first, of: rest, places)
      tried.formUnion(members)
      let own = members.reduce(0) { $0 + sizes[$1] }
      failed = own <= ReuseFamily.mostPairs
      if failed { continue }
      families.append(members)
      (rest, size) = (left, size - own)
    }
    return families
  }

  /// The places that are like one, it first, and the others.
  private func like(
    _ first: Int, of rest: [Int], _ places: Places
  ) -> (members: [Int], left: [Int]) {
    let model = scalars(first, places)
    let blocks = Parallel.blocks(of: rest.count, size: 1024)
    let likes = Parallel.map(count: blocks.count, threads: threads) { block in
      blocks[block].map { rest[$0] != first && Self.isLike(model, scalars(rest[$0], places)) }
    }.joined()
    var members = [first]
    var left: [Int] = []
    for (place, isLike) in zip(rest, likes) where place != first {
      if isLike { members.append(place) } else { left.append(place) }
    }
    return (members, left)
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

/// The places of reuses: sides that cover much the same stretch of a text are one place.
struct Places {
  /// The text of each place, among the searched.
  private(set) var texts: [Int] = []
  /// The stretch of each place: that of its best reuse.
  private(set) var spans: [FoldedSpan] = []
  /// The reuses that each place is a side of.
  private(set) var degrees: [Int] = []
  /// The place of each reuse's first side.
  private(set) var a: [Int]
  /// The place of each reuse's second side.
  private(set) var b: [Int]

  init(_ reuses: [Reuse], threads: Int) {
    a = [Int](repeating: 0, count: reuses.count)
    b = a
    // Both sides of every reuse: twice its number, and one more for the second.
    let sides = PlaceOrder.sorted(findings: reuses.count, threads: threads) {
      (reuses[$0].a, reuses[$0].b)
    }
    func side(_ number: UInt32) -> ReusePlace {
      let reuse = reuses[Int(number >> 1)]
      return number & 1 == 0 ? reuse.a : reuse.b
    }
    var bits: [Double] = []
    var first: [ReusePlace] = []
    for number in sides {
      let (place, reuse, isB) = (side(number), Int(number >> 1), number & 1 == 1)
      // The latest places of the text are the ones that this can be a part of.
      var number = first.count - 1
      var looked = 0
      while number >= 0, looked < 8, !Self.isSame(first[number], place) {
        if first[number].text != place.text { looked = 8 }
        looked += 1
        number -= 1
      }
      if number < 0 || looked >= 8 {
        number = first.count
        first.append(place)
        texts.append(place.text)
        spans.append(place.span)
        degrees.append(0)
        bits.append(-1)
      }
      degrees[number] += 1
      if reuses[reuse].bits > bits[number] {
        bits[number] = reuses[reuse].bits
        spans[number] = place.span
      }
      if isB { b[reuse] = number } else { a[reuse] = number }
    }
  }

  /// The places that reuses join, each set in order, by first place; sets whose sizes add up to
  /// `least` at most are left out, and nearly all are.
  func components(ofMoreThan least: Int, _ sizes: [Int]) -> [[Int]] {
    var parents = spans.indices.map { UInt32($0) }
    func root(_ place: Int) -> Int {
      var place = place
      while Int(parents[place]) != place {
        parents[place] = parents[Int(parents[place])]
        place = Int(parents[place])
      }
      return place
    }
    for (x, y) in zip(a, b) {
      let (x, y) = (root(x), root(y))
      if x != y { parents[max(x, y)] = UInt32(min(x, y)) }
    }
    var sums = [Int](repeating: 0, count: spans.count)
    for place in spans.indices { sums[root(place)] += sizes[place] }
    var numbers: [Int: Int] = [:]
    var sets: [[Int]] = []
    for place in spans.indices where sums[root(place)] > least {
      let root = root(place)
      if root == place {
        numbers[root] = sets.count
        sets.append([])
      }
      if let number = numbers[root] { sets[number].append(place) }
    }
    return sets
  }

  /// Whether two places of a text overlap by more than half of each.
  private static func isSame(_ x: ReusePlace, _ y: ReusePlace) -> Bool {
    guard x.text == y.text else { return false }
    let shared = x.span.scalars.clamped(to: y.span.scalars).count
    return shared * 2 > max(x.span.scalars.count, y.span.scalars.count)
  }
}
