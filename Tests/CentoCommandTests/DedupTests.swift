import CentoTestSupport
import Foundation
import Testing

/// `cento dedup` and `cento pairs --groups`, as a user runs them.
struct DedupTests {
  private static let records = [
    #"{"id":"1","date":"2024-01-02","text":"优化营商环境，提升服务水平，便利企业办事。"}"#,
    #"{"id": 2, "text":"优化营商环境，提升服务水平，便利企业办事!", "x":[1, 2.50]}"# + "\r",
    #"{"text":"别的话题而已，与此无关。","id":"三","\u0061":null}"#,
    "",
    #"{"id":"4","text":"优化营商环境，提升服务水平，便利企业和群众办事。"}"#,
  ]

  private func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write("in.jsonl", Self.records.joined(separator: "\n"))
    return folder
  }

  @Test(.tags(.unit)) func keptLinesStandAsTheyStood() throws {
    let folder = try folder()
    let run = try Program.run(
      [
        "dedup", "in.jsonl", "--output", "out.jsonl", "--threshold", "0.6", "--format", "jsonl",
        "--keep", "first",
      ], in: folder)
    #expect(run.status == 0)
    #expect(
      try folder.data("out.jsonl")
        == Data((Self.records[0] + "\n" + Self.records[2] + "\n").utf8))
    #expect(run.records("group").map { $0["members"] as? [String] } == [["1", "2", "4"]])
    #expect(run.records("dropped").map { $0["id"] as? String } == ["2", "4"])
    #expect(run.records("dropped").allSatisfy { $0["kept"] as? String == "1" })
    #expect(run.records.last?["kept"] as? Int == 2)
    #expect(run.records.last?["dropped"] as? Int == 2)
    // The list beside it: the same, less the groups.
    let list = try folder.data("out.dropped.jsonl")
    let told = run.text.split(separator: "\n").filter { !$0.contains(#""type":"group""#) }
    #expect(String(decoding: list, as: UTF8.self) == told.joined(separator: "\n") + "\n")
  }

  @Test(.tags(.unit)) func textFilesGiveAListOfPaths() throws {
    let folder = try ScratchFolder()
    for name in ["a", "b", "c"] { try folder.write("t/\(name).txt", "同样的一段文字，再说一遍。") }
    try folder.write("t/d.txt", "另外一件事情。")
    let run = try Program.run(["dedup", "t", "--output", "kept.txt"], in: folder)
    #expect(run.status == 0)
    #expect(try folder.data("kept.txt") == Data("t/a.txt\nt/d.txt\n".utf8))
    #expect(FileManager.default.fileExists(atPath: folder.path + "/kept.dropped.jsonl"))
  }

  @Test(.tags(.unit)) func nothingDuplicatedIsStatusOne() throws {
    let folder = try ScratchFolder()
    let line = #"{"id":"a","text":"只有一条记录。"}"# + "\n"
    try folder.write("in.jsonl", line)
    let run = try Program.run(["dedup", "in.jsonl", "--output", "out.jsonl"], in: folder)
    #expect(run.status == 1)
    #expect(try folder.data("out.jsonl") == Data(line.utf8))
    #expect(try Program.run(["pairs", "in.jsonl", "--groups"], in: folder).status == 1)
  }

  @Test(.tags(.unit)) func newestSaysWhatHasNoDate() throws {
    let run = try Program.run(
      ["dedup", "in.jsonl", "--keep", "newest", "--threshold", "0.6", "--format", "jsonl"],
      in: folder())
    #expect(run.records("group").map { $0["representative"] as? String } == ["1"])
    #expect(run.records.last?["undated"] as? Int == 3)
    #expect(run.errors.contains("3 documents without a date"))
  }

  @Test(.tags(.unit)) func paragraphsArePlannedFor() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "in.jsonl", #"{"id":"a","text":"第一段文字在此。\n第二段。\n第一段文字在此。"}"# + "\n")
    let plan = ["dedup", "in.jsonl", "--unit", "paragraph", "--format", "jsonl"]
    let run = try Program.run(plan, in: folder)
    #expect(run.status == 0)
    #expect(run.records("dropped").map { $0["id"] as? String } == ["a#1.3"])
    #expect(try Program.run(plan + ["--output", "out.jsonl"], in: folder).status == 64)
  }

  @Test(.tags(.unit)) func otherEncodingsKeepTheirBytes() throws {
    let folder = try ScratchFolder()
    let text = Data([0xD3, 0xC5, 0xBB, 0xAF, 0xD3, 0xAA, 0xC9, 0xCC])
    let first = Data(#"{"id":"1","text":""#.utf8) + text + Data("\"}\n".utf8)
    let second = Data(#"{"id":"2","text":""#.utf8) + text + Data("\"}\n".utf8)
    try folder.write("in.jsonl", first + second)
    let arguments = ["dedup", "in.jsonl", "--output", "out.jsonl", "--encoding"]
    #expect(try Program.run(arguments + ["gbk"], in: folder).status == 0)
    #expect(try folder.data("out.jsonl") == first)
    #expect(try Program.run(arguments + ["utf-16", "--force"], in: folder).status == 64)
  }

  @Test(.tags(.laws)) func threadsAndTheOrderOfFilesDoNotMatter() throws {
    let folder = try ScratchFolder()
    var generator = SeededGenerator(seed: TestKnobs.seed)
    for name in ["a", "b"] {
      let lines = (0..<60).map { number in
        let text = String(
          (0..<Int.random(in: 1...8, using: &generator)).map { _ in
            "甲乙丙丁".randomElement(using: &generator) ?? "甲"
          })
        return #"{"id":"\#(name)\#(number)","text":"\#(text)"}"#
      }
      try folder.write(name + ".jsonl", lines.joined(separator: "\n"))
    }
    let first = try Program.run(
      ["dedup", "a.jsonl", "b.jsonl", "--threads", "1", "--output", "1", "--format", "jsonl"],
      in: folder)
    let second = try Program.run(
      ["dedup", "b.jsonl", "a.jsonl", "--threads", "3", "--output", "2", "--format", "jsonl"],
      in: folder)
    #expect(first.output == second.output && first.status == 0)
    #expect(try folder.data("1") == folder.data("2"))
    #expect(try folder.data("1.dropped.jsonl") == folder.data("2.dropped.jsonl"))
  }

  // MARK: Survival

  @Test(.tags(.survival)) func nothingIsWrittenOver() throws {
    let folder = try folder()
    let before = try folder.data("in.jsonl")
    try folder.write("out.jsonl", "mine")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link.jsonl", withDestinationPath: "in.jsonl")
    let command = ["dedup", "in.jsonl", "--output"]
    #expect(try Program.run(command + ["out.jsonl"], in: folder).status == 2)
    #expect(try folder.data("out.jsonl") == Data("mine".utf8))
    for name in ["in.jsonl", "./in.jsonl", "link.jsonl"] {
      let run = try Program.run(command + [name, "--force"], in: folder)
      #expect(run.status == 2 && run.errors.contains("is one of the inputs"))
    }
    let list = try Program.run(
      command + ["new.jsonl", "--dropped", "in.jsonl", "--force"], in: folder)
    #expect(list.status == 2)
    let inside = try Program.run(
      ["dedup", ".", "--output", "out.jsonl", "--force", "--threshold", "0.6"], in: folder)
    #expect(inside.status == 2 && inside.errors.contains("out.jsonl: is one of the inputs"))
    #expect(try folder.data("in.jsonl") == before)
    #expect(try Program.run(command + ["out.jsonl", "--force"], in: folder).status == 0)
  }

  @Test(.tags(.survival)) func whatCannotBeWrittenIsSaid() throws {
    let folder = try folder()
    try folder.write("d/x", "")
    for path in ["none/out.jsonl", "d", "d/x/out.jsonl"] {
      let run = try Program.run(["dedup", "in.jsonl", "--output", path, "--force"], in: folder)
      #expect(run.status == 2, "\(path)")
      #expect(!run.errors.isEmpty)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == ["d", "in.jsonl"])
  }

  @Test(.tags(.survival)) func recordsThatCannotBeReadStayOut() throws {
    let folder = try ScratchFolder()
    let good = #"{"id":"1","text":"好的记录一条"}"#
    try folder.write("in.jsonl", "\u{FEFF}" + good + "\n{\"id\":\"1\"}\nnot json\n" + good)
    try folder.write("empty.jsonl", "")
    let run = try Program.run(
      ["dedup", "in.jsonl", "empty.jsonl", "--output", "out.jsonl"], in: folder)
    #expect(run.status == 2)
    #expect(try folder.data("out.jsonl") == Data((good + "\n").utf8))
    #expect(run.errors.split(separator: "\n").count == 4)
  }

  @Test(.tags(.survival)) func whatDoesNotFitTogetherIsRefused() throws {
    let folder = try folder()
    try folder.write("a.txt", "一段文字。")
    let mixed = try Program.run(["dedup", ".", "--output", "../out.jsonl"], in: folder)
    #expect(mixed.status == 2 && mixed.errors.contains("either records or paths"))
    for wrong in [
      ["dedup", "-", "--output", "x"], ["dedup", "in.jsonl", "--output", "x", "--dropped", "x"],
      ["dedup", "in.jsonl", "--keep", "best"], ["dedup", "in.jsonl", "--output", ""],
      ["dedup", "in.jsonl", "--dropped", ""], ["pairs", "in.jsonl", "--linkage", "single"],
      ["pairs", "in.jsonl", "--groups", "--top-k", "2"],
      ["pairs", "in.jsonl", "--groups", "--against", "a.txt"],
    ] { #expect(try Program.run(wrong, in: folder).status == 64, "\(wrong)") }
    #expect(try Program.run(["dedup", "-"], input: Self.records[0]).status == 1)
  }

  @Test(.tags(.unit)) func groupsTakeThePlaceOfPairs() throws {
    let folder = try folder()
    let run = try Program.run(
      ["pairs", "in.jsonl", "--groups", "--threshold", "0.6", "--format", "jsonl"], in: folder)
    let group = run.records("group")[0]
    #expect(group["members"] as? [String] == ["1", "2", "4"])
    #expect(group["representative"] as? String == "4")
    #expect(run.records.count == 3)
  }
}
