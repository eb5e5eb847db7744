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

  @Test("Words that end nothing and words of many clusters name none", .tags(.unit))
  func functionWords() throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let names = "brown clarke howard straw prescott kennedy".split(separator: " ").map(String.init)
    // Politics speaks of mr so-and-so, farming of 30 tonnes; she is in two subjects of four.
    let subjects = [english[0], english[1], english[2], ["vote", "ballot", "party", "minister"]]
    let texts = (0..<48).map { unit in
      (0..<8).map { _ in
        let word = subjects[unit % 4].randomElement(using: &random) ?? ""
        let name = names.randomElement(using: &random) ?? ""
        switch unit % 4 {
        case 3: return "mr \(name) of the \(word)"
        case 2: return "she saw 30 tonnes of \(word)"
        case 1: return "she saw the \(word)"
        default: return "they saw the \(word)"
        }
      }.joined(separator: ". ")
    }
    let found = try labels(texts, clusters: 4)
    let known = Set(subjects.flatMap { $0 } + names)
    for label in found {
      #expect((3...5).contains(label.count))
      for term in label { #expect(known.contains(term), "\(term)") }
    }
  }

  @Test("What only begins, only ends or stands alone is no label in Chinese", .tags(.unit))
  func chineseFunctionWords() throws {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let subjects = [
      ["税务局", "纳税人", "发票", "退税"], ["检察院", "法官", "诉讼", "判决"],
      ["球员", "教练", "射门", "联赛"],
    ]
    let verbs = ["看到", "提出", "研究", "讨论", "建设"]
    let texts = (0..<30).map { unit in
      (0..<10).map { _ in
        let words = (0..<2).map { _ in
          (verbs.randomElement(using: &random) ?? "")
            + (subjects[unit % 3].randomElement(using: &random) ?? "")
        }
        // 我省 begins, 起来 ends, 据了解 is a clause: each in the first subject only.
        return unit % 3 == 0
          ? "据了解，我省\(words[0])，\(words[1])起来，增长30万元"
          : "\(words[0])和\(words[1])"
      }.joined(separator: "。")
    }
    let found = try labels(texts, clusters: 3)
    for term in found.flatMap({ $0 }) {
      for weak in ["我省", "起来", "据了解", "万元"] {
        #expect(!term.contains(weak), "\(term)")
      }
    }
    #expect(found.allSatisfy { $0.count >= 3 })
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
