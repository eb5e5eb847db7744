/// The non-blank lines of a text, in order, by whatever sign its lines end.
struct Lines: Sendable {
  /// The lines with something on them.
  var lines: [Line] = []
  /// The marks of machines that were found, wherever they stood, in order.
  var marks: [SourceSpan] = []

  /// The lines of `text`, marks of machines cut out of their ends.
  ///
  /// A line that holds nothing but marks gives no `Line`, and counts neither as blank nor as a line.
  ///
  /// Where lines are only to be parted, their forms are not looked at.
  ///
  /// - Complexity: O(bytes).
  init(of text: SourceText, withForms: Bool = true) {
    let end = text.utf8.count
    var offset = 0
    var scalar = 0
    var gap = 0
    while offset < end {
      var first = (byte: -1, scalar: -1)
      var last = (byte: offset, scalar: scalar)
      var indented = false
      var mayHoldMark = false
      var previous: UInt32 = 0
      while offset < end {
        let (value, length) = text.scalar(atByte: offset)
        if Signs.endsLine(value) { break }
        if Signs.isSpace(value) {
          if first.byte < 0 { indented = true }
        } else {
          if first.byte < 0 { first = (offset, scalar) }
          last = (offset + length, scalar + 1)
        }
        if MarkShape.mayBegin(previous, value) { mayHoldMark = true }
        previous = value
        offset += length
        scalar += 1
      }
      if first.byte >= 0 {
        let line = Line(
          bytes: first.byte..<last.byte, scalars: first.scalar..<last.scalar, gap: gap,
          isIndented: indented)
        if append(line, of: text, mayHoldMark: mayHoldMark, withForms: withForms) { gap = 0 }
      } else {
        gap += 1
      }
      if offset < end { (offset, scalar) = Self.afterLineEnd(of: text, at: offset, scalar) }
    }
  }

  private static func afterLineEnd(
    of text: SourceText, at offset: Int, _ scalar: Int
  ) -> (Int, Int) {
    let (value, length) = text.scalar(atByte: offset)
    let next = offset + length
    if value == 0x0D, next < text.utf8.count, text.utf8[next] == 0x0A {
      return (next + 1, scalar + 2)
    }
    return (next, scalar + 1)
  }

  /// Keeps what is left of the line without marks; false if nothing is.
  private mutating func append(
    _ line: Line, of text: SourceText, mayHoldMark: Bool, withForms: Bool
  ) -> Bool {
    var line = line
    if mayHoldMark {
      let found = MarkShape.marks(in: line.span, of: text)
      marks += found
      for mark in found where mark.bytes.lowerBound == line.bytes.lowerBound {
        line = text.trimmed(line, from: mark.bytes.upperBound, to: line.bytes.upperBound)
      }
      for mark in found.reversed()
      where mark.bytes.upperBound == line.bytes.upperBound && !line.bytes.isEmpty {
        line = text.trimmed(line, from: line.bytes.lowerBound, to: mark.bytes.lowerBound)
      }
      if line.bytes.isEmpty { return false }
    }
    if withForms { line.form = LineForm(of: text, in: line.bytes) }
    lines.append(line)
    return true
  }
}

extension SourceText {
  /// The line cut down to these bytes, white space at the ends left out.
  fileprivate func trimmed(_ line: Line, from start: Int, to end: Int) -> Line {
    var line = line
    let span = trimmed(bytes: start..<max(start, end))
    (line.bytes, line.scalars) = (span.bytes, span.scalars)
    return line
  }

  /// The span of `bytes` without white space at its ends; empty if there is nothing else.
  func trimmed(bytes: Range<Int>) -> SourceSpan {
    var start = bytes.lowerBound
    var end = bytes.upperBound
    while start < end {
      let (value, length) = scalar(atByte: start)
      guard Signs.isSpace(value) else { break }
      start += length
    }
    while end > start {
      var place = end - 1
      while place > start, utf8[place] & 0xC0 == 0x80 { place -= 1 }
      guard Signs.isSpace(scalar(atByte: place).value) else { break }
      end = place
    }
    return span(bytes: start..<end)
  }
}
