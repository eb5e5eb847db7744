import Cento
import CentoTestSupport
import Testing

/// Reprints count once where topics are looked for.
@Suite struct ArticleTopicsTests {
  /// Articles on three themes, each of words drawn from its own list; then reprints of the first.
  private static func articles(reprints: Int) -> [String] {
    var generator = SeededGenerator(seed: 7)
    let themes = [
      "river bridge flood water valley ferry boat dam rain mud bank stream lake canal harbour",
      "violin opera choir melody tempo organ flute chord sonata drum rhythm ballad tenor cello",
      "goal striker penalty league keeper pitch referee corner tackle derby stadium coach squad",
    ].map { $0.split(separator: " ").map(String.init) }
    var articles: [String] = []
    for number in 0..<24 {
      let words = (0..<60).map { _ in
        themes[number % 3].randomElement(using: &generator) ?? "word"
      }
      articles.append(words.joined(separator: " "))
    }
    for number in 0..<reprints {
      articles.append("reporter number \(number) says " + articles[0])
    }
    return articles
  }

  private func topics(_ texts: [String], threads: Int = 1) throws -> Topics {
    let corpus = Corpus(
      texts.enumerated().map { (document("\($0.offset)", $0.element), .whole) }, threads: 1)
    return try FoldedUnits(of: corpus, at: .document)
      .topics(TopicOptions(clusters: .fixed(3), threads: threads))
  }

  @Test(.tags(.unit)) func aReprintedArticleIsNoTopic() throws {
    let found = try topics(Self.articles(reprints: 30)).assignments
    for theme in 0..<3 {
      let clusters = stride(from: theme, to: 24, by: 3).map { found[$0] }
      #expect(Set(clusters).count == 1)
    }
    #expect(Set(found[..<3]).count == 3)
    #expect(found[24...].allSatisfy { $0 == found[0] })
  }

  @Test(.tags(.laws)) func theOrderOfReprintsDoesNotMatter() throws {
    var generator = SeededGenerator(seed: TestKnobs.seed)
    let texts = Self.articles(reprints: 10)
    let found = try topics(texts)
    let order = Array(texts.indices).shuffled(using: &generator)
    let again = try topics(order.map { texts[$0] }, threads: 3)
    for (place, unit) in order.enumerated() {
      #expect(again.confidence[place] == found.confidence[unit])
      for (other, unit2) in order.enumerated() {
        #expect(
          (again.assignments[place] == again.assignments[other])
            == (found.assignments[unit] == found.assignments[unit2]))
      }
    }
  }

  @Test(.tags(.survival)) func asManyClustersAsUnitsTakeTheReprintsApart() throws {
    let texts = Array(Self.articles(reprints: 2)[22...]) + [""]
    let corpus = Corpus(
      texts.enumerated().map { (document("\($0.offset)", $0.element), .whole) }, threads: 1)
    let found = try FoldedUnits(of: corpus, at: .document)
      .topics(TopicOptions(clusters: .fixed(9)))
    #expect(found.clusters.count == 5)
  }
}
