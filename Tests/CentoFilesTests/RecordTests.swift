import CentoFiles
import CentoTestSupport
import CentoText
import Testing

@Suite(.tags(.unit)) struct RecordTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  private func read(_ lines: String) throws -> Reading {
    reader().read([try folder.write("a.jsonl", lines)])
  }

  private func problem(_ line: String) throws -> String? {
    let reading = try read(line + "\n{\"id\":\"last\",\"text\":\"x\"}")
    #expect(reading.documents.map(\.document.id.rawValue) == ["last"])
    #expect(reading.problems.count == 1)
    #expect(reading.problems.first?.place == .line(1))
    return reading.problems.first?.message
  }

  @Test func eachLineIsADocument() throws {
    let reading = try read("{\"id\":\"x\",\"text\":\"甲\"}\n{\"text\":\"乙\\n丙\",\"id\":\"a\"}\n")
    #expect(reading.problems.isEmpty)
    #expect(reading.documents.map(\.document.id.rawValue) == ["x", "a"])
    #expect(reading.documents.map(\.text) == ["甲", "乙\n丙"])
    #expect(reading.documents.map(\.isRecord) == [true, true])
    #expect(reading.documents.map(\.encoding) == ["utf-8", "utf-8"])
    #expect(
      reading.documents.first?.sha256
        == "33e3580c093111e1c4cac922872c40371f7896bb3fa4e23be5840bd1834fc622")
  }

  @Test func lineEndsBlankLinesAndMarks() throws {
    let reading = try read(
      "\u{FEFF}{\"id\":1,\"text\":\"a\"}\r\n\n  \t\r\n { \"id\" : 2 , \"text\" : \"b\" } \n"
        + "{\"id\":3,\"text\":\"\"}")
    #expect(reading.problems.isEmpty)
    #expect(reading.documents.map(\.document.id.rawValue) == ["1", "2", "3"])
    #expect(reading.documents.map(\.text) == ["a", "b", ""])
  }

  @Test(arguments: ["0", "-1", "1.50", "1e3", "-0.0E+10", "12345678901234567890123"])
  func aNumberAsIdIsPrintedAsItStands(number: String) throws {
    let reading = try read("{\"id\":\(number),\"text\":\"a\"}")
    #expect(reading.documents.map(\.document.id.rawValue) == [number])
  }

  @Test(arguments: [
    (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"), (#"\u4e2d\u56FD"#, "中国"),
    (#"\ud840\udc00"#, "\u{20000}"), (#"a\u00e9\u0001z"#, "aé\u{1}z"),
    (#"\uFFFF\uFFFE"#, "\u{FFFF}\u{FFFE}"),
    (#"\udbff\udfff"#, "\u{10FFFF}"), (#"\ud7ff\ue000"#, "\u{D7FF}\u{E000}"),
    ("\u{7F}\u{2028}", "\u{7F}\u{2028}"), (#"12345678\\"#, "12345678\\"),
  ])
  func escapes(source: String, text: String) throws {
    let reading = try read("{\"id\":\"\(source)\",\"text\":\"\(source)\"}")
    #expect(reading.problems.isEmpty)
    #expect(reading.documents.map(\.document.id.rawValue) == [text])
    #expect(reading.documents.map(\.text) == [text])
  }

  @Test func otherKeysAreMetadataInTheirOrder() throws {
    let reading = try read(
      #"{"z":[1, {"a":null}],"id":"x","\u0061":"\u00e9\"","text":"t","n":-1.5e3,"":true,"o":{ }}"#)
    let metadata = try #require(reading.documents.first).document.metadata
    #expect(metadata.map(\.key) == ["z", "a", "n", "", "o"])
    #expect(
      metadata.map(\.json) == ["[1, {\"a\":null}]", #""\u00e9\"""#, "-1.5e3", "true", "{ }"])
  }

  @Test func keysMayBeWrittenWithEscapes() throws {
    #expect(try read(#"{"\u0069d":"x","te\u0078t":"t"}"#).documents.map(\.text) == ["t"])
  }

  @Test(arguments: [
    (#"{"text":"t"}"#, "line 1: no `id`. Give each record an `id` and a `text`."),
    (#"{"id":"x"}"#, "line 1: no `text`. Give each record an `id` and a `text`."),
    ("{}", "line 1: no `id`. Give each record an `id` and a `text`."),
    (
      #"{"id":null,"text":"t"}"#,
      "line 1: `id` is null, not a string or a number. Mend the line or leave it out."
    ),
    (
      #"{"id":{},"text":"t"}"#,
      "line 1: `id` is an object, not a string or a number. Mend the line or leave it out."
    ),
    (
      #"{"id":"x","text":["t"]}"#,
      "line 1: `text` is an array, not a string. Mend the line or leave it out."
    ),
    (
      #"{"id":"x","text":7}"#,
      "line 1: `text` is a number, not a string. Mend the line or leave it out."
    ),
    (
      #"{"id":"x","text":false}"#,
      "line 1: `text` is true or false, not a string. Mend the line or leave it out."
    ),
    (#"{"id":"","text":"t"}"#, "line 1: `id` is empty. Give each record an id of its own."),
    (#"{"id":"a\u0000","text":"t"}"#, "line 1: a NUL in `id`. Leave the character out."),
    (#"{"id":"a","text":"\u0000"}"#, "line 1: a NUL in `text`. Leave the character out."),
    (
      #"{"id":"a","text":"t","id":"b"}"#,
      "line 1: the key `id` stands twice. Keep one of the two."
    ),
    (
      #"{"id":"a","text":"t","text":"t"}"#,
      "line 1: the key `text` stands twice. Keep one of the two."
    ),
    (
      #"{"id":"a","x":1,"text":"t","\u0078":1}"#,
      "line 1: the key `x` stands twice. Keep one of the two."
    ),
    (
      "[1]", "line 1: an array, not an object. Write {\"id\": …, \"text\": …} on each line."
    ),
    (
      "\"a\"", "line 1: a string, not an object. Write {\"id\": …, \"text\": …} on each line."
    ),
    ("null", "line 1: null, not an object. Write {\"id\": …, \"text\": …} on each line."),
    (
      #"{"id":"a","text":"\ud800"}"#,
      "line 1: a lone surrogate at byte 18 of the line. "
        + "Write both halves of the pair, or leave it out."
    ),
    (
      #"{"id":"a","m":["\udc00\ud800"]}"#,
      "line 1: a lone surrogate at byte 16 of the line. "
        + "Write both halves of the pair, or leave it out."
    ),
    (
      #"{"id":"a","m":"\ud800\u0041"}"#,
      "line 1: a lone surrogate at byte 15 of the line. "
        + "Write both halves of the pair, or leave it out."
    ),
    (
      "{\"id\":\"a\",\"text\":\"\t\"}",
      "line 1: no JSON: a bare control character at byte 18 of the line. Write it as an escape."
    ),
  ])
  func linesThatAreNoRecords(line: String, message: String) throws {
    #expect(try problem(line) == message)
  }

  @Test(arguments: [
    ("{", "a key in quotation marks", 1), ("{\"id\"", "':'", 5), ("{\"id\":", "a value", 6),
    ("{\"id\":1", "',' or '}'", 7), ("{\"id\":1,", "a key in quotation marks", 8),
    ("{\"id\":1,}", "a key in quotation marks", 8), ("{\"id\":01}", "',' or '}'", 7),
    ("{\"id\":+1}", "a value", 6), ("{\"id\":-}", "a digit", 7), ("{\"id\":1.}", "a digit", 8),
    ("{\"id\":.5}", "a value", 6), ("{\"id\":1e}", "a digit", 8), ("{\"id\":NaN}", "a value", 6),
    ("{\"id\":tru}", "a value", 6), ("{'id':1}", "a key in quotation marks", 1),
    ("{\"id\":\"x", "the end of a string", 8), ("{\"m\":[1,]}", "a value", 8),
    ("{\"m\":[1 2]}", "',' or ']'", 8), ("{\"m\":[1}", "',' or ']'", 7),
    ("{\"m\":{\"a\" 1}}", "':'", 10), ("{\"m\":{\"a\":1]}", "',' or '}'", 11),
    ("{} {}", "the end of the line", 3), ("{}x", "the end of the line", 2), ("x", "a value", 0),
    ("[1", "',' or ']'", 2), ("\\", "a value", 0), ("}", "a value", 0),
    ("{\"a\":\"\\x\"}", "one of \"\\/bfnrtu after a backslash", 7),
    ("{\"a\":\"\\u12G4\"}", "four hexadecimal digits after \\u", 10),
    ("{\"a\":\"\\u12", "four hexadecimal digits after \\u", 10),
    ("{\"id\":1,\"text\":\"a\"}\u{A0}", "the end of the line", 19),
  ])
  func linesThatAreNoJSON(line: String, expected: String, place: Int) throws {
    #expect(
      try problem(line)
        == "line 1: no JSON: expected \(expected) at byte \(place) of the line. "
        + "Mend the line or leave it out.")
  }

  @Test func invalidUTF8NamesTheLine() throws {
    var bytes = Array("{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"\\nb".utf8)
    bytes += [0xE4, 0x41] + Array("\"}\n{\"id\":3,\"k\":\"".utf8) + [0xFF]
    bytes += Array("\",\"text\":\"c\"}\n{\"".utf8) + [0x80] + Array("\":1}\n".utf8)
    let reading = reader().read([try folder.write("a.jsonl", bytes)])
    #expect(reading.documents.map(\.text) == ["a"])
    let next = "of the line. Name the file's encoding with --encoding."
    #expect(
      reading.problems.map(\.message) == [
        "line 2: invalid UTF-8 at byte 19 \(next)", "line 3: invalid UTF-8 at byte 13 \(next)",
        "line 4: invalid UTF-8 at byte 2 \(next)",
      ])
  }

  @Test func duplicateIdsKeepTheFirst() throws {
    try folder.write(
      "a.jsonl", "{\"id\":\"x\",\"text\":\"1\"}\n\n{\"id\":\"x\",\"text\":\"2\"}\n")
    try folder.write("b.ndjson", "{\"id\":\"y\",\"text\":\"3\"}\n{\"id\":\"x\",\"text\":\"4\"}\n")
    let reading = reader().read([folder.path])
    #expect(reading.documents.map(\.text) == ["1", "3"])
    let next = "Give each record an id of its own."
    #expect(
      reading.problems.map(\.place) == [.line(3), .line(2)])
    #expect(folder.short(reading.problems[0].file) == "a.jsonl")
    #expect(folder.short(reading.problems[1].file) == "b.ndjson")
    for problem in reading.problems {
      #expect(problem.message.hasSuffix(next))
      #expect(problem.message.contains("a.jsonl, line 1"))
    }
  }

  @Test func oneAndTheOneAreTheSameId() throws {
    let reading = try read("{\"id\":1,\"text\":\"a\"}\n{\"id\":\"1\",\"text\":\"b\"}")
    #expect(reading.documents.map(\.text) == ["a"])
    #expect(reading.problems.map(\.place) == [.line(2)])
  }

  @Test func aFileAndARecordOfOneId() throws {
    let path = try folder.write("z.txt", "file")
    try folder.write("a.jsonl", "{\"id\":\"\(path)\",\"text\":\"record\"}")
    let reading = reader().read([folder.path])
    #expect(reading.documents.map(\.text) == ["record"])
    #expect(reading.problems.map(\.file) == [path])
    #expect(reading.problems.map(\.place) == [.none])
  }

  @Test func aFileOfRecordsWithoutAny() throws {
    try folder.write("a.jsonl", "")
    try folder.write("b.jsonl", "\n \n")
    #expect(
      folder.told(reader().read([folder.path])) == [
        "a.jsonl: empty: there is no text in it. Leave it out.",
        "b.jsonl: no records: all of its lines are blank. Leave it out.",
      ])
  }

  @Test func recordsInAnotherEncoding() throws {
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in "{\"id\":1,\"text\":\"中\"}\n{}\n".utf16 {
      bytes += [UInt8(unit & 255), UInt8(unit >> 8)]
    }
    let path = try folder.write("a.jsonl", bytes)
    let reading = reader(encoding: "utf-16").read([path])
    #expect(reading.documents.map(\.text) == ["中"])
    #expect(reading.documents.map(\.encoding) == ["utf-16"])
    #expect(reading.problems.map(\.place) == [.line(2)])
  }
}
