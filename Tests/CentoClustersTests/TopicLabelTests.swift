import CentoClusters
import CentoGrams
import CentoTestSupport
import Testing

@Suite("Labels of topics")
struct TopicLabelTests {
  func labels(_ texts: [String], clusters: Int) throws -> [[String]] {
    try TopicModel(options: TopicOptions(clusters: .fixed(clusters), seed: 1, threads: 2))
      .topics(of: texts.map(folded)).clusters.map(\.label)
  }

  /// Sentences on tax and on courts, in which words meet particles and one another freely.
  func sheets(_ stream: UInt64) -> [String] {
    var random = SeededGenerator(seed: TestKnobs.seed &+ stream)
    let particles = ["的", "在", "了", "是", "和", "将", "对", "为"]
    let shared = ["企业", "服务", "群众", "工作", "部门", "问题"]
    return (0..<40).map { unit in
      let own =
        unit % 2 == 0
        ? ["税务机关", "纳税人", "发票", "退税", "申报"] : ["检察院", "法官", "诉讼", "判决", "律师"]
      return (0..<14).map { _ in
        [own, shared, own, shared].map { words in
          (words.randomElement(using: &random) ?? "")
            + (particles.randomElement(using: &random) ?? "")
        }.joined()
      }.joined(separator: "，")
    }
  }

  @Test("Terms are whole words, without particles", .tags(.laws), arguments: 0..<4)
  func whole(stream: Int) throws {
    let known: Set = [
      "税务机关", "纳税人", "发票", "退税", "申报", "检察院", "法官", "诉讼", "判决", "律师",
    ]
    for label in try labels(sheets(UInt64(stream)), clusters: 2) {
      #expect((3...5).contains(label.count))
      for term in label { #expect(known.contains(term), "\(term)") }
    }
  }

  @Test("No term stands in another of its label", .tags(.laws), arguments: 0..<4)
  func apart(stream: Int) throws {
    for label in try labels(sheets(UInt64(stream)), clusters: 5) {
      for one in label {
        for other in label where one != other { #expect(!one.contains(other)) }
      }
    }
  }

  @Test(
    "Words that end nothing and words of many clusters name none", .tags(.laws), arguments: 0..<3)
  func functionWords(stream: Int) throws {
    var random = SeededGenerator(seed: TestKnobs.seed &+ UInt64(stream))
    func draw(_ words: String) -> String {
      words.split(separator: " ").randomElement(using: &random).map(String.init) ?? ""
    }
    let subjects =
      english.map { $0.joined(separator: " ") } + ["vote ballot party minister cabinet budget"]
    // Politics speaks of mr so-and-so, farming of tonnes; she is in two subjects of four.
    let texts = (0..<80).map { unit in
      (0..<10).map { _ in
        let things = (0..<2).map { _ in
          draw("the a this some every") + " " + draw(subjects[unit % 4])
        }
        let verb = draw("saw took found left gave")
        let clause = "\(things[0]) \(verb) \(things[1])"
        switch unit % 4 {
        case 3: return "mr \(draw("brown clarke howard straw kennedy")) \(verb) \(clause)"
        case 2: return "she \(verb) 30 tonnes of \(clause)"
        case 1: return "she \(verb) \(clause)"
        default: return clause + draw(". !") + " they \(verb)"
        }
      }.joined(separator: ". ")
    }
    for label in try labels(texts, clusters: 4) {
      #expect((3...5).contains(label.count))
      for weak in ["mr", "she", "tonnes", "the", "of", "they"] { #expect(!label.contains(weak)) }
    }
  }

  @Test(
    "What only begins, only ends or stands alone is no label in Chinese", .tags(.laws),
    arguments: 0..<3)
  func chineseFunctionWords(stream: Int) throws {
    var random = SeededGenerator(seed: TestKnobs.seed &+ UInt64(stream))
    let particles = ["的", "在", "了", "是", "和", "将", "对", "为", "", "", "", "", ""]
    let shared = ["企业", "服务", "群众", "工作", "部门", "问题"]
    let subjects = [
      ["税务机关", "纳税人", "发票", "退税", "申报"], ["检察院", "法官", "诉讼", "判决", "律师"],
      ["球员", "教练", "射门", "联赛", "裁判"],
    ]
    // 我省 begins, 起来 ends, 据了解 is a clause, 万元 is counted: all in the first subject only.
    let texts = (0..<60).map { unit in
      (0..<14).map { _ in
        let own = subjects[unit % 3]
        let clause = [own, shared, own, shared].map { words in
          (words.randomElement(using: &random) ?? "")
            + (particles.randomElement(using: &random) ?? "")
        }.joined()
        if unit % 3 > 0 || Bool.random(using: &random) { return clause }
        let forms = ["据了解，" + clause, "我省" + clause, clause + "起来", clause + "30万元"]
        return forms.randomElement(using: &random) ?? clause
      }.joined(separator: "，")
    }
    for label in try labels(texts, clusters: 3) {
      #expect((3...5).contains(label.count))
      for weak in ["我省", "起来", "据了解", "万元"] {
        #expect(!label.contains { $0.contains(weak) }, "\(label)")
      }
    }
  }

  @Test("A phrase of one unit is no label, however often it says it", .tags(.unit))
  func once() throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let texts = (0..<24).map { unit in
      let words = english[unit % 2]
      return (0..<12).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
        + (unit == 4 ? String(repeating: " zeppelin", count: 30) : "")
    }
    for term in try labels(texts, clusters: 2).flatMap({ $0 }) { #expect(term != "zeppelin") }
  }

  @Test("Words that always come together are one term", .tags(.unit))
  func phrase() throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let texts = (0..<24).map { unit in
      let words = unit % 2 == 0 ? ["prime minister", "vote", "ballot", "party"] : english[1]
      return (0..<12).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: ", ")
    }
    let found = try labels(texts, clusters: 2).flatMap { $0 }
    #expect(found.contains("prime minister"))
    #expect(!found.contains("prime") && !found.contains("minister"))
  }

  @Test("Words are cut where almost anything may follow", .tags(.unit))
  func cut() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let words = ["税务", "发票", "检察院", "的", "在", "企业", "律师", "和"]
    let chosen = (0..<4000).map { _ in words.randomElement(using: &random) ?? "" }
    let signs = [0] + chosen.joined().unicodeScalars.map(\.value) + [0]
    let learnt = LearntWords(signs: signs, threads: 2)
    let found = learnt.words(in: 1..<signs.count - 1)
    #expect(found.first?.lowerBound == 1)
    #expect(found.last?.upperBound == signs.count - 1)
    for (one, next) in zip(found, found.dropFirst()) { #expect(one.upperBound == next.lowerBound) }
    var ends: Set<Int> = [1]
    for word in chosen { ends.insert((ends.max() ?? 0) + word.unicodeScalars.count) }
    let right = found.count { ends.contains($0.lowerBound) && ends.contains($0.upperBound) }
    #expect(Double(right) > 0.85 * Double(chosen.count))
    #expect(learnt.words(in: 1..<1).isEmpty)
  }
}
