internal import CentoParallel

/// A set of joined places → the families in it.
///
/// A family grows from one place along what was found, through the places that are like that one:
/// joining alone would drift from a passage to its neighbour's neighbour.
package struct FamilyPartition {
  private let graph: PlaceGraph
  private let sizes: [Int]
  private let threads: Int
  private let isLike: @Sendable (_ model: Int, _ place: Int) -> Bool

  /// Places with what joins them, how many places each stands for, and whether one is like another.
  package init(
    _ graph: PlaceGraph, sizes: [Int], threads: Int,
    isLike: @escaping @Sendable (_ model: Int, _ place: Int) -> Bool
  ) {
    self.graph = graph
    self.sizes = sizes
    self.threads = threads
    self.isLike = isLike
  }

  /// The families of one set: about the place found most often, the first of them where several
  /// were, then about the next that is left.
  ///
  /// Where a place makes none, those found in as many places as a family needs are still tried, but
  /// not what is like it, which seldom would make one.
  package func families(among component: [Int]) -> [[Int]] {
    var families: [[Int]] = []
    var size = component.reduce(0) { $0 + sizes[$1] }
    var (taken, tried): (Set<Int>, Set<Int>) = ([], [])
    var failed = false
    let order = component.sorted { x, y in
      (graph.degree(of: x), y) > (graph.degree(of: y), x)
    }
    for first in order where !tried.contains(first) {
      guard size > ReuseFamily.mostPairs else { break }
      if failed, graph.degree(of: first) < ReuseFamily.mostPairs { break }
      let members = family(about: first, without: taken)
      tried.formUnion(members)
      let own = members.reduce(0) { $0 + sizes[$1] }
      failed = own <= ReuseFamily.mostPairs
      if failed { continue }
      taken.formUnion(members)
      families.append(members)
      size -= own
    }
    return families
  }

  /// A place and those that are like it, joined to it by places like it: it first, then in order.
  private func family(about first: Int, without taken: Set<Int>) -> [Int] {
    var seen: Set<Int> = [first]
    var members: [Int] = []
    var wave = [first]
    while !wave.isEmpty {
      var next: [Int] = []
      for place in wave {
        for other in graph.neighbours(of: place) where !taken.contains(Int(other)) {
          if seen.insert(Int(other)).inserted { next.append(Int(other)) }
        }
      }
      let blocks = Parallel.blocks(of: next.count, size: 32)
      let candidates = next
      wave = Parallel.map(count: blocks.count, threads: threads) { block in
        candidates[blocks[block]].filter { isLike(first, $0) }
      }.flatMap { $0 }
      members += wave
    }
    return [first] + members.sorted()
  }
}
