internal import CentoLatent
package import CentoMatrix
internal import CentoParallel
internal import Glibc

/// The sequential information bottleneck (Slonim, Friedman and Tishby, SIGIR 2002), joined with directions.
///
/// Each unit in turn is taken out of its cluster and put where it costs least. The cost of joining unit x to
/// cluster t is, per occurrence in x, the information about terms that is lost when the two are no longer
/// told apart (see `BottleneckTable`), minus the pull times the cosine of the unit with the direction of
/// the cluster without it. Counts speak for short units, directions for long ones.
///
/// A few units, one to eight clusters' members, decide on the same state, on several threads, and then move
/// one after the other: how many depends on the numbers of units and clusters alone. Units that are far from moving
/// are passed over for a while (see `BottleneckRests`).
package struct InformationBottleneck: Sendable {
  /// What a cosine of 1 is worth to a short unit, in nats an occurrence; see `growth`.
  package var pull: Double
  /// Passes over the units, at most.
  package var sweeps: Int
  /// Where the order of the visits comes from.
  package var seed: UInt64
  /// Workers; the answer does not depend on it.
  package var threads: Int

  /// The pull that did best on labelled sets.
  package static let usualPull = 1.5

  package init(
    pull: Double = InformationBottleneck.usualPull, sweeps: Int = 12, seed: UInt64, threads: Int
  ) {
    self.pull = pull
    self.sweeps = sweeps
    self.seed = seed
    self.threads = threads
  }

  /// How much stronger the pull on a unit of so many occurrences is: (occurrences / 50)^0.6, at least 1.
  ///
  /// The words of one text are no independent draws: what has come up once comes again. So the longer a text,
  /// the less one of its occurrences proves, and the more its direction should count.
  static func growth(occurrences: Int) -> Double {
    occurrences > 50 ? pow(Double(occurrences) / 50, 0.6) : 1
  }

  /// `assignments` improved; a cluster that has one unit keeps it, so that none becomes empty.
  ///
  /// - Parameters:
  ///   - assignments: The cluster of each unit, in 0 ..< `clusters`.
  ///   - counts: How often each term occurs in each unit.
  ///   - points: One row of unit length a unit.
  ///   - keys: One number a unit, from which the order of the visits follows.
  package func refined(
    _ assignments: [Int], clusters: Int, counts: TermOccurrences, points: PaddedMatrix<Float>,
    keys: [UInt64]
  ) -> [Int] {
    guard clusters > 1 else { return assignments }
    var state = BottleneckState(
      assignments, clusters: clusters, counts: counts, points: points, pull: pull)
    let together = max(1, min(256, assignments.count / (8 * clusters)))
    var random = RandomStream(seed: seed, stream: 0xB0)
    var rests = BottleneckRests(units: assignments.count)
    for _ in 0..<sweeps {
      var moved = 0
      let visits = rests.waking(
        InformationBottleneck.visits(keys, number: random.next()))
      for block in Parallel.blocks(of: visits.count, size: together) {
        let units = Array(visits[block])
        state.renewDirections()
        for (unit, choice) in zip(units, state.choices(of: units, threads: threads)) {
          let moves = state.move(unit, to: choice.cluster)
          if moves { moved += 1 }
          rests.note(unit, margin: moves ? nil : choice.margin)
        }
      }
      if moved * 1000 < assignments.count { break }
      rests.endSweep()
    }
    return state.assignments
  }

  /// The units in an order that follows from their keys and `number`.
  private static func visits(_ keys: [UInt64], number: UInt64) -> [Int] {
    let turns = keys.enumerated().map { unit, key in
      var own = RandomStream(seed: number, stream: key)
      return (turn: own.next(), unit: unit)
    }
    return turns.sorted { ($0.turn, $0.unit) < ($1.turn, $1.unit) }.map(\.unit)
  }

  /// What it costs `unit` to join `cluster`, both given as occurrences of each term, in nats an occurrence.
  package static func joiningCost(unit: [Int], cluster: [Int]) -> Double {
    var terms: [UInt32] = []
    var counts: [UInt32] = []
    var indptr = [0]
    for row in [unit, cluster] {
      for (term, count) in row.enumerated() where count > 0 {
        terms.append(UInt32(term))
        counts.append(UInt32(count))
      }
      indptr.append(terms.count)
    }
    var table = BottleneckTable(
      TermOccurrences(indptr: indptr, terms: terms, counts: counts, kinds: unit.count), clusters: 1)
    table.add(1, to: 0)
    var costs = [Float](repeating: 0, count: table.width)
    table.costs(of: 0, home: nil, into: &costs)
    return Double(costs[0])
  }
}
