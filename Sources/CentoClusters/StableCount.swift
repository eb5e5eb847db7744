internal import CentoLatent
internal import CentoMatrix
internal import CentoParallel

/// The number of clusters on which runs with different starts agree best.
///
/// A number that fits the data is found again from any start; one too large cuts somewhere else each time.
/// Silhouette, Calinski–Harabasz and elbow failed on three of four labelled sets; the agreement, measured by
/// the mean adjusted Rand index (Hubert and Arabie 1985) of all pairs of runs, peaks at or near the number of
/// classes where there is a peak at all. Two clusters are not a candidate: one big cut is always
/// stable and never an answer. A tie goes to the smaller number.
struct StableCount: Sendable {
  var seed: UInt64
  var threads: Int
  /// Runs compared for each candidate.
  var runs = 6
  /// Points looked at; of more, a random sample is drawn.
  var sample = 1500

  /// The candidates for `points` that differ, if there is a choice.
  static func candidates(points: Int) -> ClosedRange<Int>? {
    points >= 16 ? 3...min(24, points / 4) : nil
  }

  /// The best of `candidates`, and how well its runs agree.
  func best(of candidates: ClosedRange<Int>, points: DenseMatrix) -> (count: Int, agreement: Double)
  {
    var points = points
    if points.rows > sample {
      var random = RandomStream(seed: seed, stream: 0x5A)
      let chosen = random.permutation(of: points.rows).prefix(sample).sorted()
      points = DenseMatrix(
        rows: chosen.count, columns: points.columns, data: chosen.flatMap { points.row($0) })
    }
    var best = (count: candidates.lowerBound, agreement: -1.0)
    for count in candidates {
      let agreement = agreement(of: count, points: points)
      if agreement > best.agreement { best = (count, agreement) }
    }
    return best
  }

  /// The mean adjusted Rand index of all pairs of runs with `count` clusters.
  func agreement(of count: Int, points: DenseMatrix) -> Double {
    let partitions = SphericalKMeans(
      clusters: count, starts: runs, seed: seed, threads: threads
    ).partitions(of: points)
    var sum = 0.0
    for a in 0..<runs {
      for b in 0..<a {
        sum += AdjustedRand.index(partitions[a].assignments, partitions[b].assignments)
      }
    }
    return sum / Double(runs * (runs - 1) / 2)
  }
}

/// How far two partitions of the same things agree: 1 when they are equal, about 0 when by chance.
package enum AdjustedRand {
  /// The adjusted Rand index (Hubert and Arabie 1985) of two lists of cluster numbers.
  package static func index(_ a: [Int], _ b: [Int]) -> Double {
    let countA = (a.max() ?? 0) + 1
    let countB = (b.max() ?? 0) + 1
    var table = [Int](repeating: 0, count: countA * countB)
    var sizesA = [Int](repeating: 0, count: countA)
    var sizesB = [Int](repeating: 0, count: countB)
    for (one, other) in zip(a, b) {
      table[one * countB + other] += 1
      sizesA[one] += 1
      sizesB[other] += 1
    }
    let pairs = { (counts: [Int]) in Double(counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 }) }
    let all = Double(a.count * (a.count - 1) / 2)
    let expected = all > 0 ? pairs(sizesA) * pairs(sizesB) / all : 0
    let largest = (pairs(sizesA) + pairs(sizesB)) / 2
    guard largest != expected else { return 1 }
    return (pairs(table) - expected) / (largest - expected)
  }
}
