internal import Glibc

/// A file that a run writes and that must not take the place of another.
struct OutputFile {
  let path: String

  /// A file at `path`, which may stand there only if `force` allows it.
  init(_ path: String, force: Bool) throws(OutputFileError) {
    self.path = path
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT != S_IFREG { throw .noFile(path) }
    if !force { throw .exists(path) }
  }

  /// Refuses to be one of the files that are read, under whatever name.
  func isNone(of inputs: [String]) throws(OutputFileError) {
    guard let own = Self.identity(of: path) else { return }
    for input in inputs where Self.identity(of: input) == own { throw .input(path) }
  }

  /// A stream to the file, which takes its name when it is whole.
  func stream() throws(OutputError) -> ResultStream {
    try ResultStream(path: path)
  }

  /// The path of a list beside this one: `out.jsonl` → `out.dropped.jsonl`.
  static func list(_ kind: String, beside path: String) -> String {
    let name = path.utf8.lastIndex(of: 0x2F).map { path.index(after: $0) } ?? path.startIndex
    let end = path[name...].dropFirst().lastIndex(of: ".") ?? path.endIndex
    return path[..<end] + ".\(kind).jsonl"
  }

  private static func identity(of path: String) -> [UInt64]? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }
}

/// A file that is not to be written.
enum OutputFileError: Error, CustomStringConvertible {
  case exists(String)
  case noFile(String)
  case input(String)

  var description: String {
    switch self {
    case .exists(let path): "\(path): is there already. Choose another name, or add --force."
    case .noFile(let path): "\(path): is no file that could be written anew. Choose another name."
    case .input(let path): "\(path): is one of the inputs, which stay as they are. Choose another."
    }
  }
}
