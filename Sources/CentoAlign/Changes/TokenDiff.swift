/// What two rows of tokens have in common, and the stretches that differ.
///
/// The greedy algorithm of Myers (Algorithmica, 1986): a shortest script of insertions and
/// deletions, of several always the same.
enum TokenDiff {
  /// Neighbouring stretches, one of each row; either may be empty, not both.
  struct Hunk: Sendable, Equatable {
    var a: Range<Int>
    var b: Range<Int>
  }

  /// The differences followed before the rest is told as one: beyond it nothing is legible anyway.
  static let most = 1000

  /// The stretches that differ, in order; what lies between them is the same.
  ///
  /// - Complexity: O((n + m) · d) time and O(d²) memory for d differences, d being at most `most`.
  static func hunks(_ a: [UInt32], _ b: [UInt32]) -> [Hunk] {
    var low = 0
    while low < a.count, low < b.count, a[low] == b[low] { low += 1 }
    var (endA, endB) = (a.count, b.count)
    while endA > low, endB > low, a[endA - 1] == b[endB - 1] {
      endA -= 1
      endB -= 1
    }
    if low == endA && low == endB { return [] }
    if low == endA || low == endB { return [Hunk(a: low..<endA, b: low..<endB)] }
    let pairs = Anchors.pairs(a, low..<endA, b, low..<endB)
    if pairs.isEmpty { return script(a, low..<endA, b, low..<endB) }
    var hunks: [Hunk] = []
    var (startA, startB) = (low, low)
    for (x, y) in pairs + [(endA, endB)] {
      hunks += script(a, startA..<x, b, startB..<y)
      (startA, startB) = (x, y)
    }
    return joined(hunks)
  }

  /// Hunks that touch on both sides as one.
  private static func joined(_ hunks: [Hunk]) -> [Hunk] {
    var joined: [Hunk] = []
    for hunk in hunks {
      if let last = joined.last, last.a.upperBound == hunk.a.lowerBound,
        last.b.upperBound == hunk.b.lowerBound
      {
        joined[joined.count - 1] = Hunk(
          a: last.a.lowerBound..<hunk.a.upperBound, b: last.b.lowerBound..<hunk.b.upperBound)
      } else {
        joined.append(hunk)
      }
    }
    return joined
  }

  private static func script(
    _ a: [UInt32], _ rangeA: Range<Int>, _ b: [UInt32], _ rangeB: Range<Int>
  ) -> [Hunk] {
    if rangeA.isEmpty && rangeB.isEmpty { return [] }
    if rangeA.isEmpty || rangeB.isEmpty { return [Hunk(a: rangeA, b: rangeB)] }
    if rangeA.count == 1, rangeB.count == 1 {
      return a[rangeA.lowerBound] == b[rangeB.lowerBound] ? [] : [Hunk(a: rangeA, b: rangeB)]
    }
    let reach = TokenReach(a[rangeA], b[rangeB], most: most)
    guard let steps = reach.steps else { return [Hunk(a: rangeA, b: rangeB)] }
    var hunks: [Hunk] = []
    // From the last step to the first.
    for step in steps {
      let (x, y) = (rangeA.lowerBound + step.a, rangeB.lowerBound + step.b)
      let (endX, endY) = step.isInsertion ? (x, y + 1) : (x + 1, y)
      if let last = hunks.last, last.a.lowerBound == endX, last.b.lowerBound == endY {
        hunks[hunks.count - 1] = Hunk(a: x..<last.a.upperBound, b: y..<last.b.upperBound)
      } else {
        hunks.append(Hunk(a: x..<endX, b: y..<endY))
      }
    }
    hunks.reverse()
    return hunks
  }
}

/// Tokens that are sure to belong together in long texts: those in grams that both have once.
///
/// They cut the work into short stretches (patience: the longest chain of unique matches, in order
/// on both sides).
enum Anchors {
  /// Shorter texts need no anchors.
  private static let shortest = 2000
  /// The tokens of a gram.
  private static let gram = 6

  /// Places that are equal on both sides, rising on both.
  static func pairs(
    _ a: [UInt32], _ rangeA: Range<Int>, _ b: [UInt32], _ rangeB: Range<Int>
  ) -> [(Int, Int)] {
    guard min(rangeA.count, rangeB.count) >= shortest else { return [] }
    let (inA, inB) = (places(a, rangeA), places(b, rangeB))
    var matches: [(Int, Int)] = []
    for (gram, place) in inA where place >= 0 {
      if let other = inB[gram], other >= 0 { matches.append((place, other)) }
    }
    matches.sort { $0.0 < $1.0 }
    return longestRising(matches)
  }

  /// The tokens of a gram, two in each number.
  private struct Gram: Hashable {
    private let tokens: (UInt64, UInt64, UInt64)

    init(_ row: [UInt32], _ place: Int) {
      func pair(_ place: Int) -> UInt64 { UInt64(row[place]) << 32 | UInt64(row[place + 1]) }
      tokens = (pair(place), pair(place + 2), pair(place + 4))
    }

    static func == (a: Gram, b: Gram) -> Bool { a.tokens == b.tokens }

    func hash(into hasher: inout Hasher) {
      hasher.combine(tokens.0)
      hasher.combine(tokens.1)
      hasher.combine(tokens.2)
    }
  }

  /// The place of each gram, -1 for those that stand in several.
  private static func places(_ row: [UInt32], _ range: Range<Int>) -> [Gram: Int] {
    var places: [Gram: Int] = [:]
    places.reserveCapacity(range.count)
    for place in range.lowerBound...range.upperBound - gram {
      let key = Gram(row, place)
      if places.updateValue(place, forKey: key) != nil { places[key] = -1 }
    }
    return places
  }

  private static func longestRising(_ matches: [(Int, Int)]) -> [(Int, Int)] {
    var tops: [Int] = []
    var before = [Int](repeating: -1, count: matches.count)
    for (index, match) in matches.enumerated() {
      var low = 0
      var high = tops.count
      while low < high {
        let middle = (low + high) / 2
        if matches[tops[middle]].1 < match.1 { low = middle + 1 } else { high = middle }
      }
      before[index] = low > 0 ? tops[low - 1] : -1
      if low == tops.count { tops.append(index) } else { tops[low] = index }
    }
    var chain: [(Int, Int)] = []
    var index = tops.last ?? -1
    while index >= 0 {
      chain.append(matches[index])
      index = before[index]
    }
    return chain.reversed()
  }
}
