internal import CentoText

/// A record as a line of JSON: UTF-8 unescaped but for what JSON asks for.
enum RecordLine {
  /// Adds `{"id":…,"text":…}` and a line feed.
  static func append(id: DocumentID, text: [UInt32], to bytes: inout [UInt8]) {
    bytes += #"{"id":""#.utf8
    bytes += id.rawValue.utf8
    bytes += #"","text":""#.utf8
    bytes.reserveCapacity(bytes.count + 3 * text.count + 4)
    for scalar in text { append(scalar, to: &bytes) }
    bytes += "\"}\n".utf8
  }

  /// The number of bytes of a scalar in UTF-8.
  @inline(__always)
  static func length(of scalar: UInt32) -> Int {
    scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x1_0000 ? 3 : 4
  }

  @inline(__always)
  private static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case 0x22, 0x5C:
      bytes.append(0x5C)
      bytes.append(UInt8(scalar))
    case 0..<0x20: appendControl(scalar, to: &bytes)
    case 0..<0x80: bytes.append(UInt8(scalar))
    case 0x80..<0x800:
      bytes.append(UInt8(0xC0 | scalar >> 6))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x1_0000:
      bytes.append(UInt8(0xE0 | scalar >> 12))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    default:
      bytes.append(UInt8(0xF0 | scalar >> 18))
      bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
  }

  private static func appendControl(_ scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case 0x0A: bytes += "\\n".utf8
    case 0x0D: bytes += "\\r".utf8
    case 0x09: bytes += "\\t".utf8
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes += "\\u00".utf8
      bytes.append(digits[Int(scalar >> 4)])
      bytes.append(digits[Int(scalar & 15)])
    }
  }
}
