/// A set of counted places as ranges in order that do not meet: what is covered, counted once.
struct PlaceSet: Sendable, Equatable {
  private(set) var ranges: [Range<Int>] = []

  /// The union of these ranges, in any order.
  init(_ ranges: [Range<Int>]) {
    var sorted = ranges
    Self.sort(&sorted)
    for range in sorted where !range.isEmpty {
      if let last = self.ranges.last, range.lowerBound <= last.upperBound {
        self.ranges[self.ranges.count - 1] =
          last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        self.ranges.append(range)
      }
    }
  }

  /// The number of places in the union of these ranges, which it sorts.
  static func count(ofUnion ranges: inout [Range<Int>]) -> Int {
    sort(&ranges)
    var (count, end) = (0, Int.min)
    for range in ranges where range.upperBound > end {
      count += range.upperBound - max(end, range.lowerBound)
      end = range.upperBound
    }
    return count
  }

  /// Sorts ranges by place, most of which are sorted already.
  private static func sort(_ ranges: inout [Range<Int>]) {
    var last = Int.min
    for range in ranges {
      if range.lowerBound < last {
        ranges.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        return
      }
      last = range.lowerBound
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
