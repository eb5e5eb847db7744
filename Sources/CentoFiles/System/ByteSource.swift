/// The bytes of a file or of standard input, taken in the amounts that the reader asks for.
struct ByteSource: ~Copyable {
  private let file: OpenFile
  private var pending: [UInt8] = []
  private(set) var isAtEnd = false

  /// Opens an input.
  init(_ input: InputList.Input) throws(SystemError) {
    file = input.isStandardInput ? .standardInput : try OpenFile(path: input.path)
  }

  /// Adds bytes to `buffer` until it holds `count` or the source ends.
  mutating func read(into buffer: inout [UInt8], upTo count: Int) throws(SystemError) {
    if !pending.isEmpty {
      buffer.append(contentsOf: pending)
      pending = []
    }
    guard !isAtEnd else { return }
    (buffer, isAtEnd) = try file.read(after: buffer, upTo: count)
  }

  /// The next bytes, up to `count`, which a later `read` will give again.
  mutating func peek(_ count: Int) throws(SystemError) -> [UInt8] {
    var buffer: [UInt8] = []
    try read(into: &buffer, upTo: count)
    pending = buffer
    return buffer
  }

  /// Everything up to the end, or nil if it is more than `limit` bytes.
  ///
  /// - Parameter expected: The likely size, for the first reading.
  mutating func readAll(expected: Int, limit: Int) throws(SystemError) -> [UInt8]? {
    var buffer: [UInt8] = []
    // One more than expected, so that the end is seen without a second allocation.
    var count = min(max(expected, 1 << 12), limit) + 1
    while true {
      try read(into: &buffer, upTo: count)
      if isAtEnd { return buffer }
      if buffer.count > limit { return nil }
      count = min(buffer.count * 2, limit) + 1
    }
  }
}
