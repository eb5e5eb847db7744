/// A set of counted places as ranges in order that do not meet: what is covered, counted once.
struct PlaceSet: Sendable, Equatable {
  private(set) var ranges: [Range<Int>] = []

  /// The union of these ranges, in any order.
  init(_ ranges: [Range<Int>]) {
    let sorted = ranges.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    for range in sorted where !range.isEmpty {
      if let last = self.ranges.last, range.lowerBound <= last.upperBound {
        self.ranges[self.ranges.count - 1] =
          last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        self.ranges.append(range)
      }
    }
  }

  /// The number of places.
  var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// The number of places that are not in another set.
  func count(without other: PlaceSet) -> Int {
    var shared = 0
    var next = 0
    for range in ranges {
      while next < other.ranges.count, other.ranges[next].upperBound <= range.lowerBound {
        next += 1
      }
      var index = next
      while index < other.ranges.count, other.ranges[index].lowerBound < range.upperBound {
        shared += other.ranges[index].clamped(to: range).count
        index += 1
      }
    }
    return count - shared
  }
}
