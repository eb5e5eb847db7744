/// A line of a text, without the white space and the marks at its ends, and what its form shows at a glance.
struct Line: Sendable {
  /// Where the line stands: never begins or ends in white space, never empty.
  var bytes: Range<Int>
  /// The same place in scalars.
  var scalars: Range<Int>
  /// How many blank lines stand before it.
  var gap: Int
  /// Whether white space stands before it on its own line.
  var isIndented = false
  /// The level of the heading that the format itself made of the line, 1 the highest; 0 where it said nothing.
  var level = 0
  /// What the characters of the line add up to.
  var form = LineForm()

  var span: SourceSpan { SourceSpan(scalars: scalars, bytes: bytes) }

  /// This line and `next` as one.
  func joined(with next: Line) -> Line {
    var line = self
    line.bytes = bytes.lowerBound..<next.bytes.upperBound
    line.scalars = scalars.lowerBound..<next.scalars.upperBound
    line.form = form.joined(with: next.form)
    return line
  }
}

/// Counts and ends of a line's characters: all that most rules of form ask for.
struct LineForm: Sendable {
  /// Columns that the line takes: two for a Chinese character, one for a letter.
  var cells = 0
  /// Chinese characters and kana.
  var han = 0
  /// Capital letters of Latin and other alphabets.
  var upper = 0
  /// Letters that are no capitals.
  var small = 0
  /// Digits.
  var digits = 0
  /// Words, as spaces part them.
  var words = 0
  /// Sentence ends before the last character.
  var innerStops = 0
  /// Commas and the like.
  var commas = 0
  /// Characters that are neither letters, digits nor punctuation.
  var signs = 0
  /// The first and the last character.
  var first: UInt32 = 0
  var last: UInt32 = 0
  /// The character before closing quotation marks and brackets at the end.
  var lastInside: UInt32 = 0

  /// Letters of any script, Chinese characters included.
  var letters: Int { han + upper + small }

  func joined(with next: LineForm) -> LineForm {
    var form = self
    form.cells += next.cells + 1
    form.han += next.han
    form.upper += next.upper
    form.small += next.small
    form.digits += next.digits
    form.words += next.words
    form.innerStops += next.innerStops + (endsSentence ? 1 : 0)
    form.commas += next.commas
    form.signs += next.signs
    form.last = next.last
    form.lastInside = next.lastInside
    return form
  }

  /// Whether the line ends as a sentence ends, closing quotation marks and brackets aside.
  var endsSentence: Bool { Signs.isStop(lastInside) }

  /// The form of the characters in `bytes`.
  init(of text: SourceText, in bytes: Range<Int>) {
    var offset = bytes.lowerBound
    var afterSpace = true
    var stopPending = false
    while offset < bytes.upperBound {
      let (value, length) = text.scalar(atByte: offset)
      if offset == bytes.lowerBound { first = value }
      offset += length
      if Signs.isSpace(value) {
        afterSpace = true
        cells += value == 0x3000 ? 2 : 1
        if stopPending { (innerStops, stopPending) = (innerStops + 1, false) }
        continue
      }
      if afterSpace { words += 1 }
      afterSpace = false
      last = value
      if stopPending, Signs.isWide(value), !Signs.isCloser(value) {
        (innerStops, stopPending) = (innerStops + 1, false)
      }
      if !Signs.isCloser(value) { lastInside = value }
      count(value)
      if Signs.isStop(value) {
        stopPending = true
      } else if !Signs.isCloser(value) {
        stopPending = false
      }
    }
    if lastInside == 0 { lastInside = last }
  }

  init() {}

  @inline(__always)
  private mutating func count(_ value: UInt32) {
    if value < 0x80 {
      cells += 1
      switch value {
      case 0x61...0x7A: small += 1
      case 0x41...0x5A: upper += 1
      case 0x30...0x39: digits += 1
      case 0x2C, 0x3B: commas += 1
      case 0..<0x20, 0x7F: signs += 1
      case 0x2A, 0x2B, 0x3C...0x3E, 0x23, 0x24, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: signs += 1
      default: break
      }
      return
    }
    switch ScalarClass(of: value) {
    case .han, .kana:
      han += 1
      cells += 2
    case .hangul:
      small += 1
      cells += 2
    case .letter:
      cells += 1
      if let scalar = Unicode.Scalar(value), scalar.properties.isUppercase {
        upper += 1
      } else {
        small += 1
      }
    case .digit:
      digits += 1
      cells += 1
    case .punctuation:
      cells += Signs.isWide(value) ? 2 : 1
      if value == 0xFF0C || value == 0x3001 || value == 0xFF1B { commas += 1 }
    case .mark: break
    case .symbol, .other, .space:
      signs += 1
      cells += 1
    }
  }
}
