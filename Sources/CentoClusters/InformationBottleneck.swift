internal import CentoGrams
internal import CentoLatent
internal import CentoMatrix
internal import Glibc

/// The sequential information bottleneck (Slonim, Friedman and Tishby, SIGIR 2002), joined with directions.
///
/// Each unit in turn is taken out of its cluster and put where it costs least. The cost of joining unit x to
/// cluster t is, per occurrence in x, the information about terms that is lost when the two are told apart
/// no more — their Jensen–Shannon divergence, weighted by their sizes — minus `pull` times the cosine of the
/// unit with the direction of the cluster without it. Counts speak for short units, directions for long
/// ones: together they beat either on titles by .13 of V-measure and lose nothing on news (a trial).
struct InformationBottleneck: Sendable {
  var pull = 1.5
  var sweeps = 12
  var seed: UInt64

  /// `assignments` improved: `counts` restricted to the terms that `keep` marks, `points` of unit length.
  func refined(
    _ assignments: [Int], clusters: Int, counts: TopicTermCounts, keep: [Bool],
    points: DenseMatrix, units: [Int]
  ) -> [Int] {
    guard clusters > 1 else { return assignments }
    var state = State(
      assignments: assignments, clusters: clusters, counts: counts, keep: keep, points: points,
      units: units)
    var random = RandomStream(seed: seed, stream: 0xB0)
    for _ in 0..<sweeps {
      var moved = 0
      for unit in random.permutation(of: assignments.count) {
        if state.place(unit, pull: pull) { moved += 1 }
      }
      if moved * 1000 < assignments.count { break }
    }
    return state.assignments
  }

  private struct State {
    var assignments: [Int]
    let clusters: Int
    let counts: TopicTermCounts
    let keep: [Bool]
    let points: DenseMatrix
    let units: [Int]
    /// Occurrences of term w in cluster t, at w · clusters + t.
    var table: [Int32]
    var totals: [Int]
    var sizes: [Int]
    var directions: DenseMatrix
    let lengths: [Int]
    let logs: [Double]
    var costs: [Double]

    init(
      assignments: [Int], clusters: Int, counts: TopicTermCounts, keep: [Bool],
      points: DenseMatrix, units: [Int]
    ) {
      self.assignments = assignments
      self.clusters = clusters
      self.counts = counts
      self.keep = keep
      self.points = points
      self.units = units
      table = [Int32](repeating: 0, count: counts.terms.count * clusters)
      totals = [Int](repeating: 0, count: clusters)
      sizes = [Int](repeating: 0, count: clusters)
      directions = DenseMatrix(rows: clusters, columns: points.columns)
      costs = [Double](repeating: 0, count: clusters)
      logs = (0..<(1 << 16)).map { $0 < 2 ? 0 : Double($0) * log(Double($0)) }
      lengths = units.map { unit in
        (counts.indptr[unit]..<counts.indptr[unit + 1]).reduce(0) {
          keep[Int(counts.indices[$1])] ? $0 + Int(counts.counts[$1]) : $0
        }
      }
      for unit in assignments.indices { add(unit, to: assignments[unit], sign: 1) }
    }

    mutating func add(_ unit: Int, to cluster: Int, sign: Int) {
      for entry in counts.indptr[units[unit]]..<counts.indptr[units[unit] + 1] {
        let term = Int(counts.indices[entry])
        guard keep[term] else { continue }
        table[term * clusters + cluster] += Int32(sign) * Int32(counts.counts[entry])
      }
      totals[cluster] += sign * lengths[unit]
      sizes[cluster] += sign
      let source = unit * points.columns
      let target = cluster * points.columns
      for column in 0..<points.columns {
        directions.data[target + column] += Double(sign) * points.data[source + column]
      }
    }

    func vlogv(_ v: Int) -> Double {
      v < logs.count ? logs[v] : Double(v) * log(Double(v))
    }

    mutating func place(_ unit: Int, pull: Double) -> Bool {
      let home = assignments[unit]
      guard sizes[home] > 1 else { return false }
      add(unit, to: home, sign: -1)
      for cluster in 0..<clusters { costs[cluster] = 0 }
      for entry in counts.indptr[units[unit]]..<counts.indptr[units[unit] + 1] {
        let term = Int(counts.indices[entry])
        guard keep[term] else { continue }
        let count = Int(counts.counts[entry])
        for cluster in 0..<clusters {
          let there = Int(table[term * clusters + cluster])
          guard there > 0 else { continue }
          costs[cluster] -= vlogv(there + count) - vlogv(there)
        }
        // f(c) is the same for all clusters, but not for those that lack the term: there f(0 + c) cancels it.
        let own = vlogv(count)
        for cluster in 0..<clusters where table[term * clusters + cluster] > 0 {
          costs[cluster] += own
        }
      }
      let length = lengths[unit]
      var best = home
      var bestCost = Double.infinity
      for cluster in 0..<clusters {
        var cost = 0.0
        if length > 0 {
          cost =
            (costs[cluster] - vlogv(totals[cluster]) - vlogv(length)
              + vlogv(totals[cluster] + length)) / Double(length)
        }
        var dot = 0.0
        var square = 0.0
        for column in 0..<points.columns {
          let value = directions.data[cluster * points.columns + column]
          dot += value * points.data[unit * points.columns + column]
          square += value * value
        }
        if square > 0 { cost -= pull * dot / square.squareRoot() }
        if cost < bestCost || (cost == bestCost && cluster == home) {
          best = cluster
          bestCost = cost
        }
      }
      add(unit, to: best, sign: 1)
      assignments[unit] = best
      return best != home
    }
  }
}
