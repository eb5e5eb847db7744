import CentoClusters
import CentoTestSupport
import Testing

/// Scalars of a text, as folding would hand them over.
func folded(_ text: String) -> [UInt32] {
  text.lowercased().unicodeScalars.map(\.value)
}

/// Short texts on a few subjects, each made of a subject's words in random order.
func shelf(subjects: [[String]], each count: Int, separator: String, stream: UInt64) -> [[UInt32]] {
  var random = SeededGenerator(seed: TestKnobs.seed &+ stream)
  return (0..<count * subjects.count).map { unit in
    let words = subjects[unit % subjects.count]
    let chosen = (0..<12).map { _ in words.randomElement(using: &random) ?? "" }
    return folded(chosen.joined(separator: separator))
  }
}

let english = [
  "ship harbour sailor anchor cargo captain deck tide voyage mast".split(separator: " "),
  "violin concert orchestra sonata pianist opera melody quartet tenor cello".split(separator: " "),
  "wheat harvest tractor barley meadow orchard cattle plough shepherd barn".split(separator: " "),
].map { $0.map(String.init) }

let chinese = [
  ["纳税人", "税务局", "发票", "减税", "退税", "申报", "税收", "稽查"],
  ["检察院", "法官", "诉讼", "判决", "律师", "案件", "审判", "起诉"],
  ["足球", "球员", "教练", "射门", "联赛", "比分", "球迷", "裁判"],
]

@Suite("Topics")
struct TopicModelTests {
  func topics(_ texts: [[UInt32]], _ clusters: ClusterCount, threads: Int = 2) throws -> Topics {
    try TopicModel(options: TopicOptions(clusters: clusters, seed: 1, threads: threads))
      .topics(of: texts)
  }

