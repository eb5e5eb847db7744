/// Text that its own author marked as quoted: between quotation marks, and long enough to be more
/// than a term.
enum MarkedQuotations {
  /// The fewest characters of a quotation in Chinese or Japanese; what is shorter is a term.
  static let shortestIdeographic = 13
  /// How far a closing mark may stand from its opening one.
  private static let reach = 2000
  /// The fewest letters of a quotation elsewhere.
  static let shortestAlphabetic = 40

  /// The quotations in the parts of a unit, as scalars of the document, marks left out, in order.
  ///
  /// Marks of a pair must both stand in the unit; straight marks open and close by turns; what is
  /// nested is part of the outer quotation. The original is asked: folding makes all marks alike.
  static func ranges(in parts: [SourceSpan], of text: SourceText) -> [Range<Int>] {
    // Most units quote nothing.
    guard parts.contains(where: { mayQuote(text.utf8.span.extracting($0.bytes)) }) else {
      return []
    }
    var scalars: [UInt32] = []
    var places: [Int] = []
    for part in parts {
      scalars += text.scalars(in: part)
      places += part.scalars
    }
    return quotations(in: scalars).map { places[$0.lowerBound]..<places[$0.upperBound - 1] + 1 }
  }

  /// The quotations in a text, as places in it.
  static func quotations(in scalars: [UInt32]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while index < scalars.count {
      guard let closing = closing(of: scalars[index]),
        let end = end(of: index, closing: closing, in: scalars)
      else {
        index += 1
        continue
      }
      let range = index + 1..<end
      if isQuotation(scalars[range]) { found.append(range) }
      index = end + 1
    }
    return found
  }

  /// Whether a text may hold an opening mark, told by its bytes.
  private static func mayQuote(_ utf8: Span<UInt8>) -> Bool {
    var offset = 0
    while offset < utf8.count {
      let first = utf8[offset]
      // Most of Chinese, told by its first byte.
      if first &- 0xE4 < 6 {
        offset += 3
        continue
      }
      switch first {
      case 0x22, 0xC2: return true
      case 0xE2: if utf8[offset + 1] == 0x80, utf8[offset + 2] & 0xFD == 0x9C { return true }
      case 0xE3: if utf8[offset + 1] == 0x80, utf8[offset + 2] & 0xFD == 0x8C { return true }
      default: break
      }
      offset += 1
    }
    return false
  }

  private static func closing(of scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x201C: 0x201D
    case 0x300C: 0x300D
    case 0x300E: 0x300F
    case 0xAB: 0xBB
    case 0x201E: 0x201D
    case 0x22: 0x22
    default: nil
    }
  }

  private static func end(of start: Int, closing: UInt32, in scalars: [UInt32]) -> Int? {
    var depth = 1
    for index in scalars.indices.dropFirst(start + 1).prefix(reach) {
      if scalars[index] == closing {
        depth -= 1
      } else if scalars[index] == scalars[start] {
        depth += 1
      }
      if depth == 0 { return index }
    }
    return nil
  }

  private static func isQuotation(_ scalars: ArraySlice<UInt32>) -> Bool {
    var (letters, characters) = (0, 0)
    for scalar in scalars {
      let kind = ScalarClass(of: scalar)
      if kind.isUnspaced { characters += 1 } else if kind.isWordlike { letters += 1 }
    }
    return characters >= letters
      ? characters + letters >= shortestIdeographic : letters >= shortestAlphabetic
  }
}
