internal import Cento
internal import Glibc

/// Where results go: standard output, or a file that takes its final name only when it is whole.
///
/// A closed pipe ends the program by SIGPIPE, as in every filter.
final class ResultStream {
  private let descriptor: Int32
  private let temporary: String?
  private let final: String?
  private var buffer: [UInt8] = []

  private static let capacity = 1 << 16

  /// Standard output.
  init() {
    (descriptor, temporary, final) = (STDOUT_FILENO, nil, nil)
  }

  /// A file at `path`, written beside it and renamed by `finish`.
  init(path: String) throws(OutputError) {
    let temporary = path + ".partial"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw OutputError(path: path, code: errno) }
    self.descriptor = descriptor
    self.temporary = temporary
    self.final = path
  }

  /// Adds bytes to the stream.
  func write(_ bytes: [UInt8]) throws(OutputError) {
    if bytes.count >= Self.capacity {
      // As much as the buffer holds needs no buffer.
      try flush()
      buffer = bytes
      try flush()
      return
    }
    buffer += bytes
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Adds what `body` appends for each of `0 ..< count`, in that order, made on several threads.
  ///
  /// A few thousand are made at a time: the bytes of all could be more than the texts.
  func write(
    _ count: Int, threads: Int, _ body: @Sendable (Int, inout [UInt8]) -> Void
  ) throws(OutputError) {
    for stretch in Parallel.blocks(of: count, size: 128 * 32) {
      let blocks = Parallel.blocks(of: stretch.count, size: 32)
      let made = Parallel.map(count: blocks.count, threads: threads) { block in
        var bytes: [UInt8] = []
        for index in blocks[block] { body(stretch.lowerBound + index, &bytes) }
        return bytes
      }
      for bytes in made { try write(bytes) }
    }
  }

  /// Adds a line of text.
  func line(_ text: String = "") throws(OutputError) {
    try write(Array(text.utf8) + [0x0A])
  }

  /// Writes what is left, and gives a file its final name.
  func finish() throws(OutputError) {
    try flush()
    guard let temporary, let final else { return }
    guard close(descriptor) == 0, unsafe rename(temporary, final) == 0 else { throw failure() }
  }

  /// Takes an unfinished file away.
  func discard() {
    guard let temporary else { return }
    _ = close(descriptor)
    _ = unsafe unlink(temporary)
  }

  private func flush() throws(OutputError) {
    var rest = buffer[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw failure()
      }
      rest = rest.dropFirst(written)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func failure() -> OutputError {
    OutputError(path: final ?? "standard output", code: errno)
  }
}

/// Results that could not be written.
struct OutputError: Error, CustomStringConvertible {
  let path: String
  let code: Int32

  var description: String {
    let reason = unsafe String(cString: strerror(code))
    return "\(path): cannot be written: \(reason). Free some room, or choose another place."
  }
}
