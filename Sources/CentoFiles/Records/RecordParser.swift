internal import CentoText

/// Lines of JSON turned into records, one document each.
struct RecordParser {
  /// A record and the line that it stands on, counted from 1 within the bytes that were parsed.
  struct Record: Sendable {
    let document: Document
    let line: Int
  }

  /// A line that is no record.
  struct BadLine: Sendable {
    var line: Int
    let fault: RecordFault
    let start: Int
  }

  private(set) var records: [Record] = []
  private(set) var badLines: [BadLine] = []
  /// The number of lines, blank ones included.
  private(set) var lineCount = 0

  /// The records of whole lines.
  init(_ bytes: Bytes, in range: Range<Int>) {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = bytes.firstIndex(of: 0x0A, in: start..<range.upperBound) ?? range.upperBound
      lineCount += 1
      do {
        if let document = try Self.document(bytes, in: start..<end) {
          records.append(Record(document: document, line: lineCount))
        }
      } catch {
        badLines.append(BadLine(line: lineCount, fault: error, start: start))
      }
      start = end + 1
    }
  }

  /// The document of one line, or nil if the line is blank.
  static func document(_ bytes: Bytes, in line: Range<Int>) throws(RecordFault) -> Document? {
    var scanner = JSONScanner(bytes, in: line)
    scanner.skipBlanks()
    guard scanner.next != nil else { return nil }
    guard scanner.skip(0x7B) else {
      // What is no JSON at all is told as such, and what is JSON as what it is.
      let kind = JSONKind(startingWith: scanner.next)
      try scanner.value()
      try finish(&scanner)
      throw kind.map { .noObject($0) } ?? .syntax(expected: "'{'", byte: scanner.place)
    }
    var fields = RecordFields()
    scanner.skipBlanks()
    if !scanner.skip(0x7D) {
      repeat {
        scanner.skipBlanks()
        guard scanner.next == 0x22 else {
          throw .syntax(expected: "a key in quotation marks", byte: scanner.place)
        }
        let key = try scanner.string()
        scanner.skipBlanks()
        guard scanner.skip(0x3A) else { throw .syntax(expected: "':'", byte: scanner.place) }
        scanner.skipBlanks()
        try fields.take(key, from: &scanner)
        scanner.skipBlanks()
      } while scanner.skip(0x2C)
      guard scanner.skip(0x7D) else {
        throw .syntax(expected: "',' or '}'", byte: scanner.place)
      }
    }
    try finish(&scanner)
    return try fields.document()
  }

  private static func finish(_ scanner: inout JSONScanner) throws(RecordFault) {
    scanner.skipBlanks()
    guard scanner.next == nil else {
      throw .syntax(expected: "the end of the line", byte: scanner.place)
    }
  }
}

/// The keys of one record as they come.
private struct RecordFields {
  private var id: String?
  private var text: SourceText?
  private var metadata: [MetadataField] = []
  /// The keys of `metadata`, kept only once they are too many to be looked through.
  private var keys: Set<String> = []
  /// The first fault in a value: told only if the whole line is JSON.
  private var fault: RecordFault?

  /// Takes the value that comes next.
  mutating func take(
    _ key: JSONScanner.RawString, from scanner: inout JSONScanner
  ) throws(RecordFault) {
    let name = try Self.string(key, scanner)
    switch name {
    case "id": try takeID(from: &scanner)
    case "text": try takeText(from: &scanner)
    default:
      let start = scanner.place
      try scanner.value()
      guard let json = scanner.bytes.string(start..<scanner.place) else {
        throw Self.invalidUTF8(in: start..<scanner.place, scanner)
      }
      if isKnown(name) { note(.duplicateKey(name)) }
      metadata.append(MetadataField(key: name, json: json))
    }
  }

  /// The document of the keys taken.
  func document() throws(RecordFault) -> Document {
    if let fault { throw fault }
    guard let id else { throw .missing(key: "id") }
    guard let text else { throw .missing(key: "text") }
    return Document(id: DocumentID(rawValue: id), text: text, metadata: metadata)
  }

  private mutating func takeID(from scanner: inout JSONScanner) throws(RecordFault) {
    if id != nil { note(.duplicateKey("id")) }
    let start = scanner.place
    let kind = JSONKind(startingWith: scanner.next)
    switch kind {
    case .string:
      let value = try Self.string(try scanner.string(), scanner)
      if value.isEmpty { note(.emptyID) }
      if value.utf8.contains(0) { note(.nul(key: "id")) }
      id = value
    case .number:
      try scanner.number()
      id = scanner.bytes.string(start..<scanner.place)
    default:
      try scanner.value()
      if let kind { note(.wrongKind(key: "id", kind)) }
    }
  }

  private mutating func takeText(from scanner: inout JSONScanner) throws(RecordFault) {
    if text != nil { note(.duplicateKey("text")) }
    let kind = JSONKind(startingWith: scanner.next)
    guard kind == .string else {
      try scanner.value()
      if let kind { note(.wrongKind(key: "text", kind)) }
      return
    }
    let raw = try scanner.string()
    let value = scanner.unescaped(raw)
    // Only an escape can bring a NUL in: a bare one is no JSON.
    if raw.hasEscapes, value.contains(0) { note(.nul(key: "text")) }
    do {
      text = try SourceText(utf8: value)
    } catch {
      throw Self.invalidUTF8(in: raw.range, scanner)
    }
  }

  private mutating func isKnown(_ key: String) -> Bool {
    if metadata.count < 16 { return metadata.contains { $0.key == key } }
    if keys.isEmpty { keys = Set(metadata.map(\.key)) }
    return !keys.insert(key).inserted
  }

  private mutating func note(_ new: RecordFault) {
    if fault == nil { fault = new }
  }

  private static func string(
    _ raw: JSONScanner.RawString, _ scanner: JSONScanner
  ) throws(RecordFault) -> String {
    guard raw.hasEscapes else {
      guard let string = scanner.bytes.string(raw.range) else {
        throw invalidUTF8(in: raw.range, scanner)
      }
      return string
    }
    guard let string = String(validating: scanner.unescaped(raw), as: UTF8.self) else {
      throw invalidUTF8(in: raw.range, scanner)
    }
    return string
  }

  /// The fault of a range that is not well-formed; escapes are ASCII, so the place is the same
  /// with and without them.
  private static func invalidUTF8(in range: Range<Int>, _ scanner: JSONScanner) -> RecordFault {
    do {
      _ = try SourceText(utf8: scanner.bytes.array(range))
      return .invalidUTF8(byte: range.lowerBound)
    } catch {
      return .invalidUTF8(byte: range.lowerBound + error.byte)
    }
  }
}
