internal import Cento
internal import CentoFiles

/// What was read, to be written once more without some of it: records by their lines, files by their paths.
struct KeptSources {
  private let sources: [ReadDocument]
  /// The files whose lines are copied, in document order; none where files are listed.
  private let lines: [RecordLines]

  /// - Throws: Where a file cannot be read again, or where there are both records and other files.
  init(_ sources: [ReadDocument]) throws {
    self.sources = sources
    let records = sources.count(where: \.isRecord)
    guard records == 0 || records == sources.count else { throw KeptSourcesError.mixed }
    var lines: [RecordLines] = []
    for source in sources where source.isRecord && lines.last?.file != source.file {
      lines.append(try RecordLines(ofFile: source.file, encoding: source.encoding))
    }
    self.lines = lines
  }

  /// Writes all documents but those at the places `gone` to a new file.
  func write(leavingOut gone: Set<Int>, to path: String) throws {
    let stream = try ResultStream(path: path)
    do {
      var start = 0
      for file in lines {
        var wanted: [(line: Int, id: String)] = []
        while start < sources.count, sources[start].file == file.file {
          if !gone.contains(start), let line = sources[start].line {
            wanted.append((line, sources[start].document.id.rawValue))
          }
          start += 1
        }
        try file.copy(wanted) { try stream.write($0) }
      }
      if lines.isEmpty {
        for (place, source) in sources.enumerated() where !gone.contains(place) {
          if source.file.utf8.contains(0x0A) { throw KeptSourcesError.lineEnd(source.file) }
          try stream.line(source.file)
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
