import CentoTestSupport
import CentoText
import Foundation
import Testing

/// Compilations glued from news articles in several layouts, with known truth; only where `CENTO_DATA` is set.
@Suite(
  "Outline: glued news", .tags(.oracle),
  .enabled(if: TestKnobs.data != nil, "CENTO_DATA is not set: no labelled articles to glue"))
struct OutlineCorpusTests {
  private typealias News = (title: String, paragraphs: [String])

  private func news() throws -> [News] {
    let path = (TestKnobs.data ?? "") + "/bbc/docs.jsonl"
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap {
      let record = try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      let lines = (record?["text"] as? String ?? "").split(separator: "\n").map {
        $0.trimmingCharacters(in: .whitespaces)
      }.filter { !$0.isEmpty }
      return lines.count >= 3 ? (lines[0], Array(lines.dropFirst())) : nil
    }
  }

  private enum Layout: CaseIterable { case setOff, contents, inline, markdown }

  private func glued(_ articles: [News], _ layout: Layout) -> String {
    let heads = articles.map { (layout == .markdown ? "# " : "") + $0.title }
    let around = layout == .setOff ? ("\n\n\n", "\n\n") : ("\n", "\n")
    let bodies = zip(heads, articles).map {
      $0 + around.1 + $1.paragraphs.joined(separator: "\n")
    }.joined(separator: around.0)
    switch layout {
    case .setOff: return "A Collection of News Stories\n\n\n" + bodies
    case .contents:
      let entries = articles.enumerated().map { "\($1.title)\t\($0 * 3 + 1)\n" }.joined()
      return "Contents\n" + entries + bodies
    case .inline, .markdown: return bodies
    }
  }

  @Test("Titles by layout, and single articles whole")
  func layouts() throws {
    let all = try news()
    var generator = SeededGenerator(seed: TestKnobs.seed)
    for layout in Layout.allCases {
      var (found, wanted, both) = (0, 0, 0)
      for _ in 0..<20 {
        let articles = (0..<8).compactMap { _ in all.randomElement(using: &generator) }
        let answer = Set(titles(glued(articles, layout)))
        let truth = Set(articles.map(\.title))
        (found, wanted) = (found + answer.count, wanted + truth.count)
        both += answer.intersection(truth).count
      }
      let least = layout == .inline ? 0.8 : 0.98
      #expect(Double(both) >= least * Double(wanted), "\(layout): recall")
      #expect(Double(both) >= 0.95 * Double(found), "\(layout): precision")
    }
    let split = all.prefix(400).count { article in
      titles(([article.title] + article.paragraphs).joined(separator: "\n\n")).count != 1
    }
    #expect(split == 0)
  }
}
