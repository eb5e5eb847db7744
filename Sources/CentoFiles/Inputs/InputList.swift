/// The files that a list of paths stands for, in document order, each once.
///
/// The list depends on the set of the paths alone: not on their order, nor on how the system
/// happens to list a folder. A file is known by its device and number, so that one reached twice,
/// through symbolic or hard links too, is read once, under the first of its names.
package struct InputList {
  /// One file to be read.
  struct Input: Hashable, Sendable {
    /// The path in its tidy spelling, which is also the id.
    let path: String
    /// Whether it is standard input and no path at all.
    let isStandardInput: Bool
    /// What the system said when the list was made.
    let status: FileStatus?
  }

  /// The files, by the bytes of their paths.
  private(set) var inputs: [Input] = []
  /// What could not be listed.
  private(set) var problems: [ReadProblem] = []
  /// How many files in folders were left out.
  var ignored: Int {
    leftOut.subtracting(inputs.compactMap { $0.status?.identity }).count + nameless
  }

  private var leftOut: Set<FileStatus.Identity> = []
  /// Links to nothing, under names that would have been left out anyway.
  private var nameless = 0
  private var visited: Set<FileStatus.Identity> = []

  /// The files that `paths` stand for, less the files and folders at `leavingOut`.
  package init(_ paths: [String], leavingOut: [String] = []) {
    for path in leavingOut {
      if let status = try? FileStatus(ofPath: path) { visited.insert(status.identity) }
    }
    var seen = visited
    if paths.contains("-") {
      inputs.append(Input(path: "-", isStandardInput: true, status: nil))
    }
    // In order, so that a folder reached twice is walked under the first of its names.
    let tidy = Set(paths.filter { $0 != "-" }.map(InputPath.tidy)).sorted(by: InputPath.precedes)
    for path in tidy { add(path) }
    inputs.sort { InputPath.precedes($0.path, $1.path) }
    inputs.removeAll { input in
      guard let status = input.status else { return false }
      return !seen.insert(status.identity).inserted
    }
  }

  /// Adds what was named outright.
  private mutating func add(_ path: String) {
    do {
      let status = try FileStatus(ofPath: path)
      switch status.kind {
      case .folder: walk(path, status.identity)
      case .file, .pipe, .terminal:
        inputs.append(Input(path: path, isStandardInput: false, status: status))
      case .other:
        report(path, "a device or a socket, not a file. Leave it out.")
      }
    } catch {
      report(path, error.explanation)
    }
  }

  /// Adds the documents of a folder and of the folders inside it, links followed.
  private mutating func walk(_ folder: String, _ identity: FileStatus.Identity) {
    guard visited.insert(identity).inserted else { return }
    let entries: [[UInt8]]
    do {
      entries = try names(inFolder: folder)
    } catch {
      report(folder, "the folder cannot be listed: " + error.explanation)
      return
    }
    // Byte order, so that which name of a folder comes first does not depend on the system.
    for bytes in entries.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      guard let name = String(validating: bytes, as: UTF8.self) else {
        let shown = InputPath.child(String(decoding: bytes, as: UTF8.self), of: folder)
        report(shown, "its name is no UTF-8 and cannot be an id. Rename it.")
        continue
      }
      if !FileNames.isHidden(name) { addEntry(name, of: folder) }
    }
  }

  private mutating func addEntry(_ name: String, of folder: String) {
    let path = InputPath.child(name, of: folder)
    do {
      let status = try FileStatus(ofPath: path)
      switch status.kind {
      case .folder: walk(path, status.identity)
      case .file where FileNames.isDocument(name):
        inputs.append(Input(path: path, isStandardInput: false, status: status))
      default: leftOut.insert(status.identity)
      }
    } catch  where error.isMissing {
      if FileNames.isDocument(name) {
        report(path, "it vanished, or is a link to nothing. Mend it or leave it out.")
      } else {
        nameless += 1
      }
    } catch {
      report(path, error.explanation)
    }
  }

  private mutating func report(_ path: String, _ message: String) {
    problems.append(ReadProblem(file: path, place: .none, message: message))
  }
}
