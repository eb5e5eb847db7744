import CentoClusters
import CentoJoin
import CentoReference
import CentoTestSupport
import Testing

@Suite struct GroupingTests {
  private func pair(_ a: Int, _ b: Int, _ cosine: Double = 0.9) -> ScoredPair {
    ScoredPair(a: a, b: b, cosine: cosine)
  }

  // MARK: By hand

  @Test(.tags(.unit)) func aChainDoesNotChain() {
    let chain = [pair(0, 1, 0.95), pair(1, 2, 0.9), pair(2, 3, 0.85), pair(3, 4, 0.81)]
    let units = [0, 1, 2, 3, 4]
    #expect(
      Grouping().groups(of: units, pairs: chain) == [
        Group(representative: 1, members: [0, 1, 2], weakest: 0.9),
        Group(representative: 3, members: [3, 4], weakest: 0.81),
      ])
    #expect(
      Grouping().groups(of: units, pairs: chain, preferring: units) == [
        Group(representative: 0, members: [0, 1], weakest: 0.95),
        Group(representative: 2, members: [2, 3], weakest: 0.85),
      ])
    #expect(
      Grouping(linkage: .single).groups(of: units, pairs: chain) == [
        Group(representative: 1, members: [0, 1, 2, 3, 4], weakest: 0.81)
      ])
  }

  @Test(.tags(.unit)) func aMemberGoesToTheNearestRepresentative() {
    // 2 pairs with both representatives, and is nearer to the second; 3 is as near to both.
    let pairs = [pair(0, 2, 0.82), pair(1, 2, 0.93), pair(0, 3, 0.9), pair(1, 3, 0.9)]
    #expect(
      Grouping().groups(of: [0, 1, 2, 3], pairs: pairs, preferring: [0, 1, 2, 3]) == [
        Group(representative: 0, members: [0, 3], weakest: 0.9),
        Group(representative: 1, members: [1, 2], weakest: 0.93),
      ])
  }

  @Test(.tags(.unit)) func aRepresentativeIsTheMostPreferredOfItsGroup() {
    // 1 is taken by 0 although it is nearer to 2, which would be a worse choice than itself.
    let pairs = [pair(0, 1, 0.8), pair(1, 2, 0.99)]
    #expect(
      Grouping().groups(of: [0, 1, 2], pairs: pairs, preferring: [0, 1, 2]) == [
        Group(representative: 0, members: [0, 1], weakest: 0.8)
      ])
  }

  @Test(.tags(.unit)) func equalUnitsNeedNoPairs() {
    // 0 = 2 = 5, 1 = 4; 3 is near the former.
    let equal = [0, 1, 0, 3, 1, 0]
    let found = [
      Group(representative: 0, members: [0, 2, 3, 5], weakest: 0.9),
      Group(representative: 1, members: [1, 4], weakest: 1),
    ]
    #expect(Grouping().groups(of: equal, pairs: [pair(0, 3)]) == found)
    #expect(Grouping(linkage: .single).groups(of: equal, pairs: [pair(0, 3)]) == found)
    #expect(
      Grouping().groups(of: equal, pairs: [pair(0, 3)], preferring: [5, 4, 3, 2, 1, 0]) == [
        Group(representative: 5, members: [0, 2, 3, 5], weakest: 0.9),
        Group(representative: 4, members: [1, 4], weakest: 1),
      ])
  }

  @Test(.tags(.unit)) func aCountOfEqualsIsACountOfNeighbours() {
    // 0 pairs with two units, 1 with 0 and with each of three equals: 1 has the most neighbours.
    let equal = [0, 1, 2, 3, 4, 4, 4]
    let pairs = [pair(0, 1), pair(0, 2), pair(1, 4)]
    #expect(
      Grouping().groups(of: equal, pairs: pairs) == [
        Group(representative: 1, members: [0, 1, 4, 5, 6], weakest: 0.9)
      ])
  }

  @Test(.tags(.unit), arguments: GroupLinkage.allCases)
  func nothingIsGroupedWithoutPairs(linkage: GroupLinkage) {
    #expect(Grouping(linkage: linkage).groups(of: [], pairs: []).isEmpty)
    #expect(Grouping(linkage: linkage).groups(of: [0], pairs: []).isEmpty)
    #expect(Grouping(linkage: linkage).groups(of: [0, 1, 2], pairs: []).isEmpty)
    #expect(Grouping(linkage: linkage).groups(of: [0, 1], pairs: [], preferring: [1, 0]).isEmpty)
  }

  // MARK: Laws

  private struct Case {
    var equal: [Int]
    var pairs: [ScoredPair]
    var order: [Int]?
  }

  private func random(_ generator: inout SeededGenerator) -> Case {
    let count = Int.random(in: 1...40, using: &generator)
    var equal = Array(0..<count)
    for unit in 1..<max(1, count) where Int.random(in: 0..<4, using: &generator) == 0 {
      if unit < count { equal[unit] = equal[Int.random(in: 0..<unit, using: &generator)] }
    }
    let firsts = (0..<count).filter { equal[$0] == $0 }
    var pairs: [ScoredPair] = []
    let density = Double.random(in: 0...0.3, using: &generator)
    for a in firsts {
      for b in firsts where a < b && Double.random(in: 0..<1, using: &generator) < density {
        // Few values, so that ties are common.
        pairs.append(pair(a, b, 0.8 + Double(Int.random(in: 0...9, using: &generator)) / 50))
      }
    }
    let order = Bool.random(using: &generator) ? Array(0..<count).shuffled(using: &generator) : nil
    return Case(equal: equal, pairs: pairs, order: order)
  }

  @Test(.tags(.laws)) func representativesStandForAllAndForNoOther() {
    var generator = SeededGenerator(seed: TestKnobs.seed)
    for _ in 0..<(300 * TestKnobs.scale) {
      let given = random(&generator)
      let groups = Grouping().groups(
        of: given.equal, pairs: given.pairs, preferring: given.order)
      func cosine(_ a: Int, _ b: Int) -> Double? {
        let (x, y) = (given.equal[a], given.equal[b])
        if x == y { return 1 }
        return given.pairs.first { $0.a == min(x, y) && $0.b == max(x, y) }?.cosine
      }
      let members = groups.flatMap(\.members)
      #expect(Set(members).count == members.count)
      #expect(groups.map { $0.members[0] } == groups.map { $0.members[0] }.sorted())
      for group in groups {
        #expect(group.members == group.members.sorted() && group.members.count > 1)
        #expect(group.members.contains(group.representative))
        let cosines = group.members.map { cosine($0, group.representative) }
        #expect(cosines.compactMap(\.self).min() == group.weakest && !cosines.contains(nil))
        if let order = given.order {
          #expect(order.first { group.members.contains($0) } == group.representative)
        }
      }
      // What stays are no pairs of each other, and whatever has a pair or an equal is in a group.
      let gone = groups.flatMap { group in group.members.filter { $0 != group.representative } }
      let kept = Set(given.equal.indices).subtracting(gone).sorted()
      for a in kept {
        for b in kept where a < b { #expect(cosine(a, b) == nil) }
      }
      for unit in given.equal.indices where !kept.contains(unit) {
        let group = groups.first { $0.members.contains(unit) }
        let own = group.flatMap { cosine(unit, $0.representative) } ?? 0
        let order = given.order ?? []
        for other in kept where cosine(unit, other) ?? 0 > own {
          // Nearer ones that stay are worse choices than the unit and its equals.
          let place = order.firstIndex { given.equal[$0] == given.equal[unit] } ?? 0
          #expect(given.order == nil || (order.firstIndex(of: other) ?? 0) > place)
        }
      }
      #expect(
        groups
          == Grouping().groups(
            of: given.equal, pairs: given.pairs.shuffled(using: &generator),
            preferring: given.order))
    }
  }

  @Test(.tags(.oracle)) func singleLinkageIsConnectedComponents() {
    var generator = SeededGenerator(seed: TestKnobs.seed)
    for _ in 0..<(100 * TestKnobs.scale) {
      let given = random(&generator)
      let groups = Grouping(linkage: .single).groups(
        of: given.equal, pairs: given.pairs, preferring: given.order)
      let edges =
        given.pairs.map { ($0.a, $0.b, $0.cosine) }
        + given.equal.enumerated().map { ($0, $1, 1.0) }
      #expect(
        groups.map(\.members)
          == ComponentsReference.components(
            count: given.equal.count, edges: edges.map { ($0.0, $0.1) }))
      for group in groups {
        #expect(
          group.weakest == ComponentsReference.bottleneck(of: group.members, edges: edges))
        if let order = given.order {
          #expect(order.first { group.members.contains($0) } == group.representative)
        }
      }
      #expect(
        groups
          == Grouping(linkage: .single).groups(
            of: given.equal, pairs: given.pairs.shuffled(using: &generator),
            preferring: given.order))
    }
  }

  /// Links of pairs that come some at a time make the groups that all pairs make.
  @Test(.tags(.laws)) func linksOfAForestAreEnough() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for count in [1, 7, 60, 300] {
      let pairs = (0..<6 * count).compactMap { _ -> ScoredPair? in
        let (a, b) = (
          Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random)
        )
        // Few cosines, so that many are equal; and some units stay by themselves.
        guard a < b, a % 5 > 0 else { return nil }
        return ScoredPair(
          a: a, b: b, cosine: 0.5 + Double(Int.random(in: 0..<20, using: &random)) / 64)
      }
      var forest = SpanningForest(units: count)
      for start in stride(from: 0, to: pairs.count, by: 37) {
        forest.add(Array(pairs[start..<min(pairs.count, start + 37)]))
      }
      let links = forest.links
      #expect(links.count < count)
      let units = Array(0..<count)
      let order = units.shuffled(using: &random)
      let single = Grouping(linkage: .single)
      #expect(
        single.groups(of: units, pairs: links, preferring: order)
          == single.groups(of: units, pairs: pairs, preferring: order))
    }
  }
}
