#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

// Every call of the operating system that the room makes goes through this file and
// `CharacterConverter`: C memory does not leave them.

/// What the system answered when it refused.
struct SystemError: Error, Hashable {
  /// The C library's `errno`.
  let code: Int32

  /// The refusal of the call that has just failed.
  static var last: SystemError { SystemError(code: errno) }

  /// What is wrong and what to do about it.
  var explanation: String {
    switch code {
    case ENOENT: "no such file or folder. Check the path."
    case ENOTDIR: "a part of the path is a file, not a folder. Check the path."
    case EACCES, EPERM: "permission denied. Ask for the right to read it, or leave it out."
    case ELOOP: "its symbolic links lead in a circle. Mend the link or leave it out."
    case ENAMETOOLONG: "the path is longer than the system allows. Go nearer to it first."
    case EISDIR: "it is a folder. Give it without other names."
    case ENXIO: "nothing stands behind it: a socket or a device that is away. Leave it out."
    default: "\(unsafe String(cString: strerror(code))). Mend the cause and run again."
    }
  }

  /// Whether nothing stands under the name.
  var isMissing: Bool { code == ENOENT }
}

/// What the system knows of a path, symbolic links followed.
struct FileStatus: Hashable {
  /// What a path names.
  enum Kind: Hashable {
    case file, folder, pipe, terminal, other
  }

  /// One file under all of its names: the device and the number there.
  struct Identity: Hashable {
    let device: UInt64
    let number: UInt64
  }

  let kind: Kind
  let identity: Identity
  let size: Int

  /// The status of what `path` names.
  init(ofPath path: String) throws(SystemError) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw .last }
    self.init(status, isTerminal: path.hasPrefix("/dev/") && Self.isTerminal(path))
  }

  private init(_ status: stat, isTerminal: Bool) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFIFO: .pipe
      default: isTerminal ? .terminal : .other
      }
    identity = Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    size = Int(status.st_size)
  }

  private static func isTerminal(_ path: String) -> Bool {
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { _ = close(descriptor) }
    return isatty(descriptor) == 1
  }
}

/// The names in a folder, without `.` and `..`, as the bytes that the system keeps, in no order.
func names(inFolder path: String) throws(SystemError) -> [[UInt8]] {
  guard let folder = unsafe opendir(path) else { throw .last }
  defer { unsafe _ = closedir(folder) }
  var names: [[UInt8]] = []
  while true {
    errno = 0
    guard let entry = unsafe readdir(folder) else {
      guard errno == 0 else { throw .last }
      return names
    }
    let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { field in
      unsafe Array(field.prefix { $0 != 0 })
    }
    if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
  }
}

/// A file open for reading, closed when its last use is over.
struct OpenFile: ~Copyable {
  private let descriptor: Int32
  private let isOwned: Bool

  /// Standard input, which stays open.
  static var standardInput: OpenFile { OpenFile(descriptor: 0, isOwned: false) }

  private init(descriptor: Int32, isOwned: Bool) {
    self.descriptor = descriptor
    self.isOwned = isOwned
  }

  /// Opens `path`; of a named pipe, waits until somebody writes to it.
  init(path: String) throws(SystemError) {
    while true {
      let descriptor = unsafe open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC)
      if descriptor >= 0 {
        self.init(descriptor: descriptor, isOwned: true)
        return
      }
      guard errno == EINTR else { throw .last }
    }
  }

  deinit {
    if isOwned { _ = close(descriptor) }
  }

  /// Reads until `prefix` and what follows it are `count` bytes, or the file ends.
  ///
  /// - Returns: All of these bytes, and whether the file has ended.
  func read(after prefix: [UInt8], upTo count: Int) throws(SystemError) -> ([UInt8], isAtEnd: Bool)
  {
    guard prefix.count < count else { return (prefix, false) }
    var failure: SystemError?
    var isAtEnd = false
    // Uninitialised, since zeroing the memory would cost as much as the copy from the system.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { memory, filled in
      filled = unsafe memory.initialize(fromContentsOf: prefix)
      while filled < count && !isAtEnd && failure == nil {
        // A single call may not ask for more than 2 GiB.
        let rest = unsafe UnsafeMutableBufferPointer(rebasing: memory[filled..<count])
        let got = unsafe readSome(descriptor, rest.baseAddress, min(rest.count, 1 << 30))
        isAtEnd = got == 0
        if got > 0 { filled += got }
        if got < 0 && errno != EINTR { failure = .last }
      }
    }
    if let failure { throw failure }
    return (bytes, isAtEnd)
  }
}

/// The C library's `read`, under a name that no method hides.
private func readSome(
  _ descriptor: Int32, _ memory: UnsafeMutablePointer<UInt8>?, _ count: Int
) -> Int {
  unsafe read(descriptor, memory, count)
}
