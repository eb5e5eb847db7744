internal import CentoText

/// Reads one file at a time; what it finds does not depend on other files.
struct FileReader: Sendable {
  /// What a file held.
  enum Contents: Sendable {
    case text(ReadDocument)
    case records([RecordFile.RecordBlock], [ReadProblem])
    case nothing(ReadProblem)
  }

  let encoding: TextEncoding
  let standardInput: DocumentReader.Options.StandardInput
  let wholeFiles: Bool
  let limits: ReadLimits

  /// What `input` holds; its lines, if it holds records, parsed on `threads` threads.
  func contents(of input: InputList.Input, threads: Int) -> Contents {
    var blocks: [RecordFile.RecordBlock] = []
    let contents = contents(of: input, threads: threads) { blocks.append($0) }
    guard case .records(_, let problems) = contents else { return contents }
    return .records(blocks, problems)
  }

  /// The same, but records go to `each`, block by block, in order: they need not all be in memory
  /// at a time.
  func contents(
    of input: InputList.Input, threads: Int, each: (RecordFile.RecordBlock) -> Void
  ) -> Contents {
    do throws(TextDecoder.Failure) {
      if let status = input.status, status.size > limits.text,
        wholeFiles || !FileNames.holdsRecords(input.path)
      {
        throw TextDecoder.Failure.tooLarge
      }
      var source = try Self.open(input)
      if try holdsRecords(input, &source) {
        return try records(of: input, &source, threads: threads, each: each)
      }
      let expected = input.status?.size ?? 0
      guard let bytes = try read(&source, expected: expected) else {
        throw TextDecoder.Failure.tooLarge
      }
      let decoded = try TextDecoder(encoding: encoding).text(of: bytes)
      guard decoded.text.scalarCount > 0 else { throw TextDecoder.Failure.empty }
      return .text(
        ReadDocument(
          document: Document(id: DocumentID(rawValue: input.path), text: decoded.text),
          encoding: encoding, file: input.path, line: nil, original: decoded.original))
    } catch {
      return .nothing(
        ReadProblem(file: input.path, place: error.place, message: error.message))
    }
  }

  private func holdsRecords(
    _ input: InputList.Input, _ source: inout ByteSource
  ) throws(TextDecoder.Failure) -> Bool {
    if wholeFiles { return false }
    guard input.isStandardInput else { return FileNames.holdsRecords(input.path) }
    switch standardInput {
    case .text: return false
    case .records: return true
    case .detect: break
    }
    do {
      return RecordFile.looksLikeRecords(try source.peek(1 << 12))
    } catch {
      throw TextDecoder.Failure(place: .none, message: error.explanation)
    }
  }

  private func records(
    of input: InputList.Input, _ source: inout ByteSource, threads: Int,
    each: (RecordFile.RecordBlock) -> Void
  ) throws(TextDecoder.Failure) -> Contents {
    let file = RecordFile(encoding: encoding, threads: threads, limits: limits)
    let found = file.contents(of: &source, size: input.status?.size ?? 0, each: each)
    var problems = found.badLines.map { bad in
      ReadProblem(file: input.path, place: .line(bad.line), message: bad.message)
    }
    if let failure = found.failure {
      problems.append(
        ReadProblem(file: input.path, place: failure.place, message: failure.message))
    }
    if found.recordCount == 0 && problems.isEmpty {
      throw found.lineCount == 0 ? .empty : .noRecords
    }
    return .records([], problems)
  }

  private func read(
    _ source: inout ByteSource, expected: Int
  ) throws(TextDecoder.Failure) -> [UInt8]? {
    do {
      return try source.readAll(expected: expected, limit: limits.text)
    } catch {
      throw TextDecoder.Failure(place: .none, message: error.explanation)
    }
  }

  private static func open(
    _ input: InputList.Input
  ) throws(TextDecoder.Failure) -> ByteSource {
    do {
      return try ByteSource(input)
    } catch {
      let message =
        error.isMissing ? "it vanished before it was read. Run again." : error.explanation
      throw TextDecoder.Failure(place: .none, message: message)
    }
  }
}

extension TextDecoder.Failure {
  /// A text whose places would not fit into 32 bits.
  static var tooLarge: Self {
    Self(
      place: .none,
      message: "larger than 4 GiB, the most that one document holds. "
        + "Split it, or make it records of JSON Lines.")
  }

  /// A file without a character.
  fileprivate static var empty: Self {
    Self(place: .none, message: "empty: there is no text in it. Leave it out.")
  }

  /// A file of blank lines where records should be.
  fileprivate static var noRecords: Self {
    Self(place: .none, message: "no records: all of its lines are blank. Leave it out.")
  }
}