  /// Every unit in exactly one cluster, no cluster empty, order and ranges as promised.
  func check(_ topics: Topics, units: Int, sourceLocation: SourceLocation = #_sourceLocation) {
    let members = topics.clusters.flatMap(\.members)
    #expect(members.sorted() == Array(0..<units), sourceLocation: sourceLocation)
    for (number, cluster) in topics.clusters.enumerated() {
      #expect(!cluster.members.isEmpty, sourceLocation: sourceLocation)
      #expect(cluster.members == cluster.members.sorted(), sourceLocation: sourceLocation)
      #expect(cluster.members.contains(cluster.representative), sourceLocation: sourceLocation)
      for unit in cluster.members {
        #expect(topics.assignments[unit] == number, sourceLocation: sourceLocation)
      }
    }
    for (one, next) in zip(topics.clusters, topics.clusters.dropFirst()) {
      #expect(
        one.members.count > next.members.count
          || (one.members.count == next.members.count && one.members[0] < next.members[0]),
        sourceLocation: sourceLocation)
    }
    #expect(topics.confidence.count == units, sourceLocation: sourceLocation)
    #expect(topics.second.count == units, sourceLocation: sourceLocation)
    for unit in 0..<units {
      #expect((0...1).contains(topics.confidence[unit]), sourceLocation: sourceLocation)
      #expect(topics.second[unit] != topics.assignments[unit], sourceLocation: sourceLocation)
    }
  }

  @Test("Three subjects, three clusters, in words", .tags(.unit))
  func words() throws {
    let texts = shelf(subjects: english, each: 12, separator: " ", stream: 1)
    let topics = try topics(texts, .fixed(3))
    check(topics, units: 36)
    #expect(topics.assignments == (0..<36).map { $0 % 3 })
    for (cluster, words) in zip(topics.clusters, english) {
      #expect((3...5).contains(cluster.label.count))
      for term in cluster.label { #expect(words.contains(term)) }
    }
    #expect(topics.rule == .given)
  }

  @Test("Three subjects, three clusters, in characters", .tags(.unit))
  func characters() throws {
    let texts = shelf(subjects: chinese, each: 12, separator: "，", stream: 2)
    let topics = try topics(texts, .fixed(3))
    check(topics, units: 36)
    #expect(topics.assignments == (0..<36).map { $0 % 3 })
    for (cluster, words) in zip(topics.clusters, chinese) {
      for term in cluster.label { #expect(words.contains(term)) }
    }
  }

  @Test("Terms on different scripts found together", .tags(.unit))
  func mixed() throws {
    var texts = shelf(subjects: [english[0]], each: 10, separator: " ", stream: 3)
    texts += shelf(subjects: [chinese[1]], each: 10, separator: "、", stream: 4)
    let topics = try topics(texts, .fixed(2))
    check(topics, units: 20)
    #expect(topics.assignments == (0..<20).map { $0 / 10 })
  }

  @Test("A theme that all share is in no label, and neither are masks and numbers", .tags(.unit))
  func theme() throws {
    let texts = shelf(subjects: chinese, each: 10, separator: "，", stream: 5).map {
      folded("xx市优化营商环境2023年第12次") + $0 + folded("，某某某，xxx，**，优化营商环境")
    }
    let topics = try topics(texts, .fixed(3))
    #expect(topics.assignments == (0..<30).map { $0 % 3 })
    for term in topics.clusters.flatMap(\.label) {
      #expect(!term.contains { "x某*0123456789营环".contains($0) })
    }
  }

  @Test("The number of subjects is found", .tags(.unit))
  func auto() throws {
    let more =
      english + [
        ["planet", "comet", "telescope", "galaxy", "orbit", "astronomer", "eclipse", "nebula"],
        ["flour", "oven", "yeast", "pastry", "baker", "dough", "recipe", "butter"],
      ]
    let topics = try topics(shelf(subjects: more, each: 16, separator: " ", stream: 6), .auto)
    check(topics, units: 80)
    #expect(topics.clusters.count == 5)
    guard case .stable(let agreement, 3...20) = topics.rule else {
      Issue.record("another rule: \(topics.rule)")
      return
    }
    #expect(agreement > 0.95)
  }

  @Test(
    "No unit, one unit, two units", .tags(.survival), arguments: [ClusterCount.auto, .fixed(1)])
  func few(count: ClusterCount) throws {
    #expect(try topics([], count).clusters.isEmpty)
    let one = try topics([folded("one text")], count)
    check(one, units: 1)
    #expect(one.confidence == [1])
    #expect(one.second == [nil])
    let two = try topics([folded("one text"), folded("another text")], count)
    check(two, units: 2)
    #expect(two.clusters.count == 1)
  }

  @Test("More clusters than units: one each", .tags(.survival), arguments: [1, 2, 5, 12])
  func crowded(units: Int) throws {
    let texts = Array(shelf(subjects: english, each: 4, separator: " ", stream: 7).prefix(units))
    let many = try topics(texts, .fixed(40))
    check(many, units: units)
    #expect(many.assignments == Array(0..<units))
    #expect(many.rule == .oneForEachUnit)
    let exact = try topics(texts, .fixed(units))
    check(exact, units: units)
    #expect(exact.clusters.count == units)
  }

  @Test("Empty, blank and featureless texts have a place", .tags(.survival))
  func empty() throws {
    let blanks = [
      folded(""), folded("  \n"), folded("123，**"), folded("xx 某"), [0xD800, 0x11_0000, 0],
    ]
    for count in [ClusterCount.auto, .fixed(1), .fixed(3), .fixed(5)] {
      check(try topics(blanks, count), units: 5)
    }
    #expect(try topics(blanks, .fixed(3)).clusters.count == 3)
    let texts = shelf(subjects: english, each: 8, separator: " ", stream: 8) + blanks
    let mixed = try topics(texts, .fixed(3))
    check(mixed, units: 29)
    #expect(mixed.clusters.count == 3)
    #expect(mixed.confidence[24...].allSatisfy { $0 == 0 })
    #expect(mixed.second[24...].allSatisfy { $0 == nil })
  }

  @Test("Texts that are all alike", .tags(.survival), arguments: [3, 9, 40])
  func identical(units: Int) throws {
    let texts = [[UInt32]](repeating: folded("优化营商环境，税务局减税"), count: units)
    let auto = try topics(texts, .auto)
    check(auto, units: units)
    #expect(auto.clusters.count == 1)
    let fixed = try topics(texts, .fixed(3))
    check(fixed, units: units)
    #expect(fixed.clusters.count == 3)
  }

  @Test("Two texts, many copies", .tags(.survival))
  func copies() throws {
    let two = [folded("ship harbour sailor anchor"), folded("violin concert orchestra sonata")]
    let texts = (0..<40).map { two[$0 % 2] }
    for count in [2, 3, 7] {
      let topics = try topics(texts, .fixed(count))
      check(topics, units: 40)
      #expect(topics.clusters.count == count)
    }
    check(try topics(texts, .auto), units: 40)
  }

  @Test("Zero clusters are an error", .tags(.survival))
  func none() {
    #expect(throws: ClusterError.noClusters(0)) { _ = try topics([folded("a text")], .fixed(0)) }
    #expect(throws: ClusterError.noClusters(-2)) { _ = try topics([], .fixed(-2)) }
  }

  /// The partition as a list of sets, whatever the numbers.
  func partition(_ topics: Topics, _ name: (Int) -> Int) -> Set<Set<Int>> {
    Set(topics.clusters.map { Set($0.members.map(name)) })
  }

  @Test("Units in another order: the same partition, labels and confidences", .tags(.laws))
  func order() throws {
    let texts =
      shelf(subjects: english, each: 25, separator: " ", stream: 10)
      + shelf(subjects: chinese, each: 10, separator: "，", stream: 11)
      + [folded(""), folded("12"), folded("another thing altogether")]
    var random = SeededGenerator(seed: TestKnobs.seed &+ 12)
    for count in [ClusterCount.auto, .fixed(4), .fixed(8)] {
      let straight = try topics(texts, count)
      for _ in 0..<3 {
        let shuffled = Array(texts.indices).shuffled(using: &random)
        let other = try topics(shuffled.map { texts[$0] }, count)
        check(other, units: texts.count)
        #expect(partition(other) { shuffled[$0] } == partition(straight) { $0 })
        #expect(Set(other.clusters.map(\.label)) == Set(straight.clusters.map(\.label)))
        #expect(other.rule == straight.rule)
        for (place, unit) in shuffled.enumerated() {
          #expect(other.confidence[place] == straight.confidence[unit])
        }
      }
    }
  }

  @Test("Copies are no topic: they stand where their text stands", .tags(.laws))
  func reprints() throws {
    let texts = shelf(subjects: english, each: 10, separator: " ", stream: 13)
    let once = try topics(texts, .fixed(3))
    let often = try topics(texts + [[UInt32]](repeating: texts[4], count: 40), .fixed(3))
    check(often, units: 70)
    #expect(Set(often.assignments[30...]) == [often.assignments[4]])
    let shorn = Set(often.clusters.map { Set($0.members.filter { $0 < 30 }) })
    #expect(shorn == partition(once) { $0 })
    #expect(often.clusters[0].members.count == 50)
  }

  @Test("One theme and nothing else: no number stands out, and the rule says so", .tags(.laws))
  func shapeless() throws {
    let theme = shelf(
      subjects: [english.flatMap { $0 }], each: 60, separator: " ", stream: 14)
    let topics = try topics(theme, .auto)
    check(topics, units: 60)
    #expect(topics.rule == .shapeless(units: 60, candidates: 3...15))
    #expect(topics.clusters.count == 11)
  }

  @Test("The same answer for any number of threads", .tags(.laws))
  func threads() throws {
    let texts = shelf(subjects: english + chinese, each: 30, separator: " ", stream: 9)
    for count in [ClusterCount.auto, .fixed(4), .fixed(9)] {
      let one = try topics(texts, count, threads: 1)
      check(one, units: 180)
      for threads in [2, 3, 7] { #expect(try topics(texts, count, threads: threads) == one) }
    }
  }
}
