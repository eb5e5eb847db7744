import CentoTestSupport
import Foundation
import Testing

/// Hostile input: no crash, a clear message, the rest of the work done.
@Suite(.tags(.survival))
struct SurvivalTests {
  @Test func badFilesDoNotStopTheOthers() throws {
    let folder = try ScratchFolder()
    try folder.write("a.txt", "A good file with some words in it.")
    try folder.write("b.txt", Data([0x61, 0xFF, 0x62]))
    try folder.write("c.txt", "")
    try folder.write("d.txt", "a\u{0}b")
    try folder.write(
      "e.jsonl",
      """
      {"id":"1","text":"one record that is fine"}
      {"id":"1","text":"the same id again"}
      {"id":"2"}
      {"text":"no id"}
      not json
      {"id":"3","text":"\\ud800"}
      {"id":"4","text":"another record that is fine"}
      """)
    let run = try Program.run(["split", ".", "--format", "jsonl"], in: folder)
    #expect(run.status == 2)
    #expect(run.records("document").map { $0["id"] as? String } == ["a.txt", "1", "4"])
    let errors = run.records("error")
    #expect(errors.count == 8)
    #expect(
      errors.filter { ($0["file"] as? String) == "e.jsonl" }.map { $0["line"] as? Int }
        == [2, 3, 4, 5, 6])
    #expect(run.errors.split(separator: "\n").count == 8)
    #expect(run.errors.contains("b.txt: invalid UTF-8 at byte 1."))
    #expect(run.records.last?["errors"] as? Int == 8)
  }

  @Test(arguments: ["split", "pairs", "reuse", "cluster", "text"])
  func anyTextIsSurvived(command: String) throws {
    let folder = try ScratchFolder()
    var generator = SeededGenerator(seed: TestKnobs.seed)
    let alphabet = Array("甲乙丙。，\n\n\t 　 ab#1一、（）##X*\u{FEFF}\u{0301}😀《》“”\r".unicodeScalars)
    for number in 0..<20 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...300, using: &generator) {
        text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
      }
      try folder.write("\(number).txt", String(text))
    }
    let run = try Program.run([command, "."], in: folder)
    #expect(run.status == 0 || run.status == 1)
    #expect(run.errors.isEmpty)
  }

  @Test(arguments: [0, 1, 2, 3])
  func fewArticlesCanBeClustered(count: Int) throws {
    let lines = (0..<count).map { #"{"id":"\#($0)","text":"税务 \#($0) 纳税"}"# }
    let run = try Program.run(
      ["cluster", "-", "--clusters", "9", "--format", "jsonl"],
      input: lines.isEmpty ? "\n" : lines.joined(separator: "\n"))
    #expect(run.records("member").count == count)
    #expect(run.records("cluster").count == count)
  }

  @Test func aClosedPipeEndsTheProgramInSilence() throws {
    let folder = try ScratchFolder()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c",
      "'\(Program.path)' split '\(Program.seeds)' --detail --format jsonl 2>errors | head -c 10",
    ]
    process.currentDirectoryURL = folder.url
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try folder.data("errors").isEmpty)
  }
}
