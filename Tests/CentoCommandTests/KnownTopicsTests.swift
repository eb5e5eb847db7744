import CentoTestSupport
import Foundation
import Testing

/// Clusters kept in a file, and the stability of clusters of real articles.
struct KnownTopicsTests {
  /// The cluster of each unit, by id.
  private func members(_ run: Program.Run) -> [String: Int] {
    var found: [String: Int] = [:]
    for member in run.records("member") {
      if let id = member["id"] as? String { found[id] = member["cluster"] as? Int }
    }
    return found
  }

  @Test(.tags(.laws)) func theArticlesOfTheFirstRunStayInTheirClusters() throws {
    let folder = try ScratchFolder()
    let first = try Program.run(
      ["cluster", Program.seeds, "--clusters", "8", "--format", "jsonl"]
        + ["--save-topics", "kept.topics"], in: folder)
    #expect(first.status == 0)
    let plain = try Program.run(
      ["cluster", Program.seeds, "--clusters", "8", "--format", "jsonl"])
    #expect(plain.output == first.output)
    let second = try Program.run(
      ["cluster", Program.seeds, "--assign", "kept.topics", "--format", "jsonl"], in: folder)
    #expect(second.status == 0)
    let (before, after) = (members(first), members(second))
    let same = before.count { after[$0.key] == $0.value }
    #expect(before.count == 60 && after.count == 60 && same >= 58)
    #expect(
      second.records("cluster").compactMap { $0["label"] as? [String] }
        == first.records("cluster").compactMap { $0["label"] as? [String] })
    #expect(
      second.records("cluster").compactMap { $0["representative"] as? String }
        == first.records("cluster").compactMap { $0["representative"] as? String })
    let parameters = try #require(second.records("cento").first?["parameters"] as? [String: Any])
    #expect((parameters["assign"] as? String)?.count == 64)
    #expect(parameters["clusters"] as? Int == 8)
    let one = try Program.run(
      ["cluster", "-", "--assign", "kept.topics"], input: "税务局减税退税", in: folder)
    #expect(one.status == 0 && one.text.contains("1 unit in the known 8 clusters"))
  }

  @Test(.tags(.survival)) func filesThatAreNoTopicsAreRefused() throws {
    let folder = try ScratchFolder()
    try folder.write("a.txt", "税务局减税")
    try folder.write("broken.topics", "CENTOTOP and no more")
    for name in ["a.txt", "broken.topics", "none.topics"] {
      let run = try Program.run(["cluster", "a.txt", "--assign", name], in: folder)
      #expect(run.status == 2 && run.output.isEmpty)
      #expect(run.errors.contains(name))
    }
    let kept = try Program.run(["cluster", "a.txt", "--save-topics", "a.txt"], in: folder)
    #expect(kept.status == 2)
    #expect(try folder.data("a.txt") == Data("税务局减税".utf8))
    let both = try Program.run(
      ["cluster", "a.txt", "--assign", "k", "--clusters", "3"], in: folder)
    #expect(both.status == 64)
  }

  /// Lines of a labelled set, without some of them, clustered.
  private func clusters(_ lines: ArraySlice<Substring>, _ count: String) throws -> [String: Int] {
    let folder = try ScratchFolder()
    try folder.write("docs.jsonl", lines.joined(separator: "\n") + "\n")
    return members(
      try Program.run(
        ["cluster", "docs.jsonl", "--clusters", count, "--format", "jsonl"], in: folder))
  }

  /// The adjusted Rand index of two partitions of the same units.
  private func agreement(_ a: [String: Int], _ b: [String: Int]) -> Double {
    var cells: [[Int]: Int] = [:]
    var (rows, columns): ([Int: Int], [Int: Int]) = ([:], [:])
    var all = 0
    for (id, one) in a {
      guard let other = b[id] else { continue }
      cells[[one, other], default: 0] += 1
      rows[one, default: 0] += 1
      columns[other, default: 0] += 1
      all += 1
    }
    func pairs(_ counts: some Collection<Int>) -> Double {
      Double(counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 })
    }
    let chance = pairs(rows.values) * pairs(columns.values) / pairs([all])
    return (pairs(cells.values) - chance)
      / ((pairs(rows.values) + pairs(columns.values)) / 2 - chance)
  }

  @Test(
    .tags(.laws),
    .enabled(if: TestKnobs.data != nil, "CENTO_DATA is not set: no real articles to add"),
    arguments: [("cnews1000", "10"), ("bbc", "5")])
  func tenArticlesAddedToAThousandMoveFewOthers(set: String, count: String) throws {
    let path = try #require(TestKnobs.data) + "/\(set)/docs.jsonl"
    let whole = try String(contentsOf: URL(filePath: path), encoding: .utf8).split(separator: "\n")
    // A thousand from everywhere: the lines of a set may stand class by class.
    let lines = (0..<1000).map { whole[$0 * whole.count / 1000] }[...]
    let all = try clusters(lines, count)
    // Ten from the end, or ten spread over all, are those that were added.
    let end = try clusters(lines.dropLast(10), count)
    let spread = try clusters(
      lines.enumerated().filter { $0.offset % 100 != 50 }.map(\.element)[...], count)
    #expect(end.count == lines.count - 10 && spread.count == lines.count - 10)
    #expect(agreement(end, all) >= 0.95)
    #expect(agreement(spread, all) >= 0.95)
  }
}
