internal import Glibc

/// The folder that a run fills.
///
/// A folder that holds other things is refused.
struct ResultsFolder {
  let path: String

  /// The file by which a folder of ours is known: it begins with our header.
  private let marker: String

  /// The folder at `path`, made if it is not there.
  init(_ path: String, marker: String = "documents.jsonl", force: Bool) throws(FolderError) {
    self.marker = marker
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    try Self.make(self.path)
    guard let names = Self.names(in: self.path) else {
      throw FolderError.cannotMake(self.path, code: ENOTDIR)
    }
    if !names.isEmpty && !force && !isOurs { throw FolderError.notEmpty(self.path) }
  }

  /// Makes a folder and the folders that it is in; one that is there already is left as it is.
  private static func make(_ path: String) throws(FolderError) {
    var end = path.startIndex
    while end < path.endIndex {
      end = path[path.index(after: end)...].firstIndex(of: "/") ?? path.endIndex
      let folder = String(path[..<end])
      guard unsafe mkdir(folder, 0o755) == 0 || errno == EEXIST else {
        throw FolderError.cannotMake(path, code: errno)
      }
    }
  }

  /// A stream to one file of the folder.
  func stream(_ name: String) throws(OutputError) -> ResultStream {
    try ResultStream(path: path + "/" + name)
  }

  /// Whether an earlier run filled the folder.
  private var isOurs: Bool {
    let descriptor = unsafe open(path + "/" + marker, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let wanted = Array(#"{"type":"cento""#.utf8)
    var found = [UInt8](repeating: 0, count: wanted.count)
    let count = unsafe found.withUnsafeMutableBytes {
      unsafe read(descriptor, $0.baseAddress, $0.count)
    }
    return count == wanted.count && found == wanted
  }

  private static func names(in path: String) -> [String]? {
    guard let folder = unsafe opendir(path) else { return nil }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}

/// A folder that cannot take results.
enum FolderError: Error, CustomStringConvertible {
  case cannotMake(String, code: Int32)
  case notEmpty(String)

  var description: String {
    switch self {
    case .cannotMake(let path, let code):
      let reason = unsafe String(cString: strerror(code))
      return
        "\(path): cannot be made a folder for results: \(reason). Choose another with --output."
    case .notEmpty(let path):
      return "\(path): holds files that cento did not write. Choose another folder with --output, "
        + "or write beside them with --force."
    }
  }
}
