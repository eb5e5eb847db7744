/// The bytes of a file that is no text: an array of vectors, a model.
public struct FileBytes: Sendable {
  /// The path, as it was given.
  public let path: String
  /// The bytes.
  public let bytes: [UInt8]

  /// Reads the file at `path`.
  ///
  /// - Throws: `ReadProblem`, if there is none, it is a folder, or it may not be read.
  public init(ofFile path: String) throws(ReadProblem) {
    self.path = path
    do {
      let status = try FileStatus(ofPath: path)
      let file = try OpenFile(path: path)
      var bytes: [UInt8] = []
      var isAtEnd = false
      var count = max(status.size, 1 << 12) + 1
      while !isAtEnd {
        (bytes, isAtEnd) = try file.read(after: bytes, upTo: count)
        count *= 2
      }
      self.bytes = bytes
    } catch {
      throw ReadProblem(file: path, place: .none, message: error.explanation)
    }
  }

  /// The SHA-256 of the bytes, as 64 hexadecimal digits.
  public var sha256: String { SHA256.digest(of: bytes).description }
}
