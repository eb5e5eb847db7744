import Foundation
import Testing

/// The built program, run as a user runs it.
enum Program {
  /// What a run printed and how it ended.
  struct Run {
    let status: Int32
    let output: Data
    let errors: String

    /// The records printed, one a line.
    var records: [[String: Any]] {
      output.split(separator: 0x0A).compactMap {
        (try? JSONSerialization.jsonObject(with: $0)) as? [String: Any]
      }
    }

    /// The records of one type.
    func records(_ type: String) -> [[String: Any]] {
      records.filter { $0["type"] as? String == type }
    }

    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// `cento` stands beside the bundle of tests.
  static let path: String = {
    let bundle =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: bundle).deletingLastPathComponent().appending(path: "cento").path
  }()

  /// The folder of the founding documents.
  static let seeds: String = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "seeds").path

  static func run(
    _ arguments: [String], input: String? = nil, in folder: ScratchFolder? = nil
  ) throws -> Run {
    try run(path, arguments, input: input, in: folder)
  }

  /// Runs a line of the shell, the program's path as `$0` and these arguments from `$1` on.
  static func run(shell line: String, _ arguments: [String]) throws -> Run {
    try run("/bin/sh", ["-c", line, path] + arguments)
  }

  private static func run(
    _ program: String, _ arguments: [String], input: String? = nil, in folder: ScratchFolder? = nil
  ) throws -> Run {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder.url }
    let scratch = try ScratchFolder()
    let output = try scratch.sink("output")
    let errors = try scratch.sink("errors")
    process.standardOutput = output
    process.standardError = errors
    let typed = Pipe()
    process.standardInput = typed
    try process.run()
    if let input { typed.fileHandleForWriting.write(Data(input.utf8)) }
    try typed.fileHandleForWriting.close()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: try scratch.data("output"),
      errors: String(decoding: try scratch.data("errors"), as: UTF8.self))
  }
}

/// A folder that is gone when the test is.
final class ScratchFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "cento-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  var path: String { url.path }

  func write(_ name: String, _ text: String) throws {
    try write(name, Data(text.utf8))
  }

  func write(_ name: String, _ data: Data) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  func data(_ name: String) throws -> Data {
    try Data(contentsOf: url.appending(path: name))
  }

  func sink(_ name: String) throws -> FileHandle {
    try write(name, "")
    return try FileHandle(forWritingTo: url.appending(path: name))
  }
}
