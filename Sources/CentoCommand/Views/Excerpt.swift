internal import Cento

/// A line's worth of a longer text, for people.
struct Excerpt {
  private let width: Int
  private var columns = 0
  private var isAfterSpace = true
  private var isFull = false

  /// The beginning of `text` on one line, at most `width` columns wide; East Asian signs take two.
  static func beginning(of text: String, width: Int = 72) -> String {
    var excerpt = Excerpt(width: width)
    var line: [UInt8] = []
    var text = text
    text.makeContiguousUTF8()
    excerpt.append(text.utf8.span, to: &line)
    return String(decoding: line, as: UTF8.self)
  }

  /// An excerpt of this width, of no text yet.
  init(width: Int) { self.width = width }

  /// Appends what the excerpt shows of the next piece of its text.
  mutating func append(_ utf8: ArraySlice<UInt8>, to line: inout [UInt8]) {
    append(utf8.span, to: &line)
  }

  private mutating func append(_ utf8: Span<UInt8>, to line: inout [UInt8]) {
    var offset = 0
    while offset < utf8.count, !isFull {
      let first = utf8[offset]
      let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      // Most of Chinese is told by its first byte.
      let isIdeograph = first &- 0xE4 < 6
      var scalar = UInt32(first)
      if !isIdeograph {
        scalar = first < 0x80 ? scalar : scalar & (0x7F >> UInt32(length))
        for place in offset + 1..<max(offset + 1, offset + length) {
          scalar = scalar << 6 | UInt32(utf8[place] & 0x3F)
        }
        if ScalarClass(of: scalar) == .space {
          if !isAfterSpace {
            line.append(0x20)
            columns += 1
          }
          isAfterSpace = true
          offset += length
          continue
        }
      }
      isAfterSpace = false
      columns += isIdeograph || Self.isWide(scalar) ? 2 : 1
      if columns > width {
        line.append(contentsOf: "…".utf8)
        isFull = true
        return
      }
      for place in offset..<offset + length { line.append(utf8[place]) }
      offset += length
    }
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
