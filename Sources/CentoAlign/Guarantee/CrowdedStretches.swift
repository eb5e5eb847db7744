internal import CentoParallel

/// Where windows stand that are in more places than pairs are told of, joined to stretches.
///
/// Two windows that follow each other are joined where three quarters of the more frequent one's
/// places have both: so far the texts share one passage, though each may have changed a sign of it.
/// Where fewer go on, another passage begins. A stretch is as long as its windows are joined.
struct CrowdedStretches: Sendable {
  /// The first places of the windows, in order.
  private let places: [UInt32]
  /// The stretch of each.
  private let stretchOf: [UInt32]
  /// The class of each stretch: stretches of a class share windows, or are joined by others.
  let classes: [UInt32]
  /// The first of the windows of each stretch, and their number.
  private let firsts: [UInt32]

  /// The stretches of these groups of places.
  init(_ groups: [[UInt32]], row: RunRow) {
    var listed: [UInt64] = []
    listed.reserveCapacity(groups.reduce(0) { $0 + $1.count })
    for (number, group) in groups.enumerated() {
      for place in group { listed.append(UInt64(place) << 32 | UInt64(number)) }
    }
    listed.sort()
    let places = listed.map { UInt32(truncatingIfNeeded: $0 >> 32) }
    let groupOf = listed.map { UInt32(truncatingIfNeeded: $0) }
    let follows = Self.follows(places, row)
    let roots = Self.joined(groups.map(\.count), groupOf, follows)
    var stretchOf: [UInt32] = []
    var classes: [UInt32] = []
    var firsts: [UInt32] = []
    stretchOf.reserveCapacity(places.count)
    for index in places.indices {
      let own = roots[Int(groupOf[index])]
      if !follows[index] || classes.last != own {
        classes.append(own)
        firsts.append(UInt32(index))
      }
      stretchOf.append(UInt32(classes.count - 1))
    }
    firsts.append(UInt32(places.count))
    self.places = places
    self.stretchOf = stretchOf
    self.classes = classes
    self.firsts = firsts
  }

  /// The number of the window at a place.
  func index(of place: Int) -> Int {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if Int(places[middle]) < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The stretch of a window.
  func stretch(_ index: Int) -> Int { Int(stretchOf[index]) }

  /// The symbols of a row of stretches, each the next one's neighbour.
  func symbols(_ stretches: ClosedRange<Int>, window: Int) -> Range<Int> {
    Int(places[Int(firsts[stretches.lowerBound])])..<Int(
      places[Int(firsts[stretches.upperBound + 1]) - 1]) + window
  }

  /// Whether each window follows the one before it in one segment.
  private static func follows(_ places: [UInt32], _ row: RunRow) -> [Bool] {
    var follows = [Bool](repeating: false, count: places.count)
    var segment = 0
    for index in places.indices {
      let place = places[index]
      while row.segmentStarts[segment + 1] <= place { segment += 1 }
      follows[index] =
        index > 0 && places[index - 1] + 1 == place && place > row.segmentStarts[segment]
    }
    return follows
  }

  /// The class of each group: the least number of those that it is joined to.
  private static func joined(_ counts: [Int], _ groupOf: [UInt32], _ follows: [Bool]) -> [UInt32] {
    var steps: [UInt64] = []
    for index in groupOf.indices where follows[index] {
      steps.append(UInt64(groupOf[index - 1]) << 32 | UInt64(groupOf[index]))
    }
    steps.sort()
    var sets = DisjointSets(count: counts.count)
    var start = 0
    while start < steps.count {
      var end = start
      while end < steps.count, steps[end] == steps[start] { end += 1 }
      let x = Int(steps[start] >> 32)
      let y = Int(steps[start] & 0xFFFF_FFFF)
      if (end - start) * 4 >= max(counts[x], counts[y]) * 3 {
        sets.join(x, y)
      }
      start = end
    }
    return counts.indices.map { UInt32(sets.root(of: $0)) }
  }
}
