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
    let (n, m) = (rangeA.count, rangeB.count)
    if n == 0 && m == 0 { return [] }
    if n == 0 || m == 0 { return [Hunk(a: rangeA, b: rangeB)] }
    let limit = min(n + m, most)
    let (rowA, rowB) = (a.span.extracting(rangeA), b.span.extracting(rangeB))
    // The furthest places in a, for each number of differences d on the diagonals -d, -d + 2 … d.
    // Those of d begin at place d (d + 1) / 2.
    var reach: [Int32] = []
    var start = 0
    for differences in 0...limit {
      reach.append(contentsOf: repeatElement(0, count: differences + 1))
      let before = start - differences
      var places = reach.mutableSpan
      for index in 0...differences {
        var x = 0
        if differences > 0 {
          let isDown =
            index == 0
            || index != differences && places[before + index - 1] < places[before + index]
          x = Int(isDown ? places[before + index] : places[before + index - 1] + 1)
        }
        var y = x - (2 * index - differences)
        while x < n, y < m, rowA[x] == rowB[y] {
          x += 1
          y += 1
        }
        places[start + index] = Int32(truncatingIfNeeded: x)
        if x >= n, y >= m { return trace(reach, differences, rangeA, rangeB) }
      }
      start += differences + 1
    }
    return [Hunk(a: rangeA, b: rangeB)]
  }

  /// The stretches of a script that was found with so many differences.
  private static func trace(
    _ reach: [Int32], _ found: Int, _ rangeA: Range<Int>, _ rangeB: Range<Int>
  ) -> [Hunk] {
    var (x, y) = (rangeA.count, rangeB.count)
    var hunks: [Hunk] = []
    for differences in stride(from: found, to: 0, by: -1) {
      let before = (differences - 1) * differences / 2
      let index = (x - y + differences) / 2
      let isDown =
        index == 0
        || index != differences && reach[before + index - 1] < reach[before + index]
      let x0 = Int(isDown ? reach[before + index] : reach[before + index - 1])
      let y0 = x0 - (x - y) - (isDown ? 1 : -1)
      let (a, b) = (rangeA.lowerBound + x0, rangeB.lowerBound + y0)
      let (endA, endB) = isDown ? (a, b + 1) : (a + 1, b)
      if let last = hunks.last, last.a.lowerBound == endA, last.b.lowerBound == endB {
        hunks[hunks.count - 1] = Hunk(a: a..<last.a.upperBound, b: b..<last.b.upperBound)
      } else {
        hunks.append(Hunk(a: a..<endA, b: b..<endB))
      }
      (x, y) = (x0, y0)
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
    let (inA, inB) = (unique(a, rangeA), unique(b, rangeB))
    var matches: [(Int, Int)] = []
    for (gram, place) in inA {
      if let other = inB[gram] { matches.append((place, other)) }
    }
    matches.sort { $0.0 < $1.0 }
    return longestRising(matches)
  }

  private static func unique(_ row: [UInt32], _ range: Range<Int>) -> [ArraySlice<UInt32>: Int] {
    var places: [ArraySlice<UInt32>: Int] = [:]
    for place in range.lowerBound...range.upperBound - gram {
      let key = row[place..<place + gram]
      places[key] = places[key] == nil ? place : -1
    }
    return places.filter { $0.value >= 0 }
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
