import CentoAlign
import CentoTestSupport
import Testing

@Suite struct FamilyPartitionTests {
  @Test(.tags(.unit)) func aFamilyIsFoundBesideAPlaceThatMakesNone() {
    // Place 0 was found with all the others, which are like place 1 and not like it.
    let pairs = (1...60).map { (0, $0) } + (2...60).map { (1, $0) }
    let partition = FamilyPartition(
      PlaceGraph(places: 61, joining: pairs), sizes: [Int](repeating: 1, count: 61), threads: 2
    ) { model, place in (model == 0) == (place == 0) }
    #expect(partition.families(among: Array(0...60)) == [Array(1...60)])
  }

  @Test(.tags(.unit)) func afterAFailureAPlaceOfFewFindingsIsNotTried() {
    let pairs = (1...60).map { (0, $0) } + zip(1..., 2...60).map { ($0, $1) }
    let partition = FamilyPartition(
      PlaceGraph(places: 61, joining: pairs), sizes: [Int](repeating: 1, count: 61), threads: 2
    ) { model, place in (model == 0) == (place == 0) }
    #expect(partition.families(among: Array(0...60)).isEmpty)
  }

  @Test(.tags(.laws)) func familiesAreThoseOfTheDefinition() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    var found = 0
    for _ in 0..<(100 * TestKnobs.scale) {
      let count = Int.random(in: 2...40, using: &random)
      let kinds = Int.random(in: 1...4, using: &random)
      let heights = (0..<count).map { _ in Int.random(in: 0..<2 * kinds, using: &random) }
      let sizes = (0..<count).map { _ in Int.random(in: 1...20, using: &random) }
      var pairs = (1..<count).map { (Int.random(in: 0..<$0, using: &random), $0) }
      for _ in 0..<Int.random(in: 0...40 * count, using: &random) {
        let place = Int.random(in: 0..<count, using: &random)
        pairs.append((place, Int.random(in: 0...place, using: &random)))
      }
      // Likeness drifts, as it does between texts.
      let set = JoinedPlaces(pairs: pairs, heights: heights, sizes: sizes)
      let graph = PlaceGraph(places: count, joining: pairs)
      for threads in [1, 3] {
        let partition = FamilyPartition(graph, sizes: sizes, threads: threads) { model, place in
          abs(heights[model] - heights[place]) <= 1
        }
        #expect(partition.families(among: Array(0..<count)) == set.families())
      }
      found += set.families().count
    }
    #expect(found > 50)
  }
}

/// The definition of families, followed to the letter.
private struct JoinedPlaces {
  let pairs: [(Int, Int)]
  let heights: [Int]
  let sizes: [Int]

  func families() -> [[Int]] {
    var families: [[Int]] = []
    var left = Set(sizes.indices)
    var untried = left
    var lastFailed = false
    while size(left) > ReuseFamily.mostPairs {
      guard
        let first = untried.min(by: { x, y in
          degree(x) != degree(y) ? degree(x) > degree(y) : x < y
        }), !lastFailed || degree(first) >= ReuseFamily.mostPairs
      else { break }
      var members: Set = [first]
      var isGrowing = true
      while isGrowing {
        let joined = left.filter { place in
          abs(heights[place] - heights[first]) <= 1
            && pairs.contains {
              $0.0 == place && members.contains($0.1) || $0.1 == place && members.contains($0.0)
            }
        }
        isGrowing = !joined.isSubset(of: members)
        members.formUnion(joined)
      }
      untried.subtract(members)
      lastFailed = size(members) <= ReuseFamily.mostPairs
      if lastFailed { continue }
      families.append([first] + members.subtracting([first]).sorted())
      left.subtract(members)
    }
    return families
  }

  private func degree(_ place: Int) -> Int {
    pairs.reduce(0) { $0 + ($1.0 == place ? 1 : 0) + ($1.1 == place ? 1 : 0) }
  }

  private func size(_ places: Set<Int>) -> Int { places.reduce(0) { $0 + sizes[$1] } }
}
