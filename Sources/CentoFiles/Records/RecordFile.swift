internal import CentoParallel
internal import CentoText

/// The records of one file, read window by window, each window's lines parsed on all cores.
///
/// What comes out does not depend on how the bytes were cut: windows and blocks end at line ends,
/// and lines are numbered from the start of the file.
struct RecordFile {
  /// What a file of records held.
  struct Contents {
    var recordCount = 0
    var badLines: [BadLine] = []
    var lineCount = 0
    /// Something that ended the reading.
    var failure: TextDecoder.Failure?
  }

  /// The records of some of the file's lines.
  struct RecordBlock: Sendable {
    let records: [RecordParser.Record]
    /// How many lines of the file come before the block's first.
    let linesBefore: Int
  }

  /// A line that is no record.
  struct BadLine {
    let line: Int
    let message: String
  }

  let encoding: TextEncoding
  let threads: Int
  let limits: ReadLimits

  /// The lines of a source that are no records; the records go to `each`, block by block, in order.
  func contents(
    of source: inout ByteSource, size: Int, each: (RecordBlock) -> Void
  ) -> Contents {
    var contents = Contents()
    do {
      if encoding == .utf8 {
        try readWindows(of: &source, size: size, into: &contents, each: each)
      } else {
        guard let bytes = try source.readAll(expected: size, limit: limits.text) else {
          contents.failure = .tooLarge
          return contents
        }
        parse(try converted(bytes), upTo: nil, into: &contents, each: each)
      }
    } catch let error as SystemError {
      contents.failure = TextDecoder.Failure(place: .none, message: error.explanation)
    } catch let failure as TextDecoder.Failure {
      contents.failure = failure
    } catch {
      contents.failure = TextDecoder.Failure(place: .none, message: "unreadable. Leave it out.")
    }
    return contents
  }

  private func converted(_ bytes: [UInt8]) throws(TextDecoder.Failure) -> [UInt8] {
    try TextDecoder(encoding: encoding).utf8(of: bytes)
  }

  private func readWindows(
    of source: inout ByteSource, size: Int, into contents: inout Contents,
    each: (RecordBlock) -> Void
  ) throws(any Error) {
    var window: [UInt8] = []
    var isFirst = true
    // No more than the file is likely to hold; one byte over, so that its end is seen at once.
    let usual = size > 0 ? min(limits.window, size + 1) : limits.window
    var size = usual
    while true {
      try source.read(into: &window, upTo: size)
      if isFirst {
        if let marked = TextEncoding.marked(window), marked != .utf8 {
          throw TextDecoder.Failure.invalidUTF8(at: 0, in: window)
        }
        if TextEncoding.marked(window) == .utf8 { window.removeFirst(3) }
        isFirst = false
      }
      if source.isAtEnd {
        parse(window, upTo: nil, into: &contents, each: each)
        return
      }
      let lastLineEnd = window.withBytes { $0.lastIndex(of: 0x0A, in: 0..<$0.count) }
      if let lastLineEnd {
        parse(window, upTo: lastLineEnd + 1, into: &contents, each: each)
        window.removeFirst(lastLineEnd + 1)
        size = usual
      } else if size < limits.text {
        size = min(size * 2, limits.text)
      } else {
        try skipLine(of: &source, &window, into: &contents)
        size = usual
      }
    }
  }

  /// Passes over a line that does not fit into memory.
  private func skipLine(
    of source: inout ByteSource, _ window: inout [UInt8], into contents: inout Contents
  ) throws(any Error) {
    contents.lineCount += 1
    let message = RecordFault.tooLong.message(line: contents.lineCount, startingAt: 0)
    contents.badLines.append(BadLine(line: contents.lineCount, message: message))
    repeat {
      window.removeAll(keepingCapacity: true)
      try source.read(into: &window, upTo: limits.window)
      if let lineEnd = window.firstIndex(of: 0x0A) {
        window.removeFirst(lineEnd + 1)
        return
      }
    } while !source.isAtEnd
    window.removeAll()
  }

  /// Parses the whole lines of the first `count` bytes, or of all.
  private func parse(
    _ window: [UInt8], upTo count: Int?, into contents: inout Contents,
    each: (RecordBlock) -> Void
  ) {
    let blocks = blocks(of: window, upTo: count ?? window.count)
    let parsed = Parallel.map(count: blocks.count, threads: threads) { index in
      window.withBytes { bytes in
        RecordParser(bytes, in: blocks[index])
      }
    }
    for block in parsed {
      let before = contents.lineCount
      each(RecordBlock(records: block.records, linesBefore: before))
      contents.recordCount += block.records.count
      for bad in block.badLines {
        let line = before + bad.line
        contents.badLines.append(
          BadLine(line: line, message: bad.fault.message(line: line, startingAt: bad.start)))
      }
      contents.lineCount += block.lineCount
    }
  }

  /// Whether the first line that is not blank opens an object with a key on the same line, which
  /// prose does not.
  static func looksLikeRecords(_ beginning: [UInt8]) -> Bool {
    var rest = beginning[...]
    if TextEncoding.marked(beginning) == .utf8 { rest = rest.dropFirst(3) }
    rest = rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard rest.first == 0x7B else { return false }
    return rest.dropFirst().drop { [0x20, 0x09].contains($0) }.first == 0x22
  }

  /// Ranges of whole lines, of about the block size each.
  private func blocks(of window: [UInt8], upTo count: Int) -> [Range<Int>] {
    window.withBytes { bytes in
      var blocks: [Range<Int>] = []
      var start = 0
      while start < count {
        let aim = start + limits.block
        let end =
          aim >= count ? count : bytes.firstIndex(of: 0x0A, in: aim..<count).map { $0 + 1 } ?? count
        blocks.append(start..<end)
        start = end
      }
      return blocks
    }
  }
}
