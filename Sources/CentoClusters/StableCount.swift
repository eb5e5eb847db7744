internal import CentoLatent
internal import CentoMatrix
internal import CentoParallel
internal import Glibc

/// The number of clusters on which good runs with different starts agree, beyond what any points would show.
///
/// A number that fits the data is found again from any start; one too large cuts somewhere else each time.
/// The agreement is the mean adjusted Rand index (Hubert and Arabie 1985) of all pairs among the better half
/// of the runs. With all runs, unlucky ones blur the peak: on 1,000 articles of 10 classes 10 and 11 clusters
/// came to .82 and .82, with the better half to .96 and .88. Silhouette, Calinski–Harabasz and elbow failed on three of four
/// labelled sets.
///
/// Agreement changes with the number even where there is nothing to find, so what it changes by on random
/// directions that spread over the dimensions as the points do is taken off (the reference of Tibshirani,
/// Walther and Hastie 2001, with agreement in the place of dispersion). Of numbers that are as good within one
/// standard error the smallest is taken (Breiman and others 1984). Two clusters are not a candidate: one
/// big cut is always stable and never an answer.
struct StableCount: Sendable {
  var seed: UInt64
  var threads: Int
  /// Runs for each candidate, and for those that come near to the best.
  var runs = (first: 8, all: 18)
  /// Points looked at; of more, a sample is drawn by their keys.
  var sample = 1500
  /// How far the agreement must exceed chance to be believed.
  ///
  /// In samples of 60 articles the excess was .18 to .31 where all were of one class, and .23 to .69, but
  /// for two of fourteen above .34, where they were of three to ten.
  static let least = 1.0 / 3
  /// Candidates that are so near to the best, and no more of these, are looked at again.
  private static let near = 0.15
  private static let most = 5
  /// Up to this number each is tried, beyond it every second until the best is known.
  private static let dense = 12
  /// Numbers for which chance is measured.
  private static let posts = [3, 4, 6, 9, 15]
  private static let chanceRuns = 8
  private static let clouds = 3
  /// Directions in a cloud, at most.
  private static let cloud = 500

  /// The candidates for `points` that differ, if there is a choice.
  static func candidates(points: Int) -> ClosedRange<Int>? {
    points >= 16 ? 3...min(24, points / 4) : nil
  }

  /// One number: how well runs agree, how sure that is, and how much of it is more than chance.
  private struct Finding {
    let count: Int
    let agreement: Double
    let error: Double
    let chance: Double
    let score: Double
  }

  /// One run to be made: in the points themselves or in a cloud, so many clusters, from this start.
  private struct Run: Hashable {
    let space: Int
    let count: Int
    let start: Int
  }

  /// The best of `candidates`, how well its runs agree, and by how much more than on random directions;
  /// nil if none stands out.
  func best(
    of candidates: ClosedRange<Int>, points: PaddedMatrix<Float>, keys: [UInt64]
  ) -> (count: Int, agreement: Double)? {
    let chosen = PointSample.places(keys, count: min(sample, points.rows))
    let points = PointSample.rows(chosen, of: points)
    let keys = chosen.map { keys[$0] }
    let few = min(StableCount.cloud, points.rows)
    let clouds = (0..<StableCount.clouds).map {
      shapeless(like: points, keys, count: few, number: $0)
    }
    let spaces = ([points] + clouds).map { PointPanels($0) }
    let posts =
      StableCount.posts.filter { $0 < candidates.upperBound } + [candidates.upperBound]
    let first = candidates.filter { $0 <= StableCount.dense || $0 % 2 == 0 }
    var answers: [Run: LloydRun.Answer] = [:]
    let inClouds = (1..<spaces.count).flatMap { space in
      runs(space: space, counts: posts, starts: StableCount.chanceRuns)
    }
    make(
      runs(space: 0, counts: first, starts: runs.first) + inClouds, spaces, keys,
      share: SphericalKMeans.near, into: &answers)
    let chance = posts.map { post in
      (1..<spaces.count).map { agreement(answers, space: $0, count: post).mean }.reduce(0, +)
        / Double(clouds.count)
    }
    let smooth = StableCount.smooth(posts, chance)
    let lowest = candidates.map(smooth).min() ?? 0
    let finding = { (count: Int) in
      let (mean, error) = agreement(answers, space: 0, count: count)
      let chance = smooth(count)
      return Finding(
        count: count, agreement: mean, error: error, chance: chance,
        score: mean - (chance - lowest))
    }
    let leading = StableCount.leading(first.map(finding))
    let again = leading.flatMap { [$0.count - 1, $0.count, $0.count + 1] }
      .filter { count in
        candidates.contains(count)
          && (count > StableCount.dense || leading.contains { $0.count == count })
      }
    make(
      runs(space: 0, counts: Set(again).sorted(), starts: runs.all), spaces, keys,
      share: SphericalKMeans.settled, into: &answers)
    let found = Set(again).sorted().map(finding)
    if unsafe getenv("CENTO_TELL") != nil {
      let f = { (x: Finding) in print("  ", x.count, x.agreement, x.error, x.chance, x.score) }
      print("posts", posts, chance)
      first.map(finding).forEach(f); print("--"); found.forEach(f)
    }
    guard var best = found.first else { return nil }
    for other in found where other.score > best.score { best = other }
    let simplest = found.first { $0.score >= best.score - best.error } ?? best
    guard simplest.agreement - simplest.chance >= StableCount.least else { return nil }
    return (simplest.count, simplest.agreement)
  }

