internal import Glibc
internal import Synchronization

/// Plain values set aside on disk, in a file without a name: nothing is left of it however the
/// process ends.
///
/// Many tasks write and read at once. A failure does not stop them: values that could not be
/// written stay in memory, those that could not be read come back as zeros, and `check` throws the
/// first failure; a stage that used the file calls it before its results are believed.
package final class SpillFile: Sendable {
  /// Where values stand in the file.
  package struct Extent: Sendable {
    fileprivate var offset: Int
    fileprivate var bytes: Int
  }

  private struct State {
    var end = 0
    var failure: SpillError?
  }

  private let directory: String
  private let descriptor: Int32
  private let state = Mutex(State())

  /// An empty file in a folder.
  package init(in directory: String) throws(SpillError) {
    self.directory = directory
    var name = Array("\(directory)/cento-XXXXXX".utf8CString)
    descriptor = unsafe name.withUnsafeMutableBufferPointer { name in
      guard let base = name.baseAddress else { return -1 }
      let descriptor = unsafe mkstemp(base)
      if descriptor >= 0 { _ = unsafe unlink(base) }
      return descriptor
    }
    guard descriptor >= 0 else { throw SpillError(directory: directory, code: errno) }
  }

  deinit {
    _ = close(descriptor)
  }

  /// The bytes that the file holds.
  package var byteCount: Int { state.withLock { $0.end } }

  /// Throws the first failure so far.
  package func check() throws(SpillError) {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  /// Writes the values of a buffer, over what stood in `old` if they fit there.
  ///
  /// - Returns: Their place; nil if they could not be written.
  func write<Element>(_ buffer: RawBuffer<Element>, over old: Extent?) -> Extent? {
    let bytes = buffer.count * MemoryLayout<Element>.stride
    let extent: Extent
    if let old, old.bytes >= bytes {
      extent = old
    } else {
      extent = state.withLock { state in
        defer { state.end += bytes }
        return Extent(offset: state.end, bytes: bytes)
      }
    }
    var done = 0
    while done < bytes {
      let written = unsafe pwrite(
        descriptor, UnsafeRawPointer(buffer.pointer) + done, bytes - done,
        off_t(extent.offset + done))
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else {
        note(written < 0 ? errno : ENOSPC)
        return nil
      }
      done += written
    }
    return extent
  }

  /// Fills a buffer from its place, or from the value number `first` there.
  func read<Element>(_ extent: Extent, from first: Int = 0, into buffer: RawBuffer<Element>) {
    let start = extent.offset + first * MemoryLayout<Element>.stride
    let bytes = buffer.count * MemoryLayout<Element>.stride
    var done = 0
    while done < bytes {
      let read = unsafe pread(
        descriptor, UnsafeMutableRawPointer(buffer.pointer) + done, bytes - done,
        off_t(start + done))
      if read < 0 && errno == EINTR { continue }
      guard read > 0 else {
        note(read < 0 ? errno : EIO)
        unsafe memset(UnsafeMutableRawPointer(buffer.pointer) + done, 0, bytes - done)
        return
      }
      done += read
    }
  }

  private func note(_ code: Int32) {
    let failure = SpillError(directory: directory, code: code)
    state.withLock { state in
      if state.failure == nil { state.failure = failure }
    }
  }
}

/// Intermediate results that could not be set aside on disk.
public struct SpillError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The folder.
  public let directory: String
  /// The system's error number.
  public let code: Int32

  /// What happened, in the system's words.
  public var description: String {
    let reason = unsafe String(cString: strerror(code))
    return "\(directory): intermediate results cannot be kept there: \(reason)"
  }
}

/// A buffer that is in memory or set aside on disk.
package struct Parked<Element: BitwiseCopyable & Sendable>: Sendable {
  /// The values, while they are in memory.
  package private(set) var buffer: RawBuffer<Element>
  private var extent: SpillFile.Extent?
  /// The number of values on disk; nil while they are in memory.
  private var away: Int?
  private var isSaved = false

  /// A buffer in memory.
  package init(_ buffer: RawBuffer<Element> = RawBuffer()) {
    self.buffer = buffer
  }

  /// Takes new values, in memory.
  package mutating func set(_ buffer: RawBuffer<Element>) {
    self.buffer = buffer
    (away, isSaved) = (nil, false)
  }

  /// Sets the values aside.
  ///
  /// - Parameter isChanged: Whether they may have been written since they came back.
  package mutating func park(in file: SpillFile, isChanged: Bool) {
    guard away == nil else { return }
    if isChanged || !isSaved {
      guard let place = file.write(buffer, over: extent) else { return }
      (extent, isSaved) = (place, true)
    }
    away = buffer.count
    buffer = RawBuffer()
  }

  /// Some of the values, for reading only, wherever they are: a buffer that holds them and their
  /// place in it.
  package func reading(
    _ range: Range<Int>, from file: SpillFile?
  ) -> (values: RawBuffer<Element>, from: Int) {
    guard away != nil, let extent, let file else { return (buffer, range.lowerBound) }
    let values = RawBuffer<Element>(capacity: range.count)
    values.resize(to: range.count)
    file.read(extent, from: range.lowerBound, into: values)
    return (values, 0)
  }

  /// Brings the values back.
  package mutating func recall(from file: SpillFile) {
    guard let count = away, let extent else { return }
    let values = RawBuffer<Element>(capacity: count)
    values.resize(to: count)
    file.read(extent, into: values)
    buffer = values
    away = nil
  }
}
