/// What names say of files, as far as a walk through a folder needs to know.
package enum FileNames {
  /// The extensions of files of text.
  static let text = ["txt", "text", "md", "markdown"]
  /// The extensions of files of records, one JSON object a line.
  static let records = ["jsonl", "ndjson"]

  /// The extension of a path's last part in lower case, without the dot; empty if there is none.
  static func fileExtension(of path: String) -> String {
    let name = path.utf8.lastIndex(of: 0x2F).map { path[path.index(after: $0)...] } ?? path[...]
    guard let dot = name.utf8.lastIndex(of: 0x2E), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// Whether a file of this name holds records.
  static func holdsRecords(_ path: String) -> Bool {
    records.contains(fileExtension(of: path))
  }

  /// Whether a walk leaves the name alone: it begins with a dot.
  static func isHidden(_ name: String) -> Bool { name.utf8.first == 0x2E }

  /// Whether a walk reads a file of this name: a known extension, and not what stands beside a
  /// corpus to describe it.
  package static func isDocument(_ name: String) -> Bool {
    let suffix = fileExtension(of: name)
    guard text.contains(suffix) || records.contains(suffix) else { return false }
    return !name.hasPrefix("README") && !name.hasPrefix("LICENSE")
      && !checksumLists.contains(name.dropLast(suffix.utf8.count + 1).lowercased())
  }

  /// The names of checksum lists that may stand before a known extension; those without one,
  /// such as `SHA256SUMS` and `a.sha256`, are no documents anyway.
  private static let checksumLists: Set<String> = {
    let functions = [
      "md5", "sha", "sha1", "sha224", "sha256", "sha384", "sha512", "b2", "b3", "ck", "check",
    ]
    return Set(functions.flatMap { [$0 + "sum", $0 + "sums"] })
  }()
}
