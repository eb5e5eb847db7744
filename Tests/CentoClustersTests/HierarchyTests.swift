import CentoClusters
import CentoMatrix
import CentoReference
import CentoTestSupport
import Testing

@Suite("Hierarchies of clusters")
struct HierarchyTests {
  /// Flat and symmetric, of whole numbers so that ties abound and sums are exact.
  private func distances(_ count: Int, kinds: Int, _ random: inout SeededGenerator) -> [[Double]] {
    var rows = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for a in 0..<count {
      for b in 0..<a {
        rows[a][b] = Double(Int.random(in: 1...kinds, using: &random))
        rows[b][a] = rows[a][b]
      }
    }
    return rows
  }

  @Test("Five things on a line", .tags(.unit))
  func line() {
    let places = [0.0, 1, 5, 7, 20]
    let flat = places.flatMap { a in places.map { abs(a - $0) } }
    let steps = AverageLinkage.steps(of: flat, count: 5)
    #expect(steps.map(\.a) == [0, 2, 5, 7])
    #expect(steps.map(\.b) == [1, 3, 6, 4])
    #expect(steps.map(\.height) == [1, 2, 5.5, 16.75])
  }

  @Test("As the definition has it", .tags(.oracle))
  func definition() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for trial in 0..<60 * TestKnobs.scale {
      let count = 2 + trial % 13
      let rows = distances(count, kinds: 1 << (4 + trial % 20), &random)
      var heaps = (0..<count).map { [$0] }
      let steps = AverageLinkage.steps(of: rows.flatMap { $0 }, count: count)
      let expected = Reference.averageLinkage(rows)
      #expect(steps.count == count - 1)
      // Means that differ by rounding alone are ties in one of the two only: stop there.
      for (step, other) in zip(steps, expected) {
        #expect(abs(step.height - other.height) < 1e-9 * Double(1 << 24))
        guard heaps[step.a] == other.a, heaps[step.b] == other.b else {
          let all = heaps[step.a].flatMap { x in heaps[step.b].map { rows[x][$0] } }
          #expect(abs(all.reduce(0, +) / Double(all.count) - other.height) < 1e-6)
          break
        }
        heaps.append((heaps[step.a] + heaps[step.b]).sorted())
      }
      for (one, next) in zip(steps, steps.dropFirst()) { #expect(one.height <= next.height) }
    }
  }

  @Test("Ties go to the lowest numbers", .tags(.unit))
  func ties() {
    let steps = AverageLinkage.steps(of: [Double](repeating: 1, count: 16), count: 4)
    #expect(steps.map(\.a) == [0, 4, 5])
    #expect(steps.map(\.b) == [1, 2, 3])
    #expect(AverageLinkage.steps(of: [0], count: 1).isEmpty)
    #expect(AverageLinkage.steps(of: [], count: 0).isEmpty)
  }

  /// Four subjects, of which the first two share half of their words, and so do the other two.
  private func shelves() -> [[UInt32]] {
    let water = "ship harbour sailor anchor tide".split(separator: " ").map(String.init)
    let farm = "wheat harvest tractor barley plough".split(separator: " ").map(String.init)
    let own = [
      "cargo captain deck mast crew", "river lake pond stream fish", "cattle barn sheep milk hay",
      "orchard apple cider pear plum",
    ].map { $0.split(separator: " ").map(String.init) }
    return shelf(
      subjects: [own[0] + water, own[1] + water, own[2] + farm, own[3] + farm], each: 12,
      separator: ", ", stream: 3)
  }

  private func hierarchy(
    _ texts: [[UInt32]], threads: Int = 2
  ) throws -> (Topics, TopicHierarchy) {
    let (topics, space) = try TopicModel(
      options: TopicOptions(clusters: .fixed(4), seed: 1, threads: threads)
    ).topicsAndSpace(of: texts)
    return (
      topics, TopicHierarchy(topics: topics, space: space, texts: texts, threads: threads)
    )
  }

  @Test("Subjects that share words meet first", .tags(.laws))
  func subjects() throws {
    let (topics, tree) = try hierarchy(shelves())
    let subject = topics.clusters.map { $0.representative % 4 / 2 }
    #expect(Set(topics.clusters.map { $0.representative % 4 }).count == 4)
    #expect(tree.merges.count == 3)
    for merge in tree.merges.prefix(2) { #expect(subject[merge.first] == subject[merge.second]) }
    #expect(tree.merges.map(\.size) == [24, 24, 48])
    #expect(tree.merges[2].label.isEmpty)
    #expect(tree.leaves.sorted() == [0, 1, 2, 3])
    #expect(subject[tree.leaves[0]] == subject[tree.leaves[1]])
    // What both sides share and the others have not: never the words of one side alone.
    let shared: Set = [
      "ship", "harbour", "sailor", "anchor", "tide", "wheat", "harvest", "tractor", "barley",
      "plough",
    ]
    for merge in tree.merges.prefix(2) {
      #expect(!merge.label.isEmpty)
      for term in merge.label { #expect(shared.contains(term), "\(term)") }
    }
  }

  @Test("Units in another order, and other threads, give the same tree", .tags(.laws))
  func order() throws {
    let texts = shelves()
    let (topics, tree) = try hierarchy(texts)
    let (other, reversed) = try hierarchy(Array(texts.reversed()), threads: 1)
    /// What each merge holds, by units as first numbered.
    func heaps(_ topics: Topics, _ tree: TopicHierarchy, reversed: Bool) -> [[Set<Int>]] {
      var nodes = topics.clusters.map { cluster in
        Set(cluster.members.map { reversed ? texts.count - 1 - $0 : $0 })
      }
      return tree.merges.map { merge in
        nodes.append(nodes[merge.first].union(nodes[merge.second]))
        return [nodes[merge.first], nodes[merge.second]]
      }
    }
    let (here, there) = (
      heaps(topics, tree, reversed: false), heaps(other, reversed, reversed: true)
    )
    for (a, b) in zip(here, there) { #expect(Set(a) == Set(b)) }
    #expect(tree.merges.map(\.height) == reversed.merges.map(\.height))
    #expect(tree.merges.map { Set($0.label) } == reversed.merges.map { Set($0.label) })
  }

  @Test("More clusters than texts that differ", .tags(.survival))
  func copies() throws {
    let texts = [folded("ship harbour"), folded("ship harbour"), folded(""), folded("wheat")]
    let (topics, tree) = try hierarchy(texts)
    #expect(topics.clusters.count == 4)
    #expect(tree.merges.count == 3)
    #expect(tree.leaves.sorted() == [0, 1, 2, 3])
    for merge in tree.merges { #expect((0...2).contains(merge.height)) }
  }
}
