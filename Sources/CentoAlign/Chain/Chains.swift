/// Runs of two texts that follow one another on both sides, joined where the way between them is
/// short.
///
/// The score of a chain is the worth of its runs less 2.25 · min(da, db) + 6 + |da − db| bits for
/// every joint: sparse dynamic programming that looks back `lookBack` runs, as in minimap2 (Li,
/// 2018).
struct Chains {
  private static let lookBack = 60
  private static let jointOpen: Int32 = 600
  private static let jointSide: Int32 = 225
  private static let jointSkew: Int32 = 100

  /// The chains of runs that are sorted by a, then b, best first; no run is in two.
  static func chains(
    of runs: ArraySlice<Run>, longestGap: Int32, least: Int32
  ) -> [[Run]] {
    let base = runs.startIndex
    var scores = runs.map(\.worth)
    var before = [Int](repeating: -1, count: runs.count)
    for index in runs.indices {
      let run = runs[index]
      var best: Int32 = 0
      for other in stride(from: index - 1, through: max(base, index - lookBack), by: -1) {
        guard
          let joint = Self.joint(runs[other], run, longestGap: longestGap),
          scores[other - base] - joint > best
        else { continue }
        best = scores[other - base] - joint
        before[index - base] = other - base
      }
      scores[index - base] += best
    }
    return trace(runs, scores, before, least)
  }

  private static func trace(
    _ runs: ArraySlice<Run>, _ scores: [Int32], _ before: [Int], _ least: Int32
  ) -> [[Run]] {
    let base = runs.startIndex
    let order = scores.indices.filter { scores[$0] >= least }.sorted { x, y in
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
        index = before[index]
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
