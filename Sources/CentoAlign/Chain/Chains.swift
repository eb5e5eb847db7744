package import CentoParallel

/// Runs of two texts that follow one another on both sides, joined where the way between them is
/// short.
///
/// The score of a chain is the worth of its runs less 2.25 · min(da, db) + 6 + |da − db| bits for
/// every joint: sparse dynamic programming that looks back `lookBack` runs, as in minimap2 (Li,
/// 2018). One is used again and again, so that its tables are made once.
struct Chains {
  /// How many runs before one are looked at.
  static let lookBack = 60
  private static let jointOpen: Int32 = 600
  private static let jointSide: Int32 = 225
  private static let jointSkew: Int32 = 100

  private let scores = RawBuffer<Int32>()
  private let before = RawBuffer<Int32>()
  /// No run up to a place ends behind this: where that is too far back, so are all before it.
  private let ends = RawBuffer<Int32>()
  /// Where chains may end, best first.
  private let order = RawBuffer<UInt64>()
  private let isUsed = RawBuffer<Bool>()
  /// The runs of the chains that were found, chain after chain.
  private let found = RawBuffer<Run>()
  private let foundEnds = RawBuffer<Int>()

  /// The number of chains that were found last.
  var count: Int { foundEnds.count }

  /// Where the runs of a chain that was found last stand in `runs`.
  func range(_ chain: Int) -> Range<Int> {
    let ends = foundEnds.view
    return (chain == 0 ? 0 : ends[chain - 1])..<ends[chain]
  }

  /// The runs of all chains that were found last, those of a chain in order.
  var runs: RawBuffer<Run>.View { found.view }

  /// Finds the chains of runs that are sorted by a, then b, best first; no run is in two.
  func find(in runs: RunRange, longestGap: Int32, least: Int32) {
    scores.resize(to: runs.count)
    before.resize(to: runs.count)
    ends.resize(to: runs.count)
    found.resize(to: 0)
    foundEnds.resize(to: 0)
    let (scores, before, ends) = (scores.view, before.view, ends.view)
    var isAnyEnough = false
    var end = Int32.min
    for place in 0..<runs.count {
      let run = runs[place]
      var (best, from): (Int32, Int32) = (0, -1)
      var other = place - 1
      let first = max(0, place - Self.lookBack)
      while other >= first, run.a - ends[other] <= longestGap {
        let earlier = runs[other]
        if run.b > earlier.b, run.b - earlier.endB <= longestGap,
          let joint = Self.joint(earlier, run, longestGap: longestGap),
          scores[other] - joint > best
        {
          best = scores[other] - joint
          from = Int32(other)
        }
        other -= 1
      }
      end = max(end, run.endA)
      scores[place] = run.worth + best
      before[place] = from
      ends[place] = end
      isAnyEnough = isAnyEnough || run.worth + best >= least
    }
    if isAnyEnough { trace(runs, least) }
  }

  private func trace(_ runs: RunRange, _ least: Int32) {
    let (scores, before) = (scores.view, before.view)
    isUsed.resize(to: scores.count)
    isUsed.fill(with: false)
    let used = isUsed.view
    sortEnds(least)
    let order = order.view
    for place in 0..<order.count {
      let end = Int(order[place] & 0xFFFF_FFFF)
      if used[end] { continue }
      let first = found.count
      var index = end
      while index >= 0, !used[index] {
        used[index] = true
        found.append(runs[index])
        index = Int(before[index])
      }
      let left = index >= 0 ? scores[index] : 0
      if scores[end] - left >= least {
        turn(first..<found.count)
        foundEnds.append(found.count)
      } else {
        found.resize(to: first)
      }
    }
  }

  /// Puts runs the other way round.
  private func turn(_ range: Range<Int>) {
    let runs = found.view
    var (low, high) = (range.lowerBound, range.upperBound - 1)
    while low < high {
      (runs[low], runs[high]) = (runs[high], runs[low])
      low += 1
      high -= 1
    }
  }

  /// Puts the ends of chains in order: the best first, of equal ones the earlier.
  private func sortEnds(_ least: Int32) {
    let scores = scores.view
    order.resize(to: 0)
    for place in 0..<scores.count where scores[place] >= least {
      // A higher score is a lower key: with its sign turned a score orders as a whole number.
      order.append(UInt64(UInt32(bitPattern: ~scores[place]) ^ 1 << 31) << 32 | UInt64(place))
    }
    let order = order.view
    guard order.count > 32 else {
      for index in 0..<order.count {
        let key = order[index]
        var place = index
        while place > 0, order[place - 1] > key {
          order[place] = order[place - 1]
          place -= 1
        }
        order[place] = key
      }
      return
    }
    let sorted = (0..<order.count).map { order[$0] }.sorted()
    for (place, key) in sorted.enumerated() { order[place] = key }
  }

  /// What it costs to go from one run to another; nil if the other does not follow.
  private static func joint(_ x: Run, _ y: Run, longestGap: Int32) -> Int32? {
    let overlap = max(0, x.endA - y.a, x.endB - y.b)
    guard overlap < y.length, y.a > x.a, y.b > x.b else { return nil }
    let (da, db) = (y.a + overlap - x.endA, y.b + overlap - x.endB)
    guard da <= longestGap, db <= longestGap else { return nil }
    let lost = overlap == 0 ? 0 : Int32(Int64(y.worth) * Int64(overlap) / Int64(y.length))
    return jointOpen + jointSide * min(da, db) + jointSkew * abs(da - db) + lost
  }
}

/// Some neighbouring runs of a buffer, those of two texts.
package struct RunRange {
  private let runs: RawBuffer<Run>.View
  private let first: Int
  /// The number of runs.
  package let count: Int

  /// The runs in these places of a buffer.
  package init(_ runs: RawBuffer<Run>, _ range: Range<Int>) {
    self.runs = runs.view
    (first, count) = (range.lowerBound, range.count)
  }

  /// A run, counted from the first.
  @inline(__always)
  package subscript(index: Int) -> Run { runs[first &+ index] }
}
