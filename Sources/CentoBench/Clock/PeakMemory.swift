internal import Glibc

/// The most memory that this process has held, as Linux counts it: resident pages.
package enum PeakMemory {
  /// Begins a new count, if the system permits it (proc(5): 5 to `clear_refs` resets the mark).
  static func reset() -> Bool {
    let file = unsafe open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    return unsafe write(file, "5", 1) == 1
  }

  /// The mark in bytes, or nil if the system does not tell.
  package static func bytes() -> Int? {
    let file = unsafe open("/proc/self/status", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 8192)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe read(file, $0.baseAddress, $0.count)
    }
    guard count > 0 else { return nil }
    return kibibytes(ofMark: "VmHWM", in: buffer[..<count]).map { $0 * 1024 }
  }

  /// The number in the line `name:   12345 kB`.
  package static func kibibytes(ofMark name: String, in status: ArraySlice<UInt8>) -> Int? {
    for line in status.split(separator: 0x0A) where line.starts(with: (name + ":").utf8) {
      let digits = line.filter { (0x30...0x39).contains($0) }
      return Int(String(decoding: digits, as: UTF8.self))
    }
    return nil
  }
}