  /// The findings near the best of them, by falling score.
  private static func leading(_ findings: [Finding]) -> ArraySlice<Finding> {
    let ordered = findings.sorted { ($1.score, $0.count) < ($0.score, $1.count) }
    guard let best = ordered.first else { return [] }
    return ordered.prefix(most).prefix { $0.score >= best.score - near }
  }

  private func runs(space: Int, counts: [Int], starts: Int) -> [Run] {
    counts.flatMap { count in (0..<starts).map { Run(space: space, count: count, start: $0) } }
  }

  /// Makes runs, or follows them further, those with many clusters first, for they take longest.
  private func make(
    _ runs: [Run], _ spaces: [PointPanels], _ keys: [UInt64], share: Int,
    into answers: inout [Run: LloydRun.Answer]
  ) {
    let runs = runs.sorted {
      ($1.count, $0.space, $0.start) < ($0.count, $1.space, $1.start)
    }
    let before = runs.map { answers[$0]?.centroids }
    let made = Parallel.map(count: runs.count, threads: threads) { place in
      let run = runs[place]
      let start =
        before[place]
        ?? GreedySeeding(spaces[run.space], keys: Array(keys.prefix(spaces[run.space].count)))
        .centroids(run.count, random: RandomStream(seed: seed, stream: UInt64(run.start)))
      return LloydRun(spaces[run.space], iterations: 100, threads: 1).from(start, share: share)
    }
    for (run, answer) in zip(runs, made) { answers[run] = answer }
  }

  /// The mean adjusted Rand index of all pairs among the more cohesive half of the runs, and the standard
  /// error of that.
  private func agreement(
    _ answers: [Run: LloydRun.Answer], space: Int, count: Int
  ) -> (mean: Double, error: Double) {
    var made: [LloydRun.Answer] = []
    while let next = answers[Run(space: space, count: count, start: made.count)] {
      made.append(next)
    }
    let better = made.indices.sorted { (made[$1].cohesion, $0) < (made[$0].cohesion, $1) }
      .prefix(made.count > runs.first ? max(2, made.count / 3) : (made.count + 1) / 2).map {
        made[$0].partition.assignments
      }
    guard better.count > 1 else { return (1, 0) }
    var sums = [Double](repeating: 0, count: better.count)
    for a in better.indices {
      for b in 0..<a {
        let index = AdjustedRand.index(better[a], better[b])
        sums[a] += index
        sums[b] += index
      }
    }
    // Each run's mean agreement with the others; these spread as the agreement does.
    let means = sums.map { $0 / Double(better.count - 1) }
    let mean = means.reduce(0, +) / Double(means.count)
    let square = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (square / Double((means.count - 1) * means.count)).squareRoot())
  }

  /// The parabola over the logarithm of the number that comes nearest to `values` at `posts`.
  private static func smooth(_ posts: [Int], _ values: [Double]) -> @Sendable (Int) -> Double {
    let x = posts.map { log(Double($0)) }
    guard posts.count > 2 else { return { _ in values.reduce(0, +) / Double(values.count) } }
    // Normal equations, solved by elimination.
    var rows = (0..<3).map { power in
      (0..<3).map { other in x.reduce(0) { $0 + pow($1, Double(power + other)) } }
        + [zip(x, values).reduce(0) { $0 + pow($1.0, Double(power)) * $1.1 }]
    }
    for pivot in 0..<3 {
      for row in 0..<3 where row != pivot {
        let factor = rows[row][pivot] / rows[pivot][pivot]
        for column in pivot..<4 { rows[row][column] -= factor * rows[pivot][column] }
      }
    }
    let (a, b, c) = (rows[0][3] / rows[0][0], rows[1][3] / rows[1][1], rows[2][3] / rows[2][2])
    return { count in
      let place = log(Double(count))
      return a + place * (b + place * c)
    }
  }

  /// As many random directions, normally distributed, with the points' spread in each dimension.
  private func shapeless(
    like points: PaddedMatrix<Float>, _ keys: [UInt64], count: Int, number: Int
  ) -> PaddedMatrix<Float> {
    var spread = [Double](repeating: 0, count: points.columns)
    for row in 0..<points.rows {
      for column in 0..<points.columns {
        let value = Double(points.data[row * points.width + column])
        spread[column] += value * value
      }
    }
    let scales = spread.map { $0.squareRoot() }
    var cloud = DenseMatrix(rows: count, columns: points.columns)
    for row in 0..<count {
      var random = RandomStream(seed: seed &+ 0x5A &+ UInt64(number), stream: keys[row])
      for column in 0..<points.columns {
        let radius = (-2 * log(1 - random.unit())).squareRoot()
        cloud.data[row * points.columns + column] =
          radius * cos(2 * .pi * random.unit()) * scales[column]
      }
    }
    return PaddedMatrix(Centroids.unitRows(cloud))
  }
}
