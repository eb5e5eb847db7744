internal import CentoLatent
internal import CentoMatrix
internal import Glibc

/// The first centroids: greedy k-means++ with 2 + log₂ k candidates a step, of which the one that helps most
/// is kept.
///
/// The candidates of a step are the first to arrive in one race in which each point's time is exponential, its
/// rate being the point's distance to what was chosen before: a weighted sample without repeats
/// (Efraimidis and Spirakis 2006). A point's time follows from its own key.
struct GreedySeeding: Sendable {
  private let points: PaddedMatrix<Float>
  private let keys: [UInt64]

  init(_ points: PaddedMatrix<Float>, keys: [UInt64]) {
    self.points = points
    self.keys = keys
  }

  /// `count` of the points, at most as many as there are.
  func centroids(_ count: Int, random: RandomStream) -> PaddedMatrix<Float> {
    var random = random
    let same = [Float](repeating: 1, count: points.rows)
    var chosen = race(same, winners: 1, number: random.next())
    var distance = [Float](repeating: 4, count: points.rows)
    approach(&distance, with: chosen)
    let trials = min(16, 1 + Int.bitWidth - count.leadingZeroBitCount)
    while chosen.count < count {
      let candidates = race(distance, winners: trials, number: random.next())
      chosen.append(candidates[approach(&distance, with: candidates)])
    }
    return PointSample.rows(chosen, of: points)
  }

  /// The first to arrive, by time, then by number; where no point is at a distance, the last point.
  private func race(_ rates: [Float], winners: Int, number: UInt64) -> [Int] {
    var first: [(time: Double, point: Int)] = []
    var limit = Double.infinity
    for point in keys.indices where rates[point] > 0 {
      var own = RandomStream(seed: number, stream: keys[point])
      // −log(1 − u) is no less than u, which settles most points without a logarithm.
      let u = own.unit()
      let rate = Double(rates[point])
      if u >= limit * rate { continue }
      let time = -log(1 - u) / rate
      guard time < limit else { continue }
      if first.count == winners { first.removeLast() }
      first.insert((time, point), at: first.firstIndex { $0.time > time } ?? first.count)
      if first.count == winners { limit = first[winners - 1].time }
    }
    return first.isEmpty ? [keys.count - 1] : first.map(\.point)
  }

  /// Finds the candidate with which the points come nearest to what is chosen, and brings them there.
  ///
  /// - Parameter distance: Each point's distance to the nearest that is chosen: one minus the cosine, and 0
  ///   at least.
  /// - Returns: The candidate's place; of several as good, the first.
  @discardableResult
  private func approach(_ distance: inout [Float], with candidates: [Int]) -> Int {
    var sums = [Double](repeating: 0, count: candidates.count)
    var nearest: [Float] = []
    nearest.reserveCapacity(points.rows * candidates.count)
    let scores = CentroidScores(PointSample.rows(candidates, of: points))
    unsafe scores.forEach(row: 0..<points.rows, of: points) { point, row in
      let before = distance[point]
      for place in 0..<candidates.count {
        let after = unsafe min(before, max(0, 1 - row[place]))
        nearest.append(after)
        sums[place] += Double(after)
      }
    }
    var best = 0
    for place in candidates.indices where sums[place] < sums[best] { best = place }
    for point in distance.indices { distance[point] = nearest[point * candidates.count + best] }
    return best
  }
}
