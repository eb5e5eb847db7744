/// Paths in the one spelling that ids are made of.
package enum InputPath {
  /// `path` without `./`, doubled slashes and a slash at its end; `.` and `/` stay.
  ///
  /// `..` stays as well: what it names depends on symbolic links, which spelling cannot know.
  package static func tidy(_ path: String) -> String {
    let isAbsolute = path.utf8.first == 0x2F
    let parts = path.utf8.split(separator: 0x2F).map(Substring.init).filter { $0 != "." }
    let joined = (isAbsolute ? "/" : "") + parts.joined(separator: "/")
    return joined.isEmpty && !path.isEmpty ? "." : joined
  }

  /// The path of `name` in `folder`, both tidy.
  package static func child(_ name: String, of folder: String) -> String {
    if folder == "." { return name }
    return folder.utf8.last == 0x2F ? folder + name : folder + "/" + name
  }

  /// Whether `a` comes before `b`, by the bytes of UTF-8.
  static func precedes(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }
}
