internal import CentoParallel

/// Runs of two texts that follow one another on both sides, joined where the way between them is
/// short.
///
/// The score of a chain is the worth of its runs less 2.25 · min(da, db) + 6 + |da − db| bits for
/// every joint: sparse dynamic programming that looks back `lookBack` runs, as in minimap2 (Li,
/// 2018). One is used again and again, so that its tables are made once.
struct Chains {
  private static let lookBack = 60
  private static let jointOpen: Int32 = 600
  private static let jointSide: Int32 = 225
  private static let jointSkew: Int32 = 100

  private let scores = RawBuffer<Int32>()
  private let before = RawBuffer<Int32>()
  /// No run up to a place ends behind this: where that is too far back, so are all before it.
  private let ends = RawBuffer<Int32>()

  /// The chains of runs that are sorted by a, then b, best first; no run is in two.
  func chains(of runs: ArraySlice<Run>, longestGap: Int32, least: Int32) -> [[Run]] {
    let base = runs.startIndex
    for buffer in [scores, before, ends] { buffer.resize(to: runs.count) }
    let (scores, before, ends) = (scores.view, before.view, ends.view)
    var isAnyEnough = false
    var end = Int32.min
    for place in 0..<runs.count {
      let run = runs[base + place]
      var (best, from): (Int32, Int32) = (0, -1)
      var other = place - 1
      let first = max(0, place - Self.lookBack)
      while other >= first, run.a - ends[other] <= longestGap {
        let earlier = runs[base + other]
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
    return isAnyEnough ? trace(runs, least) : []
  }

  private func trace(_ runs: ArraySlice<Run>, _ least: Int32) -> [[Run]] {
    let base = runs.startIndex
    let (scores, before) = (scores.view, before.view)
    let order = (0..<scores.count).filter { scores[$0] >= least }.sorted { x, y in
      scores[x] != scores[y] ? scores[x] > scores[y] : x < y
    }
    var used = [Bool](repeating: false, count: scores.count)
    var chains: [[Run]] = []
    for end in order where !used[end] {
      var chain: [Run] = []
      var index = end
      while index >= 0, !used[index] {
        used[index] = true
        chain.append(runs[base + index])
        index = Int(before[index])
      }
      let left = index >= 0 ? scores[index] : 0
      guard scores[end] - left >= least else { continue }
      chain.reverse()
      chains.append(chain)
    }
    return chains
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
