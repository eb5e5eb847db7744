import CentoClusters
import CentoMatrix
import CentoTestSupport
import Testing

@Suite("Stability") struct StabilityTests {
  /// Articles on six subjects, a fifth of the words of each from the others.
  private func articles(_ count: Int, stream: UInt64) -> [[UInt32]] {
    var random = SeededGenerator(seed: TestKnobs.seed &+ stream)
    let subjects = (0..<6).map { subject in
      (0..<60).map { "w\("abcdef".dropFirst(subject).first ?? "x")\(letters($0))" }
    }
    return (0..<count).map { unit in
      let words = (0..<40).map { _ in
        let own = Int.random(in: 0..<5, using: &random) > 0
        let subject = own ? unit % 6 : Int.random(in: 0..<6, using: &random)
        return subjects[subject].randomElement(using: &random) ?? "word"
      }
      return folded(words.joined(separator: " "))
    }
  }

  private func letters(_ number: Int) -> String {
    let all = Array("bcdfghklmn")
    return String([all[number / 10], "a", all[number % 10]])
  }

  @Test("Ten more articles leave the others where they are", .tags(.laws), arguments: [6])
  func tenMore(clusters: Int) throws {
    let all = articles(1010, stream: 30)
    let model = TopicModel(options: TopicOptions(clusters: .fixed(clusters), threads: 2))
    let before = try model.topics(of: Array(all[..<1000])).assignments
    let after = try model.topics(of: all).assignments
    #expect(AdjustedRand.index(before, Array(after[..<1000])) >= 0.95)
  }

  @Test("Ten articles less leave the number found, and the others", .tags(.laws), arguments: 0..<4)
  func number(removal: Int) throws {
    var random = SeededGenerator(seed: TestKnobs.seed &+ 40 &+ UInt64(removal))
    let all = articles(700, stream: 31)
    let left = Array(all.indices.shuffled(using: &random).dropFirst(10))
    let model = TopicModel(options: TopicOptions(threads: 2))
    let before = try model.topics(of: all)
    let after = try model.topics(of: left.map { all[$0] })
    #expect(before.clusters.count == 6)
    #expect(after.clusters.count == 6)
    #expect(AdjustedRand.index(left.map { before.assignments[$0] }, after.assignments) >= 0.95)
  }

  @Test("Many points, begun on a sample: any threads, no cluster empty", .tags(.laws))
  func sample() {
    let points = PartitionTests.directions(1500, of: 6, stream: 32)
    let matrix = PartitionTests.matrix(points, columns: 6)
    let answers = [1, 2, 5].map { threads in
      var means = SphericalKMeans(clusters: 12, starts: 4, seed: 3, threads: threads)
      means.sample = (each: 10, least: 200)
      return means.partition(of: matrix)
    }
    #expect(answers[0] == answers[1] && answers[0] == answers[2])
    #expect(Set(answers[0].assignments) == Set(0..<12))
    let whole = SphericalKMeans(clusters: 12, starts: 4, seed: 3, threads: 2).partition(of: matrix)
    #expect(answers[0].cohesion > 0.97 * whole.cohesion)
  }
}
