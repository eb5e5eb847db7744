internal import CentoParallel

/// The runs of two texts by where they stand: those near one another on both sides are one
/// neighbourhood, in whatever order.
///
/// Two long texts share phrases here and there. What they have in all says nothing of any place; what
/// stands together does. One is used again and again, so that its tables are made once.
package struct Neighbourhoods {
  /// As far back as chains look.
  private static let lookBack = Chains.lookBack

  /// An earlier run of the neighbourhood of each run, its own number for the first.
  private let parents = RawBuffer<Int32>()
  /// No run up to a place ends behind this.
  private let ends = RawBuffer<Int32>()
  /// What the runs of a neighbourhood have, at its first.
  private let totals = RawBuffer<RunTotal>()

  /// No neighbourhoods yet.
  package init() {}

  /// Finds the neighbourhoods of runs that are sorted by a, then b.
  ///
  /// - Parameter longestGap: The most signs between neighbours.
  /// - Complexity: O(n · k) for n runs with k others, 60 at most, in the gap before each.
  package func find(in runs: RunRange, longestGap: Int32) {
    parents.resize(to: runs.count)
    ends.resize(to: runs.count)
    totals.resize(to: runs.count)
    let (parents, ends, totals) = (parents.view, ends.view, totals.view)
    var end = Int32.min
    for place in 0..<runs.count {
      let run = runs[place]
      parents[place] = Int32(truncatingIfNeeded: place)
      var root = place
      var other = place - 1
      let first = max(0, place - Self.lookBack)
      while other >= first, run.a - ends[other] <= longestGap {
        if Self.areNear(runs[other], run, longestGap) {
          let (x, y) = (self.root(other, parents), root)
          root = min(x, y)
          parents[max(x, y)] = Int32(truncatingIfNeeded: root)
        }
        other -= 1
      }
      end = max(end, run.endA)
      ends[place] = end
      totals[place] = RunTotal(of: run)
    }
    for place in 0..<runs.count {
      let root = root(place, parents)
      if root != place { totals[root].add(totals[place]) }
    }
  }

  /// What all runs in the neighbourhood of one have.
  package func total(_ run: Int) -> RunTotal { totals.view[root(run, parents.view)] }

  private func root(_ place: Int, _ parents: RawBuffer<Int32>.View) -> Int {
    var place = place
    while Int(parents[place]) != place {
      parents[place] = parents[Int(parents[place])]
      place = Int(parents[place])
    }
    return place
  }

  /// Whether a run and one that does not begin before it are near on both sides.
  private static func areNear(_ x: Run, _ y: Run, _ longestGap: Int32) -> Bool {
    y.a - x.endA <= longestGap && y.b - x.endB <= longestGap && x.b - y.endB <= longestGap
  }
}
