internal import CentoText

/// What is told already: the pairs, by their texts, and the members of families, by text and place.
struct Covering: Sendable {
  private let pairs: [RunPair]
  /// The furthest end of a first place among the pairs of the same texts up to each.
  private let furthest: [UInt32]
  private let members: Members

  init(_ reuses: [Reuse], _ families: [ReuseFamily]) {
    let pairs = reuses.map { RunPair($0.a, $0.b) }.sorted { x, y in
      x.texts != y.texts ? x.texts < y.texts : RunPair.precedes(x, y)
    }
    var furthest: [UInt32] = []
    furthest.reserveCapacity(pairs.count)
    for (index, pair) in pairs.enumerated() {
      let isSame = index > 0 && pairs[index - 1].texts == pair.texts
      furthest.append(max(pair.endA, isSame ? furthest[index - 1] : 0))
    }
    self.pairs = pairs
    self.furthest = furthest
    members = Members(families)
  }

  /// Whether a pair or a family tells of a run.
  func tells(_ run: RunPair) -> Bool {
    var low = 0
    var high = pairs.count
    while low < high {
      let middle = (low + high) / 2
      let pair = pairs[middle]
      if (pair.texts, pair.startA) <= (run.texts, run.startA) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    while low > 0, pairs[low - 1].texts == run.texts, furthest[low - 1] >= run.endA {
      low -= 1
      if run.isInside(pairs[low]) { return true }
    }
    return members.share(run.a, run.b)
  }

  /// Whether one family has all of these places inside its members.
  ///
  /// Two places of one text must be inside two members where `apart`.
  func tells(_ places: [ReusePlace], apart: Bool) -> Bool {
    guard let first = places.first else { return true }
    var families = Set(members.around(first).map(\.family))
    var used: Set<Int> = []
    for place in places {
      let around = members.around(place).filter { families.contains($0.family) }
      families = Set(around.map(\.family))
      if families.isEmpty { return false }
      if apart {
        // One family is followed: the first that is left.
        guard let least = families.min() else { return false }
        families = [least]
        guard let member = around.first(where: { $0.family == least && !used.contains($0.index) })
        else { return false }
        used.insert(member.index)
      }
    }
    return true
  }
}

/// The members of families, to be asked which of them lie around a place.
private struct Members: Sendable {
  private let places: [ReusePlace]
  private let families: [Int]
  /// The furthest end among the members of the same text up to each.
  private let furthest: [Int]

  init(_ all: [ReuseFamily]) {
    var listed: [(place: ReusePlace, family: Int)] = []
    for (number, family) in all.enumerated() {
      for member in family.members { listed.append((member, number)) }
    }
    func key(_ x: (place: ReusePlace, family: Int)) -> (Int, Int, Int, Int) {
      let span = x.place.span.scalars
      return (x.place.text, span.lowerBound, span.upperBound, x.family)
    }
    listed.sort { key($0) < key($1) }
    var furthest: [Int] = []
    furthest.reserveCapacity(listed.count)
    for (index, (place, _)) in listed.enumerated() {
      let isSameText = index > 0 && listed[index - 1].place.text == place.text
      furthest.append(max(place.span.scalars.upperBound, isSameText ? furthest[index - 1] : 0))
    }
    places = listed.map(\.place)
    families = listed.map(\.family)
    self.furthest = furthest
  }

  /// The members that hold a place, by number.
  func around(_ place: ReusePlace) -> [(family: Int, index: Int)] {
    let span = place.span.scalars
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      let other = places[middle]
      if (other.text, other.span.scalars.lowerBound) <= (place.text, span.lowerBound) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var around: [(family: Int, index: Int)] = []
    while low > 0, places[low - 1].text == place.text, furthest[low - 1] >= span.upperBound {
      low -= 1
      if places[low].span.scalars.upperBound >= span.upperBound {
        around.append((families[low], low))
      }
    }
    return around
  }

  /// Whether two places lie inside two members of one family.
  func share(_ a: ReusePlace, _ b: ReusePlace) -> Bool {
    let around = around(a)
    guard !around.isEmpty else { return false }
    return self.around(b).contains { y in
      around.contains { x in x.family == y.family && x.index != y.index }
    }
  }
}
