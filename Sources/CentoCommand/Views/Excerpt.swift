internal import Cento

/// A line's worth of a longer text, for people.
struct Excerpt {
  private let width: Int
  private var columns = 0
  private var isAfterSpace = true
  private var isFull = false
  private var isEnded = false

  /// The beginning of `text` on one line, at most `width` columns wide; East Asian signs take two.
  static func beginning(of text: String, width: Int = 72) -> String {
    var excerpt = Excerpt(width: width)
    var line: [UInt8] = []
    excerpt.append(Array(text.utf8)[...], to: &line)
    return String(decoding: line, as: UTF8.self)
  }

  /// An excerpt of this width, of no text yet.
  init(width: Int) { self.width = width }

  /// Appends what the excerpt shows of the next piece of its text.
  mutating func append(_ utf8: ArraySlice<UInt8>, to line: inout [UInt8]) {
    let bytes = utf8.span
    var offset = 0
    // What was looked at and is not appended yet.
    var start = 0
    while offset < bytes.count, !isFull {
      let first = bytes[offset]
      // Most of Chinese and of English is told by its first byte.
      if first &- 0xE4 < 6 || first > 0x20 && first < 0x7F {
        let isIdeograph = first >= 0x80
        let wider = columns + (isIdeograph ? 2 : 1)
        if wider <= width {
          columns = wider
          isAfterSpace = false
          offset += isIdeograph ? 3 : 1
          continue
        }
      }
      let (scalar, length) = Self.scalar(bytes, at: offset)
      if ScalarClass(of: scalar) == .space {
        line += utf8[utf8.startIndex + start..<utf8.startIndex + offset]
        if !isAfterSpace {
          line.append(0x20)
          columns += 1
        }
        isAfterSpace = true
        start = offset + length
      } else {
        isAfterSpace = false
        columns += Self.isWide(scalar) ? 2 : 1
        isFull = columns > width
      }
      if !isFull { offset += length }
    }
    if start < offset { line += utf8[utf8.startIndex + start..<utf8.startIndex + offset] }
    if isFull, !isEnded {
      line.append(contentsOf: "…".utf8)
      isEnded = true
    }
  }

  private static func scalar(_ bytes: Span<UInt8>, at offset: Int) -> (value: UInt32, length: Int) {
    let first = UInt32(bytes[offset])
    if first < 0x80 { return (first, 1) }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = first & (0x7F >> UInt32(length))
    for place in offset + 1..<offset + length { value = value << 6 | UInt32(bytes[place] & 0x3F) }
    return (value, length)
  }

  /// Whether a sign takes two columns.
  static func isWide(_ scalar: Unicode.Scalar) -> Bool { isWide(scalar.value) }

  private static func isWide(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x2_0000...0x3_FFFD:
      return true
    default: return false
    }
  }
}
