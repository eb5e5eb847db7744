internal import CentoLatent
package import CentoMatrix

/// The sequential information bottleneck (Slonim, Friedman and Tishby, SIGIR 2002), joined with directions.
///
/// Each unit in turn is taken out of its cluster and put where it costs least. The cost of joining unit x to
/// cluster t is, per occurrence in x, the information about terms that is lost when the two are no longer
/// told apart (see `BottleneckTable`), minus `pull` times the cosine of the unit with the direction of
/// the cluster without it. Counts speak for short units, directions for long ones.
package struct InformationBottleneck: Sendable {
  /// What a cosine of 1 is worth, in nats an occurrence.
  package var pull: Double
  /// Passes over the units, at most.
  package var sweeps: Int
  /// Where the order of the visits comes from.
  package var seed: UInt64

  package init(pull: Double = 1.5, sweeps: Int = 12, seed: UInt64) {
    self.pull = pull
    self.sweeps = sweeps
    self.seed = seed
  }

  /// `assignments` improved; a cluster that has one unit keeps it, so that none becomes empty.
  ///
  /// - Parameters:
  ///   - assignments: The cluster of each unit, in 0 ..< `clusters`.
  ///   - counts: One row a unit: how often each term occurs, in whole numbers.
  ///   - points: One row of unit length a unit.
  ///   - keys: One number a unit, from which the order of the visits follows.
  package func refined(
    _ assignments: [Int], clusters: Int, counts: CSRMatrix, points: DenseMatrix, keys: [UInt64]
  ) -> [Int] {
    guard clusters > 1 else { return assignments }
    var assignments = assignments
    var table = BottleneckTable(counts, clusters: clusters)
    var directions = DenseMatrix(rows: clusters, columns: points.columns)
    var sizes = [Int](repeating: 0, count: clusters)
    for (unit, cluster) in assignments.enumerated() {
      table.add(unit, to: cluster)
      InformationBottleneck.add(points, unit, to: cluster, of: &directions, times: 1)
      sizes[cluster] += 1
    }
    var costs = [Double](repeating: 0, count: clusters)
    var random = RandomStream(seed: seed, stream: 0xB0)
    for _ in 0..<sweeps {
      var moved = 0
      for unit in InformationBottleneck.visits(keys, number: random.next()) {
        let home = assignments[unit]
        guard sizes[home] > 1 else { continue }
        table.add(unit, to: home, sign: -1)
        InformationBottleneck.add(points, unit, to: home, of: &directions, times: -1)
        table.costs(of: unit, into: &costs)
        subtractPull(of: points, unit, to: directions, from: &costs)
        var best = home
        for cluster in 0..<clusters where costs[cluster] < costs[best] { best = cluster }
        table.add(unit, to: best)
        InformationBottleneck.add(points, unit, to: best, of: &directions, times: 1)
        guard best != home else { continue }
        assignments[unit] = best
        sizes[home] -= 1
        sizes[best] += 1
        moved += 1
      }
      if moved * 1000 < assignments.count { break }
    }
    return assignments
  }

  /// The units in an order that follows from their keys and `number`.
  private static func visits(_ keys: [UInt64], number: UInt64) -> [Int] {
    let turns = keys.enumerated().map { unit, key in
      var own = RandomStream(seed: number, stream: key)
      return (turn: own.next(), unit: unit)
    }
    return turns.sorted { ($0.turn, $0.unit) < ($1.turn, $1.unit) }.map(\.unit)
  }

  private static func add(
    _ points: DenseMatrix, _ unit: Int, to cluster: Int, of directions: inout DenseMatrix,
    times sign: Double
  ) {
    let width = points.columns
    for column in 0..<width {
      directions.data[cluster * width + column] += sign * points.data[unit * width + column]
    }
  }

  private func subtractPull(
    of points: DenseMatrix, _ unit: Int, to directions: DenseMatrix, from costs: inout [Double]
  ) {
    let width = points.columns
    for cluster in costs.indices {
      var dot = 0.0
      var square = 0.0
      for column in 0..<width {
        let value = directions.data[cluster * width + column]
        dot += value * points.data[unit * width + column]
        square += value * value
      }
      if square > 0 { costs[cluster] -= pull * dot / square.squareRoot() }
    }
  }

  /// What it costs `unit` to join `cluster`, both given as occurrences of each term, in nats an occurrence.
  package static func joiningCost(unit: [Int], cluster: [Int]) -> Double {
    let rows = [unit, cluster].map { row in
      row.enumerated().compactMap { $1 == 0 ? nil : (column: $0, value: Double($1)) }
    }
    var table = BottleneckTable(CSRMatrix(columns: unit.count, rows: rows), clusters: 1)
    table.add(1, to: 0)
    var costs = [0.0]
    table.costs(of: 0, into: &costs)
    return costs[0]
  }
}
