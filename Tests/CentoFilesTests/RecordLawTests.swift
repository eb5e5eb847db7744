import CentoFiles
import CentoTestSupport
import CentoText
import Foundation
import Testing

@Suite(.tags(.laws)) struct RecordLawTests {
  /// Cutting a file into windows and blocks, on any number of threads, changes nothing.
  @Test func cutsDoNotMatter() throws {
    let folder = try ScratchFolder()
    var random = SeededGenerator(seed: TestKnobs.seed)
    var lines = ""
    for number in 0..<400 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0: lines += "\n"
      case 1: lines += "{\"id\":\(number)\n"
      case 2: lines += "{\"id\":\(number / 2),\"text\":\"again\"}\r\n"
      case 3:
        let long = String(repeating: "长", count: Int.random(in: 0..<200, using: &random))
        lines += "{\"id\":\"n\(number)\",\"text\":\"\(long)\"}\n"
      default: lines += "{\"id\":\"n\(number)\",\"text\":\"\\u4e2d \(number)\"}\n"
      }
    }
    let path = try folder.write("a.jsonl", lines)
    let whole = reader().read([path])
    #expect(whole.documents.count > 200 && whole.problems.count > 20)
    for (window, block) in [(1, 1), (7, 3), (100, 50), (1000, 64), (1 << 20, 100)] {
      for threads in [1, 2, 5] {
        let limits = ReadLimits(window: window, block: block, smallFile: 0)
        let cut = reader(threads: threads, limits: limits).read([path])
        #expect(cut.documents.map(\.document.id) == whole.documents.map(\.document.id))
        #expect(cut.documents.map(\.document.text) == whole.documents.map(\.document.text))
        #expect(cut.problems == whole.problems)
      }
    }
  }

  /// Many files on many threads come in the order of their paths.
  @Test func threadsDoNotMatter() throws {
    let folder = try ScratchFolder()
    for number in 0..<200 {
      if number % 3 == 0 {
        try folder.write("\(number).jsonl", "{\"id\":\(number),\"text\":\"\(number)\"}\n{}")
      } else {
        try folder.write("\(number % 7)/\(number).txt", number % 11 == 0 ? "" : "\(number)")
      }
    }
    let one = reader().read([folder.path])
    for threads in [2, 7] {
      let many = reader(threads: threads, limits: ReadLimits(smallFile: 40)).read([folder.path])
      #expect(many.documents.map(\.document.id) == one.documents.map(\.document.id))
      #expect(many.documents.map(\.sha256) == one.documents.map(\.sha256))
      #expect(many.problems == one.problems)
    }
  }

  /// Every scalar of Unicode, bare where JSON allows it and as an escape, comes out as itself.
  @Test func allOfUnicode() throws {
    let folder = try ScratchFolder()
    var lines: [UInt8] = []
    var expected: [String] = []
    for plane in stride(from: UInt32(0), to: 0x11_0000, by: 0x1000) {
      var bare = ""
      var escaped = ""
      var text = ""
      for value in plane..<plane + 0x1000 {
        guard value != 0, let scalar = Unicode.Scalar(value) else { continue }
        text.unicodeScalars.append(scalar)
        for unit in String(scalar).utf16 {
          escaped += "\\u" + String(0x1_0000 + Int(unit), radix: 16).dropFirst()
        }
        if value < 0x20 || scalar == "\"" || scalar == "\\" {
          bare += escaped.suffix(6)
        } else {
          bare.unicodeScalars.append(scalar)
        }
      }
      for source in [bare, escaped] {
        lines += Array("{\"id\":\(expected.count),\"text\":\"\(source)\"}\n".utf8)
        expected.append(text)
      }
    }
    let reading = reader().read([try folder.write("a.jsonl", lines)])
    #expect(reading.problems.isEmpty)
    #expect(reading.documents.count == expected.count)
    for (document, text) in zip(reading.documents, expected) {
      #expect(document.document.text.utf8 == Array(text.utf8))
    }
  }

  /// What our scanner takes, Foundation's parser takes as well, with the same text, and what ours
  /// refuses as no JSON it refuses too.
  @Test func agreesWithFoundationOnRandomEdits() throws {
    let folder = try ScratchFolder()
    var random = SeededGenerator(seed: TestKnobs.seed)
    let sample = Array(
      #"{"id":"x","text":"a\u00e9\n","m":[1,-2.5e3,{"k":[true,false,null]}],"s":"\ud83d\ude00"}"#
        .utf8)
    let signs = Array("{}[]\",:\\u01e-+.tfn x".utf8)
    var lines: [[UInt8]] = []
    for _ in 0..<1000 * TestKnobs.scale {
      var line = sample
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<line.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: line.remove(at: place)
        case 1: line.insert(signs[Int.random(in: 0..<signs.count, using: &random)], at: place)
        default: line[place] = signs[Int.random(in: 0..<signs.count, using: &random)]
        }
      }
      lines.append(line)
    }
    var taken = 0
    for (number, line) in lines.enumerated() {
      let path = folder("\(number).jsonl")
      try Data(line).write(to: URL(fileURLWithPath: path))
      let reading = reader().read([path])
      let object = try? JSONSerialization.jsonObject(with: Data(line), options: .fragmentsAllowed)
      let shown = String(decoding: line, as: UTF8.self)
      if let document = reading.documents.first {
        taken += 1
        let record = try #require(object as? [String: Any], "\(shown)")
        #expect(record["text"] as? String == document.text, "\(shown)")
      } else if reading.problems.first?.message.contains("no JSON") == true {
        // Foundation takes a comma before a closing bracket; RFC 8259 does not.
        let close = shown.filter { $0 != " " }
        let endsWithComma = close.contains(",}") || close.contains(",]")
        #expect(object == nil || endsWithComma, "\(shown): \(reading.problems)")
      } else if !(reading.problems.first?.message.contains("twice") == true) {
        // A surrogate alone is no text, whatever the parser makes of it.
        let isSurrogate = reading.problems.first?.message.contains("surrogate") == true
        #expect(object != nil || isSurrogate, "\(shown): \(reading.problems)")
      }
    }
    #expect(taken > lines.count / 20)
  }
}

