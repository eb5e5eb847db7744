internal import CentoText

/// What the files held, put together in document order; the one place where ids meet.
struct MergedReading {
  private var documents: [ReadDocument] = []
  private var problems: [ReadProblem] = []
  /// Where each id was first seen.
  private var origins: [String: Origin] = [:]

  /// The files, as origins count them.
  private var files: [String] = []

  private struct Origin {
    let file: Int
    let line: Int?
  }

  /// A reading that has so far met these problems.
  init(problems: [ReadProblem]) {
    self.problems = problems
  }

  /// Adds a problem.
  mutating func add(_ problem: ReadProblem) {
    problems.append(problem)
  }

  /// Adds what the next file in order held.
  mutating func add(_ contents: FileReader.Contents, of file: String) {
    files.append(file)
    switch contents {
    case .nothing(let problem): problems.append(problem)
    case .text(let document): add(document, Origin(file: files.count - 1, line: nil))
    case .records(let blocks, let encoding, let problems):
      self.problems += problems
      for block in blocks {
        for record in block.records {
          let line = block.linesBefore + record.line
          let document = ReadDocument(
            document: record.document, encoding: encoding, file: file, line: line, original: .text)
          add(document, Origin(file: files.count - 1, line: line))
        }
      }
    }
  }

  /// The first of an id is kept.
  private mutating func add(_ document: ReadDocument, _ origin: Origin) {
    let id = document.document.id.rawValue
    if let first = origins[id] {
      let place = files[first.file] + (first.line.map { ", line \($0)" } ?? "")
      let known = "the id `\(shortened(id))` is that of \(shown(place))"
      problems.append(
        origin.line.map { line in
          ReadProblem(
            file: files[origin.file], place: .line(line),
            message: "line \(line): \(known). Give each record an id of its own.")
        }
          ?? ReadProblem(
            file: files[origin.file], place: .none, message: "\(known). Rename one of the two."))
      return
    }
    origins[id] = origin
    documents.append(document)
  }

  /// The reading, its problems in order.
  func reading(ignored: Int) -> Reading {
    Reading(
      documents: documents, problems: problems.sorted(by: ReadProblem.precedes), ignored: ignored)
  }
}
