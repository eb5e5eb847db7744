internal import CentoLatent
internal import CentoMatrix
internal import Glibc

/// The number of clusters that good runs with different starts find again, beyond what any points would show.
///
/// A number that fits the data is found again from any start; one too large cuts somewhere else each time.
/// How well it is found again is the agreement of its better runs (see `RunAgreement`), less what runs agree
/// by on random directions that spread over the dimensions as the points do, as a share of what could be
/// more than that: (a − c) / (1 − c), as the Rand index is adjusted itself. Such clouds are the reference of
/// Tibshirani, Walther and Hastie (2001), with agreement in the place of dispersion. Where 10 of 1,000 articles were
/// taken away, 16 times in each of three labelled sets, the number stayed every time; with the difference
/// a − c and a single cloud it changed four times in sixteen. Silhouette, Calinski–Harabasz and elbow failed on
/// three of four sets. Two clusters are not a candidate: one big cut is always stable and never an answer.
struct StableCount: Sendable {
  var seed: UInt64
  var threads: Int
  /// Points looked at; of more, a sample is drawn by their keys.
  var sample = 1500
  /// How far the agreement must exceed chance to be believed.
  ///
  /// On samples of 60, 150 and 400 texts of one class it was .16 to .35 in 13 of 18; on those of three to eight
  /// classes of articles it was .35 or more in all but one, titles apart.
  static let least = 1.0 / 3

  /// Runs for each candidate, and for those that come near to the best.
  private static let runs = (first: 12, all: 24)
  /// Candidates that are so near to the best, and no more of these, are looked at again.
  private static let near = 0.15
  private static let most = 4
  /// From this score on a number is found again from nearly any start.
  ///
  /// Of numbers that are found again as surely, to so much, the finest is told; below it what is finer only
  /// scatters more.
  private static let sure = 0.9
  private static let alike = 0.02
  /// Up to this number each is tried, beyond it every second until the best are known.
  private static let dense = 12
  /// Numbers for which chance is measured, the largest candidate apart, and in how many runs.
  private static let posts = [3, 4, 6, 9, 15]
  private static let chanceRuns = 8
  /// Clouds of random directions, and directions in one at most.
  private static let clouds = (count: 3, size: 500)

  /// The candidates for `points` that differ, if there is a choice.
  static func candidates(points: Int) -> ClosedRange<Int>? {
    points >= 16 ? 3...min(24, points / 4) : nil
  }

  /// One number: how well its runs agree, how well those on clouds do, and what that makes.
  private struct Finding {
    let count: Int
    let agreement: Double
    let chance: Double
    var score: Double { (agreement - chance) / (1 - chance) }
  }

  /// The best of `candidates` and how well its runs agree; nil if none stands out.
  func best(
    of candidates: ClosedRange<Int>, points: PaddedMatrix<Float>, keys: [UInt64]
  ) -> (count: Int, agreement: Double)? {
    let chosen = PointSample.places(keys, count: min(sample, points.rows))
    let points = PointSample.rows(chosen, of: points)
    var runs = RunAgreement(
      [points] + (0..<StableCount.clouds.count).map { shapeless(like: points, chosen, keys, $0) },
      keys: chosen.map { keys[$0] }, seed: seed, threads: threads)
    let posts =
      StableCount.posts.filter { $0 < candidates.upperBound } + [candidates.upperBound]
    let first = candidates.filter { $0 <= StableCount.dense || $0 % 2 == 0 }
    runs.make(
      [(0, first, StableCount.runs.first)]
        + (1...StableCount.clouds.count).map { ($0, posts, StableCount.chanceRuns) },
      share: SphericalKMeans.near)
    let chance = posts.map { post in
      (1...StableCount.clouds.count).reduce(0) { $0 + runs.mean(space: $1, count: post) }
        / Double(StableCount.clouds.count)
    }
    let leading = StableCount.leading(
      first.map { finding($0, among: runs, posts: posts, chance: chance) })
    let again = candidates.filter { count in
      leading.contains {
        $0.count == count || count > StableCount.dense && abs($0.count - count) == 1
      }
    }
    runs.make([(0, again, StableCount.runs.all)], share: SphericalKMeans.settled)
    let found = again.map { finding($0, among: runs, posts: posts, chance: chance) }
    guard let best = found.map(\.score).max(),
      let finest = found.last(where: {
        $0.score >= (best < StableCount.sure ? best : best - StableCount.alike)
      }),
      finest.agreement - finest.chance >= StableCount.least
    else { return nil }
    return (finest.count, finest.agreement)
  }

  private func finding(
    _ count: Int, among runs: RunAgreement, posts: [Int], chance: [Double]
  ) -> Finding {
    // Where runs always agree, whatever the points, nothing can be told.
    Finding(
      count: count, agreement: runs.mean(space: 0, count: count),
      chance: min(0.9, StableCount.between(posts, chance, at: count)))
  }

  /// The findings near the best of them, by falling score.
  private static func leading(_ findings: [Finding]) -> ArraySlice<Finding> {
    let ordered = findings.sorted { ($1.score, $0.count) < ($0.score, $1.count) }
    guard let best = ordered.first else { return [] }
    return ordered.prefix(most).prefix { $0.score >= best.score - near }
  }

  /// What `values` at `posts`, which ascend, come to between them.
  private static func between(_ posts: [Int], _ values: [Double], at count: Int) -> Double {
    guard let next = posts.firstIndex(where: { $0 >= count }) else { return values.last ?? 0 }
    guard next > 0 else { return values[next] }
    let share = Double(count - posts[next - 1]) / Double(posts[next] - posts[next - 1])
    return values[next - 1] + share * (values[next] - values[next - 1])
  }

  /// Random directions, normally distributed, with the points' spread in each dimension, one for each of the
  /// first of `chosen`; a direction follows from its point's key.
  private func shapeless(
    like points: PaddedMatrix<Float>, _ chosen: [Int], _ keys: [UInt64], _ number: Int
  ) -> PaddedMatrix<Float> {
    var spread = [Double](repeating: 0, count: points.columns)
    for row in 0..<points.rows {
      for column in 0..<points.columns {
        let value = Double(points.data[row * points.width + column])
        spread[column] += value * value
      }
    }
    let scales = spread.map { $0.squareRoot() }
    var cloud = DenseMatrix(
      rows: min(StableCount.clouds.size, points.rows), columns: points.columns)
    for row in 0..<cloud.rows {
      var random = RandomStream(
        seed: seed &+ 0x5A &+ UInt64(number), stream: keys[chosen[row]])
      for column in 0..<points.columns {
        let radius = (-2 * log(1 - random.unit())).squareRoot()
        cloud.data[row * points.columns + column] =
          radius * cos(2 * .pi * random.unit()) * scales[column]
      }
    }
    return PaddedMatrix(Centroids.unitRows(cloud))
  }
}