@Suite(.tags(.survival)) struct HostileRecordTests {
  @Test func aMillionBracketsDeep() throws {
    let folder = try ScratchFolder()
    let deep = 1_000_000
    let arrays = String(repeating: "[", count: deep) + String(repeating: "]", count: deep)
    let objects =
      String(repeating: "{\"a\":", count: deep) + "1" + String(repeating: "}", count: deep)
    let lines = [
      "{\"id\":1,\"text\":\"a\",\"m\":\(arrays)}", "{\"id\":2,\"text\":\"b\",\"m\":\(objects)}",
      arrays, String(repeating: "[", count: deep), String(repeating: "{\"a\":[", count: deep),
      "{\"id\":3,\"text\":\(arrays)}", "{\"id\":6,\"text\":\"c\"}",
    ]
    let reading = reader().read([
      try folder.write("a.jsonl", lines.joined(separator: "\n"))
    ])
    #expect(reading.documents.map(\.document.id.rawValue) == ["1", "2", "6"])
    #expect(reading.problems.map(\.place) == [.line(3), .line(4), .line(5), .line(6)])
  }

  @Test func manyKeys() throws {
    let folder = try ScratchFolder()
    let keys = (0..<100_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    let reading = reader().read([
      try folder.write(
        "a.jsonl",
        "{\(keys),\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"b\",\(keys),\"k70000\":1}")
    ])
    #expect(reading.documents.map(\.document.metadata.count) == [100_000])
    #expect(
      reading.problems.map(\.message) == [
        "line 2: the key `k70000` stands twice. Keep one of the two."
      ])
  }

  @Test func aLineBeyondTheLimit() throws {
    let folder = try ScratchFolder()
    let long = String(repeating: "x", count: 1000)
    let lines = [
      "{\"id\":1,\"text\":\"a\"}", "{\"id\":2,\"text\":\"\(long)\"}", "{\"id\":3,\"text\":\"c\"}",
      "{\"id\":4,\"text\":\"\(long)\"}",
    ]
    for end in ["", "\n"] {
      let path = try folder.write("a.jsonl", lines.joined(separator: "\n") + end)
      let reading = reader(limits: ReadLimits(text: 500, window: 64)).read([path])
      #expect(reading.documents.map(\.document.id.rawValue) == ["1", "3"])
      #expect(
        reading.problems.map(\.message) == [
          "line 2: the line is longer than 4 GiB. Split the record.",
          "line 4: the line is longer than 4 GiB. Split the record.",
        ])
    }
  }

  @Test func everyPrefixOfAFile() throws {
    let folder = try ScratchFolder()
    let bytes = Array("\u{FEFF}{\"id\":\"甲\",\"text\":\"\\ud83d\\ude00乙\"}\n{\"id\":2}\n".utf8)
    for length in 0...bytes.count {
      for name in ["a.jsonl", "a.txt"] {
        let reading = reader().read([try folder.write(name, Array(bytes[..<length]))])
        #expect(reading.documents.count + reading.problems.count > 0)
        #expect(reading.problems.allSatisfy { !$0.message.contains("\n") })
      }
    }
  }

  @Test func randomBytes() throws {
    let folder = try ScratchFolder()
    var random = SeededGenerator(seed: TestKnobs.seed)
    for _ in 0..<100 * TestKnobs.scale {
      let bytes = (0..<Int.random(in: 1..<300, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      for name in ["a.jsonl", "a.txt"] {
        let path = try folder.write(name, bytes)
        for encoding in DocumentReader.knownEncodings {
          let reading = reader(encoding: encoding).read([path])
          #expect(reading.documents.count + reading.problems.count > 0)
        }
      }
    }
  }
}
