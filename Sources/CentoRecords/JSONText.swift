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
    for unsafebyte in unsafe utf8 {
      switch byte {
      case 0x22, 0x5C:
        bytes.append(0x5C)
        bytes.append(byte)
      case 0..<0x20: escape(byte, to: &bytes)
      default: bytes.append(byte)
      }
    }
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

  private static func escape(_ control: UInt8, to bytes: inout [UInt8]) {
    bytes.append(0x5C)
    switch control {
    case 0x08: bytes.append(0x62)
    case 0x09: bytes.append(0x74)
    case 0x0A: bytes.append(0x6E)
    case 0x0C: bytes.append(0x66)
    case 0x0D: bytes.append(0x72)
    default:
      let digit = control & 15
      bytes.append(contentsOf: [0x75, 0x30, 0x30, 0x30 + control >> 4])
      bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }

  /// Appends a whole number.
  static func append(_ value: Int, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(0x2D) }
    append(UInt64(value.magnitude), to: &bytes)
  }

  /// Appends a whole number with as many digits at least.
  static func append(_ value: UInt64, digits: Int = 1, to bytes: inout [UInt8]) {
    let start = bytes.count
    var (rest, left) = (value, digits)
    while rest > 0 || left > 0 {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
      left -= 1
    }
    var (low, high) = (start, bytes.count - 1)
    while low < high {
      bytes.swapAt(low, high)
      low += 1
      high -= 1
    }
  }

  /// Appends the two ends of a half-open range as an array.
  static func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
    bytes.append(0x5B)
    append(range.lowerBound, to: &bytes)
    bytes.append(0x2C)
    append(range.upperBound, to: &bytes)
    bytes.append(0x5D)
  }

  /// Appends the name of a unit in its quotation marks.
  static func append(_ id: PassageID, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    appendInside(id.document.rawValue, to: &bytes)
    if let article = id.article {
      bytes.append(0x23)
      append(article, to: &bytes)
    }
    for number in [id.paragraph, id.sentence] {
      guard let number else { continue }
      bytes.append(0x2E)
      append(number, to: &bytes)
    }
    bytes.append(0x22)
  }
}
