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
  private let points: PointPanels
  private let keys: [UInt64]

  init(_ points: PointPanels, keys: [UInt64]) {
    self.points = points
    self.keys = keys
  }

  /// `count` of the points, at most as many as there are.
  func centroids(_ count: Int, random: RandomStream) -> PaddedMatrix<Float> {
    var random = random
    let same = [Float](repeating: 1, count: points.count)
    var chosen = race(same, winners: 1, number: random.next())
    var distance = [Float](repeating: 4, count: points.count)
    distance += [Float](repeating: 0, count: points.distances - points.count)
    points.approach(&distance, with: chosen)
    let trials = min(16, 1 + Int.bitWidth - count.leadingZeroBitCount)
    while chosen.count < count {
      let candidates = race(distance, winners: trials, number: random.next())
      chosen.append(candidates[points.approach(&distance, with: candidates)])
    }
    return PointSample.rows(chosen, of: points.rows)
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
}
