import CentoFiles
import CentoText
import Foundation

/// A folder of a test's own, gone when the test is over.
final class ScratchFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "cento-files-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of a name in the folder.
  func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// Writes a file, making the folders that it needs, and gives its path.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let url = URL(fileURLWithPath: self(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return self(name)
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: self(name), withDestinationPath: target)
  }

  /// A path without the folder, as tests write it.
  func short(_ path: String) -> String {
    path.hasPrefix(self.path + "/") ? String(path.dropFirst(self.path.count + 1)) : path
  }

  /// The ids of the documents, without the folder.
  func ids(_ reading: Reading) -> [String] {
    reading.documents.map { short($0.document.id.rawValue) }
  }

  /// The problems as a person is told, without the folder.
  func told(_ reading: Reading) -> [String] {
    reading.problems.map { "\(short($0.file)): \($0.message)" }
  }
}

/// A reader for tests: one thread unless said otherwise.
func reader(
  threads: Int = 1, encoding: String? = nil, limits: ReadLimits = ReadLimits()
) -> DocumentReader {
  DocumentReader(
    options: .init(threads: threads, encoding: encoding, standardInput: .detect), limits: limits)
}

extension ReadDocument {
  var text: String { String(decoding: document.text.utf8, as: UTF8.self) }
}
