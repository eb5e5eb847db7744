import CentoFiles
import CentoTestSupport
import Testing

@Suite struct RecordLinesTests {
  private static let lines = [
    #"{"id":"1","text":"甲"}"#, "", #" {"text":"乙乙乙乙乙乙乙乙乙乙乙乙乙乙","id":2}"# + "\r", "no record",
    #"{"id":"3","text":""}"#,
  ]

  private func copied(
    _ text: String, _ wanted: [(line: Int, id: String)], window: Int = 1 << 20,
    encoding: String = "utf-8"
  ) throws -> String {
    let folder = try ScratchFolder()
    let path = try folder.write("a.jsonl", text)
    var bytes: [UInt8] = []
    try RecordLines(ofFile: path, encoding: encoding, limits: ReadLimits(window: window))
      .copy(wanted) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(.tags(.unit), arguments: [1, 2, 7, 30, 1000])
  func linesStandAsTheyStood(window: Int) throws {
    let text = "\u{FEFF}" + Self.lines.joined(separator: "\n")
    let wanted: [(line: Int, id: String)] = [(1, "1"), (3, "2"), (5, "3")]
    #expect(
      try copied(text, wanted, window: window)
        == [Self.lines[0], Self.lines[2], Self.lines[4], ""].joined(separator: "\n"))
    #expect(try copied(text, [wanted[1]], window: window) == Self.lines[2] + "\n")
    #expect(try copied(text, [], window: window) == "")
  }

  @Test(.tags(.survival)) func aFileThatHasChangedIsNotCopied() {
    let text = Self.lines.joined(separator: "\n")
    for wrong: (line: Int, id: String) in [(1, "2"), (2, "1"), (4, "x"), (6, "3"), (0, "1")] {
      #expect(throws: ReadProblem.self) { try copied(text, [wrong]) }
    }
    #expect(throws: ReadProblem.self) { try copied("", [(1, "1")]) }
  }

  @Test(.tags(.survival)) func whatCannotBeReadAgainIsRefused() {
    #expect(throws: ReadProblem.self) { try RecordLines(ofFile: "/dev/null", encoding: "utf-8") }
    #expect(throws: ReadProblem.self) { try RecordLines(ofFile: "/", encoding: "utf-8") }
    #expect(throws: ReadProblem.self) { try RecordLines(ofFile: "/none/x", encoding: "utf-8") }
    #expect(throws: ReadProblem.self) { try copied("{}", [], encoding: "utf-16") }
    #expect(RecordLines.canCopy(encoding: "GBK") && !RecordLines.canCopy(encoding: "utf-32"))
  }
}
