extension SourceText {
  /// Calls `body` with each run of scalars of a span that has no white space inside, in order.
  ///
  /// - Complexity: O(bytes).
  package func forEachSolidRun(in span: SourceSpan, _ body: (Range<Int>) -> Void) {
    let bytes = utf8.span
    var (offset, place) = (span.bytes.lowerBound, span.scalars.lowerBound)
    var start = place
    while offset < span.bytes.upperBound {
      let first = bytes[offset]
      // Most of Chinese, and what is printed of ASCII: no white space, told by the first byte.
      if first &- 0xE4 < 6 {
        offset += 3
        place += 1
        continue
      }
      if first > 0x20 && first < 0x80 {
        offset += 1
        place += 1
        continue
      }
      let (value, length) = scalar(atByte: offset)
      if ScalarClass(of: value) == .space {
        if start < place { body(start..<place) }
        start = place + 1
      }
      offset += length
      place += 1
    }
    if start < place { body(start..<place) }
  }
}
