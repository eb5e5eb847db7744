/// Decoded text as it stands in its source, with both ways of counting places in it.
///
/// The text is kept as valid UTF-8. Every 256th scalar's byte offset is remembered, so that a scalar offset is
/// turned into a byte offset, and back, by counting at most 256, eight bytes at a time; text of ASCII alone needs no such table.
public struct SourceText: Sendable, Equatable {
  /// The text as UTF-8, always valid.
  public let utf8: [UInt8]
  /// The number of Unicode scalars.
  public let scalarCount: Int
  /// The byte offset of scalar 256 · i at place i; empty where bytes and scalars are the same.
  private let checkpoints: [UInt32]

  private static let stride = UTF8Survey.stride

  /// The longest text in bytes: 2³¹ − 1, so that a place fits 31 bits everywhere.
  public static let maximumByteCount = Int(Int32.max)

  /// The text of these bytes, at most `maximumByteCount`.
  ///
  /// - Throws: `InvalidUTF8`, naming the first byte of the first ill-formed sequence (Unicode 3.9, table 3-7).
  /// - Complexity: O(bytes).
  public init(utf8: [UInt8]) throws(InvalidUTF8) {
    self.init(try UTF8Survey(of: utf8), of: utf8)
  }

  /// The text of a Swift string.
  public init(_ string: String) {
    let utf8 = Array(string.utf8)
    // A string is valid by its type: the second survey is never asked for.
    let survey = (try? UTF8Survey(of: utf8)) ?? UTF8Survey()
    self.init(survey, of: utf8)
  }

  private init(_ survey: UTF8Survey, of utf8: [UInt8]) {
    precondition(utf8.count <= Self.maximumByteCount, "text longer than 2^31 - 1 bytes")
    self.utf8 = utf8
    scalarCount = survey.scalarCount
    checkpoints = survey.checkpoints
  }

  /// The span of the whole text.
  public var span: SourceSpan {
    SourceSpan(scalars: 0..<scalarCount, bytes: 0..<utf8.count)
  }

  /// The byte offset at which scalar number `scalar` begins; the length in bytes for the length in scalars.
  public func byteOffset(ofScalar scalar: Int) -> Int {
    precondition(scalar >= 0 && scalar <= scalarCount, "scalar offset out of the text")
    if checkpoints.isEmpty { return scalar }
    if scalar == scalarCount { return utf8.count }
    return offsetOfScalar(
      scalar % Self.stride, after: Int(checkpoints[scalar / Self.stride]), of: utf8)
  }

  /// The number of scalars before byte `offset`, which must be the first byte of a scalar or the end.
  public func scalarOffset(ofByte offset: Int) -> Int {
    precondition(offset >= 0 && offset <= utf8.count, "byte offset out of the text")
    precondition(
      offset == utf8.count || utf8[offset] & 0xC0 != 0x80, "byte offset inside a scalar")
    if checkpoints.isEmpty { return offset }
    if offset == utf8.count { return scalarCount }
    var low = 0
    var high = checkpoints.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(checkpoints[middle]) <= offset { low = middle } else { high = middle }
    }
    return low * Self.stride + countOfScalars(in: Int(checkpoints[low])..<offset, of: utf8)
  }

  /// The byte offset at which scalar number `scalar` begins, counted from a scalar whose offset is
  /// known where that is nearer than the offset that is remembered.
  package func byteOffset(ofScalar scalar: Int, from known: (scalar: Int, byte: Int)) -> Int {
    let ahead = scalar - known.scalar
    guard ahead >= 0, ahead <= scalar % Self.stride, scalar <= scalarCount, !checkpoints.isEmpty
    else { return byteOffset(ofScalar: scalar) }
    return offsetOfScalar(ahead, after: known.byte, of: utf8)
  }

  /// The span of a range of scalars.
  public func span(scalars: Range<Int>) -> SourceSpan {
    let start = byteOffset(ofScalar: scalars.lowerBound)
    let end = byteOffset(ofScalar: scalars.upperBound, from: (scalars.lowerBound, start))
    return SourceSpan(scalars: scalars, bytes: start..<end)
  }

  /// The span of a range of bytes, both ends on scalar boundaries.
  public func span(bytes: Range<Int>) -> SourceSpan {
    SourceSpan(
      scalars: scalarOffset(ofByte: bytes.lowerBound)..<scalarOffset(ofByte: bytes.upperBound),
      bytes: bytes)
  }

  /// The text of a span.
  public subscript(span: SourceSpan) -> String {
    String(decoding: utf8[span.bytes], as: UTF8.self)
  }

  /// The scalars of a range of bytes, decoded; both ends on scalar boundaries.
  ///
  /// - Complexity: O(bytes).
  public func scalars(inBytes range: Range<Int>) -> [UInt32] {
    let count = scalarOffset(ofByte: range.upperBound) - scalarOffset(ofByte: range.lowerBound)
    return decodedScalars(utf8, range, count: count)
  }

  /// The scalars of a span of this text, decoded.
  ///
  /// - Complexity: O(bytes).
  package func scalars(in span: SourceSpan) -> [UInt32] {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(span.count)
    let range = span.bytes
    precondition(range.upperBound <= utf8.count, "span out of the text")
    var place = range.lowerBound
    while place < range.upperBound {
      let (value, length) = scalar(atByte: place)
      scalars.append(value)
      place += length
    }
    return scalars
  }

  /// The scalar that begins at byte `offset`, and its length in bytes.
  @inline(__always)
  public func scalar(atByte offset: Int) -> (value: UInt32, length: Int) {
    let first = UInt32(utf8[offset])
    if first < 0x80 { return (first, 1) }
    let second = UInt32(utf8[offset + 1] & 0x3F)
    if first < 0xE0 { return ((first & 0x1F) << 6 | second, 2) }
    let third = UInt32(utf8[offset + 2] & 0x3F)
    if first < 0xF0 { return ((first & 0x0F) << 12 | second << 6 | third, 3) }
    return ((first & 0x07) << 18 | second << 12 | third << 6 | UInt32(utf8[offset + 3] & 0x3F), 4)
  }
}

/// Bytes that are no UTF-8.
public struct InvalidUTF8: Error, Sendable, Hashable {
  /// The offset of the first byte that does not belong.
  public let byte: Int

  /// An error at this byte.
  public init(byte: Int) {
    self.byte = byte
  }
}
