import CentoClusters
import CentoTestSupport
import Testing

@Suite("Known topics") struct KnownTopicsTests {
  private let texts =
    shelf(subjects: english, each: 20, separator: " ", stream: 20) + [folded("12 34")]

  private func found() throws -> (topics: Topics, known: KnownTopics) {
    let found = try TopicModel(options: TopicOptions(clusters: .fixed(3), seed: 1, threads: 2))
      .knownTopics(of: texts)
    return (found.topics, found.known)
  }

  @Test("Keeping topics does not change them", .tags(.laws)) func same() throws {
    let (topics, known) = try found()
    let plain = try TopicModel(options: TopicOptions(clusters: .fixed(3), seed: 1, threads: 1))
      .topics(of: texts)
    #expect(topics == plain)
    #expect(known.clusters.map(\.label) == plain.clusters.map(\.label))
    #expect(known.clusters.map(\.size) == plain.clusters.map(\.members.count))
    #expect(known.clusters.map(\.representative) == plain.clusters.map(\.representative))
  }

  @Test("The first texts stay where they are", .tags(.laws)) func first() throws {
    let (topics, known) = try found()
    let assigned = known.assign(texts, threads: 2)
    #expect(assigned.clusters == topics.assignments)
    for text in texts.indices {
      #expect(abs(assigned.confidence[text] - topics.confidence[text]) < 1e-3)
    }
    #expect(assigned == known.assign(texts, threads: 1))
  }

  @Test("New texts go to their subject, whatever comes with them", .tags(.laws))
  func new() throws {
    let (topics, known) = try found()
    let new = shelf(subjects: english, each: 30, separator: " ", stream: 21)
    let assigned = known.assign(new, threads: 2)
    for text in new.indices { #expect(assigned.clusters[text] == topics.assignments[text % 3]) }
    for text in [0, 7, 50] {
      let alone = known.assign([new[text]])
      #expect(alone.clusters == [assigned.clusters[text]])
      #expect(alone.confidence == [assigned.confidence[text]])
      #expect(alone.second == [assigned.second[text]])
    }
  }

  @Test("Texts without known terms join the largest, in doubt", .tags(.survival))
  func unknown() throws {
    let known = try found().known
    let assigned = known.assign([[], folded("  "), folded("quark gluon"), [0xD800, 0x11_0000]])
    #expect(assigned.clusters == [0, 0, 0, 0])
    #expect(assigned.confidence == [0, 0, 0, 0])
    #expect(assigned.second == [nil, nil, nil, nil])
    #expect(known.assign([]).clusters.isEmpty)
    let none = try TopicModel().knownTopics(of: []).known
    #expect(none.assign([folded("a text")]).confidence.count == 1)
    let one = try TopicModel(options: TopicOptions(clusters: .fixed(1))).knownTopics(of: texts)
    #expect(one.known.assign(texts).confidence.allSatisfy { $0 == 1 })
  }

  @Test("What was stored assigns as what was found", .tags(.laws)) func stored() throws {
    let known = try found().known
    let (read, note) = try KnownTopics.read(known.bytes(note: "折叠"))
    #expect(note == "折叠")
    #expect(read == known)
    let new = shelf(subjects: english, each: 4, separator: " ", stream: 22)
    #expect(read.assign(new) == known.assign(new))
  }

  @Test("Damaged bytes are refused", .tags(.survival)) func damaged() throws {
    let bytes = try found().known.bytes()
    for count in stride(from: 0, to: bytes.count, by: 997) {
      #expect(throws: ClusterError.self) { try KnownTopics.read(Array(bytes[..<count])) }
    }
    for place in stride(from: 0, to: bytes.count, by: 991) {
      var changed = bytes
      changed[place] ^= 1
      #expect(throws: ClusterError.self) { try KnownTopics.read(changed) }
    }
  }
}
