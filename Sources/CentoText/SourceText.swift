/// Decoded text as it stands in its source, with both ways of counting places in it.
///
/// The text is kept as valid UTF-8. Every 256th scalar's byte offset is remembered, so that a scalar offset is
/// turned into a byte offset, and back, in at most 256 steps; text of ASCII alone needs no such table.
public struct SourceText: Sendable, Equatable {
  /// The text as UTF-8, always valid.
  public let utf8: [UInt8]
  /// The number of Unicode scalars.
  public let scalarCount: Int
  /// The byte offset of scalar 256 · i at place i; empty where bytes and scalars are the same.
  private let checkpoints: [UInt32]

  private static let stride = 256

  /// The text of these bytes.
  ///
  /// - Throws: `InvalidUTF8`, naming the first byte that does not belong to well-formed UTF-8 (Unicode 3.9, table 3-7).
  public init(utf8: [UInt8]) throws(InvalidUTF8) {
    let count = try validatedScalarCount(utf8)
    self.init(valid: utf8, scalarCount: count)
  }

  /// The text of a Swift string.
  public init(_ string: String) {
    self.init(valid: Array(string.utf8), scalarCount: string.unicodeScalars.count)
  }

  private init(valid utf8: [UInt8], scalarCount: Int) {
    self.utf8 = utf8
    self.scalarCount = scalarCount
    var checkpoints: [UInt32] = []
    if scalarCount != utf8.count {
      checkpoints.reserveCapacity(scalarCount / Self.stride + 1)
      var scalar = 0
      for (offset, byte) in utf8.enumerated() where byte & 0xC0 != 0x80 {
        if scalar % Self.stride == 0 { checkpoints.append(UInt32(offset)) }
        scalar += 1
      }
    }
    self.checkpoints = checkpoints
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
    var offset = Int(checkpoints[scalar / Self.stride])
    for _ in 0..<scalar % Self.stride { offset += length(ofScalarAt: offset) }
    return offset
  }

  /// The number of scalars before byte `offset`, which must be the first byte of a scalar or the end.
  public func scalarOffset(ofByte offset: Int) -> Int {
    precondition(offset >= 0 && offset <= utf8.count, "byte offset out of the text")
    if checkpoints.isEmpty { return offset }
    if offset == utf8.count { return scalarCount }
    var low = 0
    var high = checkpoints.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(checkpoints[middle]) <= offset { low = middle } else { high = middle }
    }
    var scalar = low * Self.stride
    var byte = Int(checkpoints[low])
    while byte < offset {
      byte += length(ofScalarAt: byte)
      scalar += 1
    }
    return scalar
  }

  /// The span of a range of scalars.
  public func span(scalars: Range<Int>) -> SourceSpan {
    SourceSpan(
      scalars: scalars,
      bytes: byteOffset(ofScalar: scalars.lowerBound)..<byteOffset(ofScalar: scalars.upperBound))
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

  /// The scalars of a range of bytes, decoded.
  ///
  /// - Complexity: O(bytes).
  public func scalars(inBytes range: Range<Int>) -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(range.count)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let (value, length) = scalar(atByte: offset)
      result.append(value)
      offset += length
    }
    return result
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

  private func length(ofScalarAt offset: Int) -> Int {
    let first = utf8[offset]
    if first < 0x80 { return 1 }
    if first < 0xE0 { return 2 }
    return first < 0xF0 ? 3 : 4
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
