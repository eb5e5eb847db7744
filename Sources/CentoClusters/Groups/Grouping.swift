public import CentoJoin

/// Groups of near-duplicates from the exact pairs of a join.
///
/// The rule of `GroupLinkage.representative`, a greedy independent dominating set: units are visited
/// in an order of preference; one that is no pair with an earlier representative becomes one itself.
/// Then every other unit joins the nearest of the representatives that it pairs with and that come
/// before it in the order; of equally near ones the earlier. Equal units go together, at the place of
/// the most preferred of them. It follows that
/// - every member pairs with its representative,
/// - no two representatives are a pair,
/// - a representative is the most preferred member of its group.
///
/// With `.single` groups are the connected components of the pairs.
///
///     let pairs = [ScoredPair(a: 0, b: 1, cosine: 0.9), ScoredPair(a: 1, b: 2, cosine: 0.9)]
///     Grouping().groups(of: [0, 1, 2], pairs: pairs)                      // 1 stands for 0, 1, 2
///     Grouping().groups(of: [0, 1, 2], pairs: pairs, preferring: [0, 1, 2])   // 0 for 0, 1; 2 alone
public struct Grouping: Sendable, Hashable {
  /// What makes units a group.
  public let linkage: GroupLinkage

  /// A grouping by this linkage.
  public init(linkage: GroupLinkage = .representative) {
    self.linkage = linkage
  }

  /// The groups of two units and more, by their first member.
  ///
  /// Equal units are a family that needs no pairs: however many they are, they cost O(1) each. The
  /// answer depends on the set of pairs, not on the order in which they are given.
  ///
  /// - Parameters:
  ///   - firstEqual: For each unit the first unit equal to it: itself where there is no earlier one.
  ///   - pairs: Every pair of units that are first of their equals, each once.
  ///   - order: All units, the most preferred first; nil means by the number of units that a unit
  ///     pairs with, its equals included, the highest first, then by number.
  /// - Returns: Groups by first member; each unit is in at most one of them.
  /// - Complexity: O(units · log units + pairs) time for a representative, O(pairs · log pairs) for
  ///   single linkage; 12 bytes a pair, or 24.
  public func groups(
    of firstEqual: [Int], pairs: [ScoredPair], preferring order: [Int]? = nil
  ) -> [Group] {
    let families = Families(firstEqual: firstEqual, pairs: pairs, order: order)
    let found: Assignment =
      switch linkage {
      case .representative: RepresentativeLinkage(families: families, pairs: pairs).assignment()
      case .single: SingleLinkage(families: families, pairs: pairs).assignment()
      }
    return families.groups(found)
  }
}

extension Grouping {
  /// The groups of units whose representatives are known, by their first member.
  ///
  /// - Parameters:
  ///   - firstEqual: For each unit the first unit equal to it: itself where there is no earlier one.
  ///   - order: All units, the most preferred first.
  ///   - leader: For a unit that is the first of its equals, the one that stands for it, likewise
  ///     first of its equals, and the cosine of the two.
  package static func groups(
    of firstEqual: [Int], preferring order: [Int], leader: (Int) -> (unit: Int, cosine: Double)
  ) -> [Group] {
    let families = Families(firstEqual: firstEqual, pairs: [], order: order)
    var found = Assignment(count: firstEqual.count)
    for family in families.order {
      let (unit, cosine) = leader(family)
      found.representative[family] = unit
      found.weakest[unit] = min(found.weakest[unit], cosine)
    }
    return families.groups(found)
  }
}

/// Which family stands for each family, itself where none other does, and the weakest link there.
struct Assignment {
  var representative: [Int]
  /// For each family that stands for others or itself, the lowest cosine of its group.
  var weakest: [Double]

  /// Every family by itself.
  init(count: Int) {
    representative = Array(0..<count)
    weakest = [Double](repeating: 1, count: count)
  }
}

/// Equal units, named by the first of them, and the order in which they are preferred.
struct Families {
  /// For each unit the family that it is of.
  let family: [Int]
  /// The families, the most preferred first.
  let order: [Int]
  /// For each unit its place in `order` of all units, if one was given.
  private let ranks: [Int]?

  init(firstEqual: [Int], pairs: [ScoredPair], order: [Int]?) {
    family = firstEqual
    if let order {
      var ranks = [Int](repeating: 0, count: firstEqual.count)
      var seen = [Bool](repeating: false, count: firstEqual.count)
      var families: [Int] = []
      for (rank, unit) in order.enumerated() {
        ranks[unit] = rank
        if !seen[firstEqual[unit]] { families.append(firstEqual[unit]) }
        seen[firstEqual[unit]] = true
      }
      self.order = families
      self.ranks = ranks
    } else {
      self.order = Families.byNeighbours(firstEqual, pairs)
      ranks = nil
    }
  }

  private static func byNeighbours(_ firstEqual: [Int], _ pairs: [ScoredPair]) -> [Int] {
    var sizes = [Int](repeating: 0, count: firstEqual.count)
    for first in firstEqual { sizes[first] += 1 }
    var neighbours = sizes
    for pair in pairs {
      neighbours[pair.a] += sizes[pair.b]
      neighbours[pair.b] += sizes[pair.a]
    }
    return firstEqual.indices.filter { firstEqual[$0] == $0 }.sorted {
      neighbours[$0] != neighbours[$1] ? neighbours[$0] > neighbours[$1] : $0 < $1
    }
  }

  /// The groups of units that an assignment of families makes.
  func groups(_ assignment: Assignment) -> [Group] {
    var members: [Int: [Int]] = [:]
    var leaders: [Int] = []
    for unit in family.indices {
      let leader = assignment.representative[family[unit]]
      if members[leader] == nil { leaders.append(leader) }
      members[leader, default: []].append(unit)
    }
    // Leaders stand in the order of their groups' first members.
    return leaders.compactMap { leader in
      guard let units = members[leader], units.count > 1 else { return nil }
      var best = leader
      if let ranks {
        for unit in units where family[unit] == leader && ranks[unit] < ranks[best] { best = unit }
      }
      return Group(
        representative: best, members: units, weakest: assignment.weakest[leader])
    }
  }
}
