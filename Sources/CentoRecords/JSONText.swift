internal import Cento

// Eight bytes at a time are read through a raw pointer here: told one by one, the bytes of a text took
// most of the time of its line. The reads stay inside the buffer that is given.

/// Appends the text of JSON values to bytes.
enum JSONText {
  /// Appends a string in its quotation marks.
  static func append(_ value: String, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    appendInside(value, to: &bytes)
    bytes.append(0x22)
  }

  /// Appends a string as it stands between quotation marks.
  static func appendInside(_ value: String, to bytes: inout [UInt8]) {
    // Native strings always have their bytes in one place.
    let isDone: Void? = unsafe value.utf8.withContiguousStorageIfAvailable {
      unsafe appendInside($0, to: &bytes)
    }
    if isDone == nil { appendInside(Array(value.utf8)[...], to: &bytes) }
  }

  /// Appends UTF-8 as it stands between quotation marks.
  static func appendInside(_ utf8: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    unsafe utf8.withUnsafeBufferPointer { unsafe appendInside($0, to: &bytes) }
  }

  private static func appendInside(_ utf8: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    // Most strings need no escape.
    if unsafe isPlain(utf8) {
      unsafe bytes.append(contentsOf: utf8)
      return
    }
    var start = 0
    for place in 0..<utf8.count {
      let byte = unsafe utf8[place]
      if byte >= 0x20, byte != 0x22, byte != 0x5C { continue }
      unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<place]))
      escape(byte, to: &bytes)
      start = place + 1
    }
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
  }

  /// Whether no byte needs an escape.
  private static func isPlain(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(utf8)
    var (offset, found) = (0, UInt64(0))
    while offset + 8 <= raw.count {
      found |= escaped(unsafe raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var last: UInt64 = 0x2020_2020_2020_2020
    while offset < raw.count {
      last = last << 8 | UInt64(unsafe raw[offset])
      offset += 1
    }
    return (found | escaped(last)) == 0
  }

  /// Not zero if one of eight bytes is below U+0020, a quotation mark or a backslash.
  ///
  /// A byte is zero, or less than n, if taking 1, or n, off it borrows (Warren, Hacker's Delight, 6-1).
  @inline(__always)
  private static func escaped(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let slash = word ^ (ones &* 0x5C)
    let control = (word &- (ones &* 0x20)) & ~word
    return (control | ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash)) & (ones &* 0x80)
  }

  private static func escape(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(0x5C)
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x08: bytes.append(0x62)
    case 0x09: bytes.append(0x74)
    case 0x0A: bytes.append(0x6E)
    case 0x0C: bytes.append(0x66)
    case 0x0D: bytes.append(0x72)
    default:
      let digit = byte & 15
      bytes.append(contentsOf: [0x75, 0x30, 0x30, 0x30 + byte >> 4])
      bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }

  /// Appends the two ends of a half-open range as an array.
  static func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
    bytes.append(0x5B)
    bytes.append(decimal: range.lowerBound)
    bytes.append(0x2C)
    bytes.append(decimal: range.upperBound)
    bytes.append(0x5D)
  }

  /// Appends a literal as it is.
  static func append(plain literal: StaticString, to bytes: inout [UInt8]) {
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Appends the name of a unit in its quotation marks.
  static func append(_ id: PassageID, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    appendInside(id.document.rawValue, to: &bytes)
    id.appendNumbers(to: &bytes)
    bytes.append(0x22)
  }
}
