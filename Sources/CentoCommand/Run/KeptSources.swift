internal import Cento
internal import CentoFiles

/// What was read, to be written once more without some of it: records by their lines, files by their paths.
struct KeptSources {
  private let sources: SourceList
  /// The files whose lines are copied, in document order; none where files are listed.
  private let lines: [RecordLines]

  /// - Throws: Where a file cannot be read again, or where there are both records and other files.
  init(_ sources: SourceList) throws {
    self.sources = sources
    let records = sources.files.count(where: \.holdsRecords)
    guard records == 0 || records == sources.files.count else { throw KeptSourcesError.mixed }
    lines = try sources.files.filter(\.holdsRecords).map {
      try RecordLines(ofFile: $0.path, encoding: $0.encoding)
    }
  }

  /// Writes all documents but those that `isGone` to a new file.
  ///
  /// - Parameter id: The id of a document.
  func write(to path: String, leavingOut isGone: [Bool], id: (Int) -> String) throws {
    let stream = try ResultStream(path: path)
    do {
      var start = 0
      for (number, file) in lines.enumerated() {
        var wanted: [(line: Int, id: String)] = []
        while start < sources.count, sources.file(of: start) == number {
          if !isGone[start] { wanted.append((sources.line(of: start), id(start))) }
          start += 1
        }
        try file.copy(wanted) { try stream.write($0) }
      }
      if lines.isEmpty {
        for document in 0..<sources.count where !isGone[document] {
          let path = sources.files[sources.file(of: document)].path
          if path.utf8.contains(0x0A) { throw KeptSourcesError.lineEnd(path) }
          try stream.line(path)
        }
      }
      try stream.finish()
    } catch {
      stream.discard()
      throw error
    }
  }
}

/// Why what is kept cannot be written to one file.
enum KeptSourcesError: Error, CustomStringConvertible {
  case mixed
  case lineEnd(String)

  var description: String {
    switch self {
    case .mixed:
      "--output takes either records or paths of text files. Run cento for each by itself."
    case .lineEnd(let path):
      "\(path.debugDescription): a list with a path a line cannot hold it. Rename the file."
    }
  }
}
