internal import CentoLatent
internal import CentoMatrix
internal import CentoParallel

/// Runs of k-means with several numbers of clusters on several sets of points, and how far they agree.
///
/// The agreement of a number is the mean adjusted Rand index (Hubert and Arabie 1985) of all pairs among the
/// most cohesive third of its runs. With all runs, unlucky ones blur the peak: on 1,000 articles of ten
/// classes 10 and 11 clusters came to .82 and .82, with the third to .96 and .87; on 2,225 of five classes 5 and
/// 6 came to .89 and .83, with the third to 1.00 and .89.
struct RunAgreement: Sendable {
  private let spaces: [PointPanels]
  /// One key a point; a set that has fewer points takes the first.
  private let keys: [[UInt64]]
  private let seed: UInt64
  private let threads: Int
  private var answers: [Run: LloydRun.Answer] = [:]

  /// One run: on which points, with how many clusters, from which start.
  private struct Run: Hashable {
    let space: Int
    let count: Int
    let start: Int
  }

  /// No runs yet; the answers do not depend on `threads`.
  init(_ points: [PaddedMatrix<Float>], keys: [UInt64], seed: UInt64, threads: Int) {
    spaces = points.map { PointPanels($0) }
    self.keys = points.map { Array(keys.prefix($0.rows)) }
    self.seed = seed
    self.threads = threads
  }

  /// Makes runs, or follows them further, until fewer than one point in `share` moves.
  mutating func make(_ wanted: [(space: Int, counts: [Int], starts: Int)], share: Int) {
    // Those with many clusters first, for they take longest.
    let runs = wanted.flatMap { space, counts, starts in
      counts.flatMap { count in (0..<starts).map { Run(space: space, count: count, start: $0) } }
    }.sorted { ($1.count, $0.space, $0.start) < ($0.count, $1.space, $1.start) }
    let begun = runs.map { answers[$0]?.centroids }
    let (spaces, keys, seed) = (spaces, keys, seed)
    let made = Parallel.map(count: runs.count, threads: threads) { place in
      let run = runs[place]
      let start =
        begun[place]
        ?? GreedySeeding(spaces[run.space], keys: keys[run.space])
        .centroids(run.count, random: RandomStream(seed: seed, stream: UInt64(run.start)))
      return LloydRun(spaces[run.space], iterations: 100, threads: 1).from(start, share: share)
    }
    for (run, answer) in zip(runs, made) { answers[run] = answer }
  }

  /// How far the better runs with so many clusters agree; 1 for fewer than two.
  func mean(space: Int, count: Int) -> Double {
    var made: [LloydRun.Answer] = []
    while let next = answers[Run(space: space, count: count, start: made.count)] {
      made.append(next)
    }
    let better = made.indices.sorted { (made[$1].cohesion, $0) < (made[$0].cohesion, $1) }
      .prefix(max(2, made.count / 3)).map { made[$0].partition.assignments }
    guard better.count > 1 else { return 1 }
    var sum = 0.0
    for a in better.indices {
      for b in 0..<a { sum += AdjustedRand.index(better[a], better[b]) }
    }
    return sum / Double(better.count * (better.count - 1) / 2)
  }
}
