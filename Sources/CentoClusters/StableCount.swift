internal import CentoLatent
internal import CentoMatrix
internal import CentoParallel
internal import Glibc

/// The number of clusters on which runs with different starts agree, beyond what any points would show.
///
/// A number that fits the data is found again from any start; one too large cuts somewhere else each time.
/// Silhouette, Calinski–Harabasz and elbow failed on three of four labelled sets. The agreement is the
/// mean adjusted Rand index (Hubert and Arabie 1985) of all pairs of runs. It rises with the number even
/// where there is nothing to find, so what it rises by on random directions that spread over the
/// dimensions as the points do is taken off (the reference of Tibshirani, Walther and Hastie 2001, with
/// agreement in the place of dispersion). Taking off all of it, not only the rise, let 14 clusters beat the
/// true 5 on one set. Two clusters are not a candidate: one big cut is always stable and never an
/// answer. A tie goes to the smaller number.
struct StableCount: Sendable {
  var seed: UInt64
  var threads: Int
  /// Runs compared for each candidate.
  var runs = 6
  /// Points looked at; of more, a random sample is drawn.
  var sample = 1500
  /// How far the agreement must exceed chance to be believed.
  ///
  /// In samples of 60 articles the excess was .18 to .31 where all were of one class, and .23 to .69, but
  /// for two of fourteen above .34, where they were of three to ten.
  static let least = 1.0 / 3

  /// The candidates for `points` that differ, if there is a choice.
  static func candidates(points: Int) -> ClosedRange<Int>? {
    points >= 16 ? 3...min(24, points / 4) : nil
  }

  /// The best of `candidates`, how well its runs agree, and by how much more than on random directions;
  /// nil if none stands out.
  func best(
    of candidates: ClosedRange<Int>, points: PaddedMatrix<Float>, keys: [UInt64]
  ) -> (count: Int, agreement: Double)? {
    var points = points
    if points.rows > sample {
      points = PointSample.rows(PointSample.places(keys, count: sample), of: points)
    }
    let clouds = (0..<(points.rows < 300 ? 3 : 1)).map { shapeless(like: points, number: $0) }
    var best: (count: Int, agreement: Double, excess: Double)?
    var largest = -Double.infinity
    var lowest = Double.infinity
    // All at once: the runs of one number take different times, and would wait for the longest.
    let sets = [points] + clouds
    let agreements = Parallel.map(count: candidates.count * sets.count, threads: threads) { place in
      agreement(
        of: candidates.lowerBound + place / sets.count, points: sets[place % sets.count])
    }
    for (number, count) in candidates.enumerated() {
      let own = agreements[number * sets.count..<(number + 1) * sets.count]
      let found = own[own.startIndex]
      let chance = own.dropFirst().reduce(0, +) / Double(clouds.count)
      lowest = min(lowest, chance)
      if found - (chance - lowest) > largest {
        largest = found - (chance - lowest)
        best = (count, found, found - chance)
      }
    }
    guard let best, best.excess >= StableCount.least else { return nil }
    return (best.count, best.agreement)
  }

  /// As many random directions, normally distributed, with the points' spread in each dimension.
  private func shapeless(like points: PaddedMatrix<Float>, number: Int) -> PaddedMatrix<Float> {
    var spread = [Double](repeating: 0, count: points.columns)
    for row in 0..<points.rows {
      for column in 0..<points.columns {
        let value = Double(points.data[row * points.width + column])
        spread[column] += value * value
      }
    }
    var random = RandomStream(seed: seed, stream: 0x5A &+ UInt64(number))
    var cloud = DenseMatrix(rows: points.rows, columns: points.columns)
    for place in cloud.data.indices {
      let radius = (-2 * log(1 - random.unit())).squareRoot()
      cloud.data[place] =
        radius * cos(2 * .pi * random.unit()) * spread[place % points.columns].squareRoot()
    }
    return PaddedMatrix(Centroids.unitRows(cloud))
  }

  /// The mean adjusted Rand index of all pairs of runs with `count` clusters, on one thread.
  func agreement(of count: Int, points: PaddedMatrix<Float>) -> Double {
    let partitions = SphericalKMeans(
      clusters: count, starts: runs, seed: seed, threads: 1
    ).partitions(of: points, keys: (0..<points.rows).map(UInt64.init))
    var sum = 0.0
    for a in 0..<runs {
      for b in 0..<a {
        sum += AdjustedRand.index(
          partitions[a].partition.assignments, partitions[b].partition.assignments)
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
