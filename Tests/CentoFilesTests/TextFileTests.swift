import CentoFiles
import CentoTestSupport
import CentoText
import Testing

@Suite(.tags(.unit)) struct TextFileTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  @Test func aFileOfTextIsOneDocument() throws {
    let path = try folder.write("a.txt", "标题\r\n正文。\n")
    let reading = reader().read([path])
    #expect(reading.problems.isEmpty)
    let document = try #require(reading.documents.first)
    #expect(document.document.id.rawValue == path)
    #expect(document.text == "标题\r\n正文。\n")
    #expect(document.document.text.scalarCount == 8)
    #expect(document.encoding == "utf-8")
    #expect(!document.isRecord)
  }

  @Test func aByteOrderMarkIsNoTextButIsHashed() throws {
    let reading = reader().read([try folder.write("a.txt", "\u{FEFF}ab")])
    let document = try #require(reading.documents.first)
    #expect(document.document.text.utf8 == [0x61, 0x62])
    #expect(
      document.sha256 == "e54dd095f92262cbaf1ef453de08896fee09647d82be9433cc344752e643e43d")
  }

  @Test func theDigestIsOfTheFile() throws {
    let reading = reader().read([try folder.write("a.txt", "中文")])
    #expect(
      reading.documents.first?.sha256
        == "72726d8818f693066ceb69afa364218b692e62ea92b385782363780f47529c21")
  }

  @Test(
    arguments: [
      ([0x61, 0x62, 0xFF, 0x63], 2), ([0xC0, 0x80], 0), ([0x61, 0xED, 0xA0, 0x80], 1),
      ([0xE4, 0xB8], 0), ([0xEF, 0xBB, 0xBF, 0x61, 0x80], 4), ([0xF4, 0x90, 0x80, 0x80], 0),
    ] as [([UInt8], Int)])
  func invalidUTF8NamesTheByteOfTheFile(bytes: [UInt8], place: Int) throws {
    let reading = reader().read([try folder.write("a.txt", bytes)])
    #expect(reading.documents.isEmpty)
    #expect(
      folder.told(reading)
        == ["a.txt: invalid UTF-8 at byte \(place). Name its encoding with --encoding."])
    #expect(reading.problems.map(\.place) == [.byte(place)])
  }

  @Test func aNULIsNoText() throws {
    let reading = reader().read([try folder.write("a.txt", [0x61, 0, 0x62])])
    #expect(
      folder.told(reading) == [
        "a.txt: a NUL at byte 1: binary, or another encoding. "
          + "Leave it out, or name its encoding with --encoding."
      ])
    #expect(reading.problems.map(\.place) == [.byte(1)])
  }

  @Test(arguments: [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]])
  func anEmptyFileIsAProblem(bytes: [UInt8]) throws {
    let path = try folder.write("a.txt", bytes)
    let other = try folder.write("b.txt", "b")
    let reading = reader().read([path, other])
    #expect(folder.ids(reading) == ["b.txt"])
    #expect(folder.told(reading) == ["a.txt: empty: there is no text in it. Leave it out."])
  }

  @Test func aFileOfWhiteSpaceIsADocument() throws {
    let reading = reader().read([try folder.write("a.txt", " \n")])
    #expect(reading.documents.map(\.text) == [" \n"])
  }

  @Test func aTextBeyondTheLimitIsRefused() throws {
    let path = try folder.write("a.txt", "12345")
    let fitting = try folder.write("b.txt", "1234")
    let reading = reader(limits: ReadLimits(text: 4)).read([path, fitting])
    #expect(folder.ids(reading) == ["b.txt"])
    #expect(
      folder.told(reading) == [
        "a.txt: larger than 4 GiB, the most that one document holds. "
          + "Split it, or make it records of JSON Lines."
      ])
  }

  // MARK: Other encodings

  /// The bytes of 中文测试：营商环境 in GB18030.
  private let chinese: [UInt8] = [
    0xD6, 0xD0, 0xCE, 0xC4, 0xB2, 0xE2, 0xCA, 0xD4, 0xA3, 0xBA, 0xD3, 0xAA, 0xC9, 0xCC, 0xBB, 0xB7,
    0xBE, 0xB3,
  ]

  @Test func gb18030IsGuessedButNotAssumed() throws {
    let path = try folder.write("a.txt", chinese)
    #expect(
      folder.told(reader().read([path])) == [
        "a.txt: invalid UTF-8 at byte 0. Name its encoding with --encoding. "
          + "It looks like gb18030."
      ])
    for name in ["gb18030", "GB18030", "gbk"] {
      let reading = reader(encoding: name).read([path])
      #expect(reading.problems.isEmpty)
      #expect(reading.documents.map(\.text) == ["中文测试：营商环境"])
      #expect(reading.documents.map(\.encoding) == ["gb18030"])
      #expect(
        reading.documents.map(\.sha256)
          == ["5cf293779b03c54569acbf4c8085735d14f3f86bc0a1e2005d1a305d98979622"])
    }
  }

  @Test(
    arguments: [
      ("utf-16le", [0x2D, 0x4E, 0x40, 0xD8, 0x00, 0xDC]),
      ("utf-16be", [0x4E, 0x2D, 0xD8, 0x40, 0xDC, 0x00]),
      ("utf-16le", [0xFF, 0xFE, 0x2D, 0x4E, 0x40, 0xD8, 0x00, 0xDC]),
      ("UTF-16", [0xFF, 0xFE, 0x2D, 0x4E, 0x40, 0xD8, 0x00, 0xDC]),
      ("utf-16", [0xFE, 0xFF, 0x4E, 0x2D, 0xD8, 0x40, 0xDC, 0x00]),
      ("utf-32", [0, 0, 0xFE, 0xFF, 0, 0, 0x4E, 0x2D, 0, 2, 0, 0]),
      ("utf-32le", [0x2D, 0x4E, 0, 0, 0, 0, 2, 0]),
    ] as [(String, [UInt8])])
  func wideEncodings(name: String, bytes: [UInt8]) throws {
    let reading = reader(encoding: name).read([try folder.write("a.txt", bytes)])
    #expect(reading.documents.map(\.text) == ["中\u{20000}"])
    #expect(reading.documents.map(\.encoding) == [name.lowercased()])
  }

  @Test(
    arguments: [
      ("utf-16le", [0xFF, 0xFE, 0x61, 0x00]), ("utf-16be", [0xFE, 0xFF, 0x00, 0x61]),
      ("utf-32le", [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]),
    ] as [(String, [UInt8])])
  func aForeignMarkIsNamed(name: String, bytes: [UInt8]) throws {
    let reading = reader().read([
      try folder.write("a.txt", bytes), try folder.write("b.jsonl", bytes),
    ])
    let told = "invalid UTF-8 at byte 0. Name its encoding with --encoding. It looks like \(name)."
    #expect(folder.told(reading) == ["a.txt: " + told, "b.jsonl: " + told])
  }

  @Test(
    arguments: [
      ("utf-16le", [0x61, 0, 0x00, 0xDC, 0x62, 0], 2),
      ("utf-16le", [0x61, 0, 0x62], 2),
      ("gb18030", [0x61, 0x62, 0xFF, 0x61], 2),
    ] as [(String, [UInt8], Int)])
  func illFormedBytesOfOtherEncodings(name: String, bytes: [UInt8], place: Int) throws {
    let reading = reader(encoding: name).read([try folder.write("a.txt", bytes)])
    #expect(
      folder.told(reading) == [
        "a.txt: invalid \(name) at byte \(place). Name another encoding with --encoding."
      ])
    #expect(reading.problems.map(\.place) == [.byte(place)])
  }

  @Test func utf16WithoutAMarkMustSayItsOrder() throws {
    let reading = reader(encoding: "utf-16").read([try folder.write("a.txt", [0x61, 0])])
    #expect(
      folder.told(reading) == [
        "a.txt: no byte order mark at byte 0. Say utf-16le or utf-16be with --encoding."
      ])
  }

  @Test func unknownEncodings() {
    #expect(DocumentReader.knows(encoding: "UTF8"))
    #expect(!DocumentReader.knows(encoding: "utf-7"))
    #expect(reader(encoding: "utf-7").read(["."]).problems.map(\.file) == ["utf-7"])
  }
}
