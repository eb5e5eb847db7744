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

  /// The similarity to the representative that makes a member.
  private static let likeness = 0.5

  /// The families among reuses of the searched texts, members by all texts, and the reuses that are
  /// left.
  func families(among reuses: consuming [Reuse]) -> ReuseFindings {
    var reuses = reuses
    let places = Places(reuses, threads: threads)
    let sizes = places.spans.indices.map { 1 + (copies.followers[places.texts[$0]]?.count ?? 0) }
    var family = [Int](repeating: -1, count: places.spans.count)
    var found: [[Int]] = []
    for component in places.components(ofMoreThan: ReuseFamily.mostPairs, sizes) {
      var rest = component
      while rest.reduce(0, { $0 + sizes[$1] }) > ReuseFamily.mostPairs {
        guard let (members, left) = likeTheMostFound(of: rest, places) else { break }
        guard members.reduce(0, { $0 + sizes[$1] }) > ReuseFamily.mostPairs else { break }
        for place in members { family[place] = found.count }
        found.append(members)
        rest = left
      }
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

  /// The places that are like the most found one, it first, and the others.
  private func likeTheMostFound(of rest: [Int], _ places: Places) -> (members: [Int], left: [Int])?
  {
    guard let first = rest.max(by: { (places.degrees[$0], -$0) < (places.degrees[$1], -$1) })
    else { return nil }
    let model = scalars(first, places)
    var members = [first]
    var left: [Int] = []
    for place in rest where place != first {
      let own = scalars(place, places)
      let longer = max(model.count, own.count)
      let isClose = min(model.count, own.count) * 2 >= longer
      if isClose, EditDistance.between(model, own) * 2 <= longer {
        members.append(place)
      } else {
        left.append(place)
      }
    }
    return (members, left)
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
