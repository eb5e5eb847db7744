/// Marks of platforms and machines: a plain name between doubled signs, or a comment of a markup language.
///
///     ##paidbegin##   @@page_break@@   {{advert}}   [[toc]]   <!-- more -->
///
/// A mark may stand by itself or anywhere in a line; the name holds letters, digits, `_`, `-`, `:`, `/`, at
/// most 40, so that prose between doubled signs is none.
enum MarkShape {
  private static let fences: [(open: UInt8, close: UInt8)] = [
    (0x23, 0x23), (0x40, 0x40), (0x25, 0x25), (0x24, 0x24), (0x7B, 0x7D), (0x5B, 0x5D),
  ]
  private static let longestName = 40
  private static let longestComment = 400

  /// Whether a mark may begin with these two characters: a quick test on the way.
  @inline(__always)
  static func mayBegin(_ first: UInt32, _ second: UInt32) -> Bool {
    if first == second {
      switch first {
      case 0x23, 0x40, 0x25, 0x24, 0x7B, 0x5B: return true
      default: return false
      }
    }
    return first == 0x3C && second == 0x21
  }

  /// The marks inside `span`, in order, none overlapping another.
  static func marks(in span: SourceSpan, of text: SourceText) -> [SourceSpan] {
    var found: [SourceSpan] = []
    var place = span.bytes.lowerBound
    let end = span.bytes.upperBound
    while place + 4 < end {
      if let close = markEnd(from: place, before: end, in: text.utf8) {
        found.append(text.span(bytes: place..<close))
        place = close
      } else {
        place += 1
      }
    }
    return found
  }

  private static func markEnd(from start: Int, before end: Int, in bytes: [UInt8]) -> Int? {
    let first = bytes[start]
    if first == 0x3C { return commentEnd(from: start, before: end, in: bytes) }
    guard bytes[start + 1] == first, let fence = fences.first(where: { $0.open == first }) else {
      return nil
    }
    var place = start + 2
    var letters = 0
    while place < end, place - start <= longestName, isName(bytes[place]) {
      if bytes[place] | 0x20 >= 0x61 { letters += 1 }
      place += 1
    }
    guard letters > 1, place + 1 < end, bytes[place] == fence.close, bytes[place + 1] == fence.close
    else { return nil }
    return place + 2
  }

  private static func commentEnd(from start: Int, before end: Int, in bytes: [UInt8]) -> Int? {
    guard start + 6 < end, bytes[start + 1] == 0x21, bytes[start + 2] == 0x2D,
      bytes[start + 3] == 0x2D
    else { return nil }
    var place = start + 4
    while place + 2 < end, place - start < longestComment {
      if bytes[place] == 0x2D, bytes[place + 1] == 0x2D, bytes[place + 2] == 0x3E {
        return place + 3
      }
      place += 1
    }
    return nil
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x3A, 0x2F: return true
    default: return false
    }
  }
}
