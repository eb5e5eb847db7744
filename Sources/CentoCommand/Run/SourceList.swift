internal import Cento
internal import CentoFiles

/// Where documents came from, in document order: eight bytes a document.
struct SourceList {
  /// A file and what it holds.
  struct File {
    let path: String
    let encoding: String
    let holdsRecords: Bool
  }

  private(set) var files: [File] = []
  /// The file of each document, and the line of a record.
  private var places: [(file: UInt32, line: UInt32)] = []

  /// The number of documents.
  var count: Int { places.count }

  /// Adds the next document.
  mutating func append(_ source: ReadDocument) {
    if files.last?.path != source.file {
      files.append(
        File(path: source.file, encoding: source.encoding, holdsRecords: source.isRecord))
    }
    places.append((UInt32(files.count - 1), UInt32(source.line ?? 0)))
  }

  /// The number of a document's file.
  func file(of document: Int) -> Int { Int(places[document].file) }

  /// The line of a record.
  func line(of document: Int) -> Int { Int(places[document].line) }
}
