internal import Glibc

/// Standard error: messages always, progress only where a person watches.
struct Console {
  /// Whether a person watches.
  let isTerminal = isatty(STDERR_FILENO) == 1

  /// One line for the person, after the stage line is cleared.
  func say(_ message: String) {
    clear()
    write("cento: \(message)\n")
  }

  /// What is being done now; the next line replaces it.
  func stage(_ text: String) {
    guard isTerminal else { return }
    write("\r\u{1B}[K\(text) …")
  }

  /// Takes the stage line away.
  func clear() {
    guard isTerminal else { return }
    write("\r\u{1B}[K")
  }

  private func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
      }
      if written <= 0 { return }
      bytes = bytes.dropFirst(written)
    }
  }
}
