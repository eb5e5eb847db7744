internal import CentoText

/// What the files held, put together in document order; the one place where ids meet.
struct MergedReading {
  private let encoding: TextEncoding
  private let deliver: ([ReadDocument]) -> Void
  /// Documents that have not been delivered, and their bytes.
  private var documents: [ReadDocument] = []
  private var bytes = 0
  private var problems: [ReadProblem] = []
  /// Where each id was first seen.
  private var ids = KnownIDs()

  /// The files, as origins count them.
  private var files: [String] = []

  /// So many documents, or so many bytes of them, are delivered together.
  private static let batch = (documents: 1 << 14, bytes: 1 << 24)

  /// A reading that has so far met these problems.
  ///
  /// - Parameter deliver: Takes documents, some at a time, in order.
  init(
    problems: [ReadProblem], encoding: TextEncoding,
    deliver: @escaping ([ReadDocument]) -> Void
  ) {
    self.problems = problems
    self.encoding = encoding
    self.deliver = deliver
  }

  /// Adds a problem.
  mutating func add(_ problem: ReadProblem) {
    problems.append(problem)
  }

  /// Begins the next file in order.
  mutating func begin(_ file: String) {
    files.append(file)
  }

  /// Adds records of the file that was begun last.
  mutating func add(_ block: RecordFile.RecordBlock) {
    let file = files[files.count - 1]
    for record in block.records {
      let line = block.linesBefore + record.line
      add(
        ReadDocument(
          document: record.document, encoding: encoding, file: file, line: line, original: .text))
    }
  }

  /// Adds what the file that was begun last held.
  mutating func add(_ contents: FileReader.Contents) {
    switch contents {
    case .nothing(let problem): problems.append(problem)
    case .text(let document): add(document)
    case .records(let blocks, let problems):
      self.problems += problems
      for block in blocks { add(block) }
    }
  }

  /// The first of an id is kept.
  private mutating func add(_ document: ReadDocument) {
    let id = document.document.id.rawValue
    let place = KnownIDs.Origin(file: files.count - 1, line: document.line)
    if let first = ids.add(id, at: place) {
      let origin = files[first.file] + (first.line.map { ", line \($0)" } ?? "")
      let known = "the id `\(shortened(id))` is that of \(shown(origin))"
      problems.append(
        document.line.map { line in
          ReadProblem(
            file: files[files.count - 1], place: .line(line),
            message: "line \(line): \(known). Give each record an id of its own.")
        }
          ?? ReadProblem(
            file: files[files.count - 1], place: .none, message: "\(known). Rename one of the two.")
      )
      return
    }
    documents.append(document)
    bytes += document.document.text.utf8.count
    if documents.count >= Self.batch.documents || bytes >= Self.batch.bytes { flush() }
  }

  private mutating func flush() {
    guard !documents.isEmpty else { return }
    deliver(documents)
    documents = []
    bytes = 0
  }

  /// Delivers what is left; what could not be read, in order.
  mutating func finish() -> [ReadProblem] {
    flush()
    return problems.sorted(by: ReadProblem.precedes)
  }
}
