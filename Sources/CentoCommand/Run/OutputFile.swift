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

  /// A file at `path`, which may stand there only if it begins as our files of its kind do.
  init(_ path: String, beginning: String) throws(OutputFileError) {
    self.path = path
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .noFile(path) }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .foreign(path) }
    defer { _ = close(descriptor) }
    var found = [UInt8](repeating: 0, count: beginning.utf8.count)
    let count = unsafe found.withUnsafeMutableBytes {
      unsafe read(descriptor, $0.baseAddress, $0.count)
    }
    guard count == found.count, found == Array(beginning.utf8) else { throw .foreign(path) }
  }

  /// Refuses to be one of the files that are read, under whatever name.
  func isNone(of inputs: [String]) throws(OutputFileError) {
    guard let own = Self.identity(of: path) else { return }
    for input in inputs where Self.identity(of: input) == own { throw .input(path) }
  }

  /// Writes the file, which takes its name when it is whole.
  func write(_ text: String) throws(OutputError) {
    try write(bytes: Array(text.utf8))
  }

  /// The same for a file that is no text.
  func write(bytes: [UInt8]) throws(OutputError) {
    let stream = try ResultStream(path: path)
    do throws(OutputError) {
      try stream.write(bytes)
      try stream.finish()
    } catch {
      stream.discard()
      throw error
    }
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
  case foreign(String)

  var description: String {
    switch self {
    case .exists(let path): "\(path): is there already. Choose another name, or add --force."
    case .noFile(let path): "\(path): is no file that could be written anew. Choose another name."
    case .foreign(let path):
      "\(path): is there already, and nothing that cento made. Choose another name."
    case .input(let path): "\(path): is one of the inputs, which stay as they are. Choose another."
    }
  }
}
