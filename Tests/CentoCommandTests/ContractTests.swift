import CentoTestSupport
import Foundation
import Testing

/// The contract of the program, on small corpora written out here.
@Suite(.tags(.unit))
struct ContractTests {
  private static let report =
    "本市今年前七个月新登记经营主体一万二千三百户，同比增长百分之七点四，退税金额创下历史新高。"

  @Test func pairsOfRecordsAreTheirHeaderPairAndSummary() throws {
    let lines = """
      {"id":"b","text":"abcabc"}
      {"id":7,"text":"abcabc","label":"x"}
      {"id":"c","text":"xyz"}
      """
    let run = try Program.run(["pairs", "-", "--format", "jsonl"], input: lines)
    #expect(run.status == 0)
    #expect(
      run.text == """
        {"type":"cento","schema":1,"version":"0.1.0","command":"pairs","parameters":\
        {"unit":"document","outline":false,"encoding":"utf-8",\
        "fold":"invisible,punctuation,compatibility,case,separators,whitespace","ngrams":"2-3",\
        "tf":"raw","threshold":0.8,"top_k":null,"against":false,"pairs":false,"sort":"document",\
        "groups":false,"linkage":null}}
        {"type":"pair","a":"b","b":"7","cosine":1.000000}
        {"type":"summary","documents":3,"units":3,"empty":0,"ignored":0,"results":1,"errors":0}

        """)
  }

  @Test func splitNumbersArticlesAndParagraphs() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "a.txt", "# One\n\nFirst words here.\n\nMore of them.\n\n# Two\n\nThe end of it.\n")
    let run = try Program.run(["split", "a.txt", "--format", "jsonl", "--detail"], in: folder)
    let articles = run.records("article")
    #expect(articles.map { $0["id"] as? String } == ["a.txt#1", "a.txt#2"])
    #expect(articles.map { $0["title"] as? String } == ["One", "Two"])
    #expect(
      run.records("paragraph").map { $0["id"] as? String } == [
        "a.txt#1.1", "a.txt#1.2", "a.txt#2.1",
      ])
    #expect(run.records("title").allSatisfy { $0["id"] is NSNull })
  }

  @Test func reuseNamesBothPlaces() throws {
    let folder = try ScratchFolder()
    try folder.write("new/a.txt", "今天的会议讨论了许多问题。" + Self.report + "与会者随后参观了港口。")
    try folder.write("old/b.txt", "去年的总结这样写道。" + Self.report + "天气一直很好，大家都去了海边散步。")
    let run = try Program.run(
      ["reuse", "new", "--against", "old", "--format", "jsonl"], in: folder)
    #expect(run.status == 0)
    let found = try #require(run.records("reuse").first)
    let a = try #require(found["a"] as? [String: Any])
    let b = try #require(found["b"] as? [String: Any])
    #expect(a["document"] as? String == "new/a.txt")
    #expect(a["unit"] as? String == "new/a.txt#1.1")
    #expect(b["document"] as? String == "old/b.txt")
    #expect((a["text"] as? String)?.contains("退税金额创下历史新高") == true)
    #expect(found["relation"] as? String == "identical")
  }

  @Test func anExactRunIsPromisedWithFormulasOnly() throws {
    let folder = try ScratchFolder()
    try folder.write("a.txt", "The cat sat, on the red mat.")
    try folder.write("b.txt", "A cat sat on the red mat")
    func promise(_ arguments: [String]) throws -> (String?, Int) {
      let run = try Program.run(
        ["reuse", "a.txt", "b.txt", "--format", "jsonl"] + arguments, in: folder)
      let header = try #require(run.records.first)
      let parameters = try #require(header["parameters"] as? [String: Any])
      #expect(parameters.keys.contains("exact_run"))
      return (parameters["exact_run"] as? String, run.records("reuse").count)
    }
    #expect(try promise([]) == (nil, 0))
    #expect(try promise(["--tier", "all"]) == ("13,6", 1))
    #expect(try promise(["--tier", "formula", "--exact-run", "20"]) == ("20,6", 1))
    #expect(try promise(["--tier", "all", "--exact-run", "13,7"]) == ("13,7", 0))
    #expect(try promise(["--tier", "all", "--exact-run", "none"]) == (nil, 0))
  }

  @Test func reuseTellsWhatDiffersAndHowMuchIsCopied() throws {
    let folder = try ScratchFolder()
    try folder.write("a.txt", Self.report)
    try folder.write("b.txt", Self.report.replacing("百分之七点四", with: "百分之九"))
    let run = try Program.run(
      ["reuse", ".", "--tier", "all", "--script", "--format", "jsonl"], in: folder)
    let found = try #require(run.records("reuse").first)
    let changes = try #require(found["changes"] as? [[String: String]])
    #expect(changes == [["kind": "number", "a": "百分之七点四", "b": "百分之九"]])
    #expect((found["script"] as? String)?.hasSuffix("=") == true)
    let types = run.records.compactMap { $0["type"] as? String }
    #expect(types == ["cento", "reuse", "coverage", "copied", "copied", "summary"])
    let summary = try #require(run.records.last)
    #expect(summary["results"] as? Int == 1)
    #expect(summary["copied_documents"] as? Int == 2)
    let none = try Program.run(
      ["reuse", ".", "--coverage", "none", "--format", "jsonl"], in: folder)
    #expect(none.records("copied").isEmpty && none.records("coverage").isEmpty)
    #expect(none.records.last?["copied"] == nil)
    let text = try Program.run(["reuse", "."], in: folder).text
    #expect(text.contains("changed: 百分之七点四 → 百分之九"))
    #expect(text.contains("largest source"))
  }

  @Test func cosinesDoNotCountSeparatorsButPassagesDo() throws {
    let folder = try ScratchFolder()
    let words = "the licence covers all copies of the software and of its manuals"
    try folder.write("a.txt", "# \(words), wherever \"they\" are kept.\n")
    try folder.write("b.txt", "// \(words); wherever 'they' are kept!\n")
    let pairs = try Program.run(["pairs", ".", "--format", "jsonl"], in: folder)
    #expect(pairs.records("pair").map { $0["cosine"] as? Double } == [1])
    let told = try Program.run(
      ["explain", "a.txt#1.1", "b.txt#1.1", ".", "--format", "jsonl"], in: folder)
    #expect(told.records("explanation").map { $0["cosine"] as? Double } == [1])
    let parameters = try #require(told.records("cento").first?["parameters"] as? [String: Any])
    let steps = "invisible,punctuation,compatibility,case"
    #expect(parameters["fold"] as? String == steps + ",separators,whitespace")
    #expect(parameters["passage_fold"] as? String == steps + ",whitespace")
    let reuse = try Program.run(["reuse", ".", "--format", "jsonl"], in: folder)
    #expect(reuse.records("reuse").map { $0["relation"] as? String } == ["near"])
    let kept = try Program.run(
      ["pairs", ".", "--fold", steps + ",whitespace", "--format", "jsonl"], in: folder)
    #expect(kept.records("pair").allSatisfy { ($0["cosine"] as? Double ?? 1) < 1 })
    _ = try Program.run(["scan", ".", "--output", "out"], in: folder)
    let scanned = String(decoding: try folder.data("out/pairs.jsonl"), as: UTF8.self)
    #expect(scanned.contains("\"type\":\"pair\""))
    #expect(scanned.contains(steps + ",separators,whitespace"))
  }

  @Test func explainSaysWhyAPassageIsOne() throws {
    let folder = try ScratchFolder()
    try folder.write("a.txt", "今天的会议讨论了许多问题。" + Self.report)
    try folder.write("b.txt", "去年的总结这样写道。" + Self.report)
    let run = try Program.run(
      ["explain", "a.txt", "b.txt#1.1", ".", "--format", "jsonl"], in: folder)
    #expect(run.status == 0)
    let evidence = try #require(run.records("evidence").first)
    #expect(evidence["tier"] as? String == "passage")
    #expect(evidence["sources"] as? Int == 2)
    #expect((evidence["bits"] as? Double ?? 0) > (evidence["minimum"] as? Double ?? 1e9))
    #expect((evidence["script"] as? String)?.hasSuffix("=") == true)
    #expect(
      try Program.run(["explain", "a.txt", "b.txt", "."], in: folder).text.contains("evidence: "))
  }

  @Test func explainTakesWhatReuseTakes() throws {
    let folder = try ScratchFolder()
    let edited = Self.report.replacing("百分之七点四", with: "百分之九")
    try folder.write("new/a.txt", "今天的会议讨论了许多问题。" + Self.report)
    try folder.write("old/b.txt", "去年的总结这样写道。" + edited)
    try folder.write("new.tsv", "new/a.txt\told/b.txt\n")
    try folder.write("other.tsv", "old/b.txt\told/b.txt\n")
    let told = try Program.run(
      ["reuse", "new", "--against", "old", "--format", "jsonl"], in: folder)
    let places = try #require(told.records("reuse").first)
    let (a, b) = (places["a"] as? [String: Any], places["b"] as? [String: Any])
    func evidence(_ options: String...) throws -> [[String: Any]] {
      let run = try Program.run(
        ["explain", "new/a.txt#1.1", "old/b.txt#1.1"] + options + ["--format", "jsonl"],
        in: folder)
      #expect(run.status == 0)
      return run.records("evidence")
    }
    for options in [["new", "--against", "old"], ["--against", "old"]] {
      let run = try Program.run(
        ["explain", "new/a.txt#1.1", "old/b.txt#1.1"] + options + ["--format", "jsonl"],
        in: folder)
      let found = try #require(run.records("evidence").first)
      for (side, place) in [("a", a), ("b", b)] {
        let span = (found[side] as? [String: Any])?["scalars"] as? [Int]
        #expect(span != nil && span == place?["scalars"] as? [Int])
      }
      #expect(found["bits"] as? Double == places["evidence"] as? Double)
      let parameters = run.records.first?["parameters"] as? [String: Any]
      #expect(parameters?["against"] as? Bool == true)
    }
    #expect(try evidence("new", "old", "--pairs", "new.tsv").count == 1)
    #expect(try evidence("new", "old", "--pairs", "other.tsv").isEmpty)
    #expect(try evidence("new", "old", "--min-similarity", "0.9").count == 1)
    #expect(try evidence("new", "old", "--min-similarity", "1").isEmpty)
    #expect(try evidence("new", "old", "--min-length", "500").isEmpty)
    #expect(try evidence("new", "old", "--min-evidence", "5000").isEmpty)
    #expect(
      try Program.run(["explain", "a", "b", "--min-similarity", "2"], in: folder).status == 64)
  }

  @Test func exitStatuses() throws {
    let folder = try ScratchFolder()
    try folder.write("a.txt", "Nothing here is written twice.")
    #expect(try Program.run(["split", "a.txt"], in: folder).status == 0)
    #expect(try Program.run(["pairs", "a.txt"], in: folder).status == 1)
    #expect(try Program.run(["reuse", "a.txt"], in: folder).status == 1)
    let missing = try Program.run(["pairs", "a.txt", "gone.txt", "--format", "jsonl"], in: folder)
    #expect(missing.status == 2)
    #expect(missing.errors.contains("gone.txt: "))
    #expect(missing.records("error").count == 1)
    #expect(missing.records.last?["type"] as? String == "summary")
  }

  @Test(
    arguments: [
      ["pairs", "a.txt", "--threshold", "1.5"], ["pairs", "a.txt", "--threshold", "0"],
      ["pairs", "a.txt", "--ngrams", "5-2"], ["pairs", "a.txt", "--ngrams", "0-2"],
      ["pairs", "a.txt", "--top-k", "0"], ["pairs", "a.txt", "--fold", "zap"],
      ["pairs", "a.txt", "--unit", "word"], ["cluster", "a.txt", "--clusters", "0"],
      ["reuse", "a.txt", "--tier", "best"], ["reuse", "a.txt", "--coverage", "page"],
      ["reuse", "a.txt", "--min-similarity", "2"], ["reuse", "a.txt", "--min-evidence", "0"],
      ["reuse", "a.txt", "--exact-run", "13,6,1"], ["reuse", "a.txt", "--exact-run", "-1"],
      ["scan", "a.txt", "--threads", "0"], ["split"], ["frobnicate"],
      ["pairs", "a.txt", "--encoding", "klingon"],
    ])
  func impossibleValuesAreUsageErrors(arguments: [String]) throws {
    let run = try Program.run(arguments + ["--format", "jsonl"])
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(!run.errors.isEmpty)
  }

  @Test func textIsWhatOffsetsPointInto() throws {
    let folder = try ScratchFolder()
    try folder.write("a.txt", Data([0xEF, 0xBB, 0xBF]) + Data("甲\r\n乙".utf8))
    let run = try Program.run(["text", "a.txt"], in: folder)
    #expect(run.text == "甲\r\n乙")
  }

  @Test func aFolderOfOtherThingsIsNotWrittenInto() throws {
    let folder = try ScratchFolder()
    try folder.write("a.txt", "Some words of an article.")
    try folder.write("out/precious.txt", "Keep me.")
    #expect(try Program.run(["scan", "a.txt", "--output", "out"], in: folder).status == 2)
    #expect(
      try Program.run(["scan", "a.txt", "--output", "out", "--force"], in: folder).status == 0)
    #expect(try Program.run(["scan", "a.txt", "--output", "out"], in: folder).status == 0)
    #expect(try folder.data("out/precious.txt") == Data("Keep me.".utf8))
  }

  @Test func foldersForResultsAreMade() throws {
    let folder = try ScratchFolder()
    try folder.write("a.txt", "Some words of an article.")
    #expect(try Program.run(["scan", "a.txt", "--output", "x/y/z/"], in: folder).status == 0)
    #expect(try folder.data("x/y/z/summary.txt").count > 0)
    #expect(try Program.run(["scan", "a.txt", "--output", "a.txt"], in: folder).status == 2)
    #expect(try Program.run(["scan", "a.txt", "--output", "a.txt/b"], in: folder).status == 2)
  }

  @Test func aScanNamesWhatWasAskedOfPassages() throws {
    let folder = try ScratchFolder()
    try folder.write("a.txt", "Some words of an article.")
    let asked = ["scan", "a.txt", "--min-evidence", "41", "--min-length", "9"]
    #expect(try Program.run(asked, in: folder).status == 0)
    let told = String(decoding: try folder.data("cento-results/reuse.jsonl"), as: UTF8.self)
    #expect(told.contains(#""min_length":9,"min_similarity":0.0,"min_evidence":41.0,"#))
  }

  @Test func aScanLeavesItsOwnResultsOut() throws {
    let folder = try ScratchFolder()
    try folder.write("a.txt", "Some words of an article.")
    #expect(try Program.run(["scan", "."], in: folder).status == 0)
    let first = try folder.data("cento-results/documents.jsonl")
    #expect(try Program.run(["scan", "."], in: folder).status == 0)
    #expect(try folder.data("cento-results/documents.jsonl") == first)
  }
}
