internal import CentoText

/// The lines of a file of records that has been read, byte for byte as they stand there.
///
///     let lines = try RecordLines(ofFile: "in.jsonl", encoding: "utf-8")
///     try lines.copy([(line: 2, id: "b")]) { bytes in try out.write(bytes) }
public struct RecordLines: Sendable {
  /// Whether line ends of `encoding` are single bytes, so that lines can be told apart as they stand.
  public static func canCopy(encoding: String) -> Bool {
    switch TextEncoding(name: encoding) {
    case .utf8, .gb18030, .big5: true
    default: false
    }
  }

  /// The file.
  public let file: String
  private let encoding: TextEncoding
  private let input: InputList.Input
  private let window: Int

  /// The lines of a file that can be read again.
  ///
  /// - Throws: A problem where that is not so: a pipe gives its bytes once.
  public init(ofFile file: String, encoding: String) throws(ReadProblem) {
    try self.init(ofFile: file, encoding: encoding, limits: ReadLimits())
  }

  package init(
    ofFile file: String, encoding: String, limits: ReadLimits
  ) throws(ReadProblem) {
    window = limits.window
    guard Self.canCopy(encoding: encoding), let known = TextEncoding(name: encoding) else {
      throw Self.problem(
        file, "lines in \(encoding) cannot be copied as they stand. Convert the file to UTF-8.")
    }
    self.file = file
    self.encoding = known
    do {
      input = InputList.Input(
        path: file, isStandardInput: false, status: try FileStatus(ofPath: file))
    } catch {
      throw Self.problem(file, error.explanation)
    }
    guard input.status?.kind == .file else {
      throw Self.problem(
        file, "it cannot be read a second time, to copy its lines. Save it as a file first.")
    }
  }

  /// Gives `body` some of the lines, many at a time, each ended by a line feed.
  ///
  /// A byte order mark is no part of the first line; a carriage return before the line feed is one of its.
  ///
  /// - Parameters:
  ///   - wanted: Numbers from 1, ascending, and the ids of the records that stand there.
  ///   - body: Takes whole lines.
  /// - Throws: What `body` throws, and a `ReadProblem` where the file has changed since it was read.
  /// - Complexity: O(bytes) time; memory for a window of lines.
  public func copy(
    _ wanted: [(line: Int, id: String)], to body: ([UInt8]) throws -> Void
  ) throws {
    var source = try open()
    var copying = Copying(encoding: encoding, wanted: wanted[...])
    var window: [UInt8] = []
    // A byte order mark comes whole.
    var size = max(4, self.window)
    var isFirst = true
    while !copying.wanted.isEmpty {
      do {
        try source.read(into: &window, upTo: size)
      } catch {
        throw Self.problem(file, error.explanation)
      }
      if isFirst, window.starts(with: [0xEF, 0xBB, 0xBF]) { window.removeFirst(3) }
      isFirst = false
      let end =
        source.isAtEnd
        ? window.count : window.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      guard end > 0 || !source.isAtEnd else { break }
      guard let lines = window.withBytes({ copying.lines(of: $0, upTo: end) }) else {
        throw Self.changed(file)
      }
      if !lines.isEmpty { try body(lines) }
      window.removeFirst(end)
      // A line longer than the window: a larger one.
      size = end == 0 ? size * 2 : max(4, self.window)
      if source.isAtEnd { break }
    }
    guard copying.wanted.isEmpty else { throw Self.changed(file) }
  }

  private func open() throws -> ByteSource {
    do {
      return try ByteSource(input)
    } catch {
      throw Self.problem(file, error.explanation)
    }
  }

  private static func changed(_ file: String) -> ReadProblem {
    problem(file, "it has changed since it was read. Run again.")
  }

  private static func problem(_ file: String, _ message: String) -> ReadProblem {
    ReadProblem(file: file, place: .none, message: message)
  }
}

/// A copy under way.
private struct Copying {
  let encoding: TextEncoding
  var wanted: ArraySlice<(line: Int, id: String)>
  private var line = 0

  init(encoding: TextEncoding, wanted: ArraySlice<(line: Int, id: String)>) {
    self.encoding = encoding
    self.wanted = wanted
  }

  /// The wanted ones among the lines of the first `end` bytes; nil if another record stands in the
  /// place of one.
  mutating func lines(of bytes: Bytes, upTo end: Int) -> [UInt8]? {
    var copied: [UInt8] = []
    var start = 0
    while start < end {
      let stop = bytes.firstIndex(of: 0x0A, in: start..<end) ?? end
      line += 1
      if let next = wanted.first, next.line == line {
        guard id(of: bytes, in: start..<stop) == next.id else { return nil }
        bytes.append(start..<stop, to: &copied)
        copied.append(0x0A)
        wanted = wanted.dropFirst()
      }
      start = stop + 1
    }
    return copied
  }

  /// The id of the record in a line, or nil if there is none.
  private func id(of bytes: Bytes, in line: Range<Int>) -> String? {
    if encoding == .utf8 {
      return (try? RecordParser.document(bytes, in: line))?.id.rawValue
    }
    guard let decoded = try? TextDecoder(encoding: encoding).utf8(of: bytes.array(line)) else {
      return nil
    }
    return decoded.withBytes { bytes in
      (try? RecordParser.document(bytes, in: 0..<bytes.count))?.id.rawValue
    }
  }
}
