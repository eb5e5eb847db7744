/// A strict scanner of JSON (RFC 8259) over bytes that stay where they are.
///
/// It checks the grammar and finds the bounds of values, and copies nothing. Nested values are
/// followed with a stack of its own, one bit a level, so that no depth of brackets overflows the
/// program's. What lies outside of strings is ASCII by the grammar; whether strings are
/// well-formed UTF-8 is left to whoever decodes them.
struct JSONScanner {
  let bytes: Bytes
  /// Where the next sign is read.
  private(set) var place: Int
  /// Where reading ends.
  let end: Int

  /// A scanner of a range of bytes.
  init(_ bytes: Bytes, in range: Range<Int>) {
    self.bytes = bytes
    place = range.lowerBound
    end = range.upperBound
  }

  /// A string as it stands between its quotation marks.
  struct RawString {
    /// The bytes between the quotation marks.
    let range: Range<Int>
    /// Whether a backslash is among them.
    let hasEscapes: Bool
  }

  /// The next byte, or nil at the end.
  var next: UInt8? {
    @inline(__always) get { place < end ? bytes[place] : nil }
  }

  /// Passes over white space.
  @inline(__always)
  mutating func skipBlanks() {
    while place < end {
      switch bytes[place] {
      case 0x20, 0x09, 0x0A, 0x0D: place += 1
      default: return
      }
    }
  }

  /// Passes over `byte` if it is next.
  @inline(__always)
  mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    place += 1
    return true
  }

  // MARK: Strings

  /// Passes over a string, whose escapes are checked, surrogates among them.
  mutating func string() throws(RecordFault) -> RawString {
    guard skip(0x22) else { throw .syntax(expected: "a string", byte: place) }
    let start = place
    var hasEscapes = false
    while true {
      skipPlain()
      guard place < end else { throw .syntax(expected: "the end of a string", byte: place) }
      switch bytes[place] {
      case 0x22:
        place += 1
        return RawString(range: start..<place - 1, hasEscapes: hasEscapes)
      case 0x5C:
        hasEscapes = true
        try skipEscape()
      default: throw .controlCharacter(byte: place)
      }
    }
  }

  /// Goes to the next quotation mark, backslash or control character.
  ///
  /// Eight bytes at a time: a byte of a word is zero where the word less ones borrows, which is
  /// exact for the lowest such byte; the same for being less than 0x20.
  @inline(__always)
  private mutating func skipPlain() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    while place + 8 <= end {
      let word = bytes.word(at: place)
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5C)
      let found =
        ((quote &- ones) & ~quote | (slash &- ones) & ~slash | (word &- ones &* 0x20) & ~word)
        & tops
      if found != 0 {
        place += found.trailingZeroBitCount / 8
        return
      }
      place += 8
    }
    while place < end {
      let byte = bytes[place]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { return }
      place += 1
    }
  }

  private mutating func skipEscape() throws(RecordFault) {
    let start = place
    place += 1
    guard let sign = next else { throw .syntax(expected: "the end of a string", byte: place) }
    place += 1
    switch sign {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return
    case 0x75: break
    default: throw .syntax(expected: "one of \"\\/bfnrtu after a backslash", byte: place - 1)
    }
    let unit = try hexadecimal()
    switch unit {
    case 0xD800...0xDBFF:
      guard place + 2 <= end, bytes[place] == 0x5C, bytes[place + 1] == 0x75 else {
        throw .loneSurrogate(byte: start)
      }
      place += 2
      guard try (0xDC00...0xDFFF).contains(hexadecimal()) else {
        throw .loneSurrogate(byte: start)
      }
    case 0xDC00...0xDFFF: throw .loneSurrogate(byte: start)
    default: return
    }
  }

  private mutating func hexadecimal() throws(RecordFault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = hexadecimalDigit(byte) else {
        throw .syntax(expected: "four hexadecimal digits after \\u", byte: place)
      }
      value = value << 4 | digit
      place += 1
    }
    return value
  }

  // MARK: Other values

  /// Passes over a value of any kind and depth.
  mutating func value() throws(RecordFault) {
    var stack = BitStack()
    while true {
      // A value begins here.
      skipBlanks()
      switch next {
      case 0x22: _ = try string()
      case 0x7B:
        place += 1
        skipBlanks()
        if !skip(0x7D) {
          stack.push(true)
          try key()
          continue
        }
      case 0x5B:
        place += 1
        skipBlanks()
        if !skip(0x5D) {
          stack.push(false)
          continue
        }
      default: try scalar()
      }
      // A value has ended; so have those that end with it.
      var isClosing = true
      while isClosing {
        guard let isObject = stack.top else { return }
        skipBlanks()
        if skip(0x2C) {
          if isObject { try key() }
          isClosing = false
        } else if skip(isObject ? 0x7D : 0x5D) {
          stack.pop()
        } else {
          throw .syntax(expected: isObject ? "',' or '}'" : "',' or ']'", byte: place)
        }
      }
    }
  }

  private mutating func key() throws(RecordFault) {
    skipBlanks()
    guard next == 0x22 else { throw .syntax(expected: "a key in quotation marks", byte: place) }
    _ = try string()
    skipBlanks()
    guard skip(0x3A) else { throw .syntax(expected: "':'", byte: place) }
  }

  private mutating func scalar() throws(RecordFault) {
    switch next {
    case 0x74: try literal("true")
    case 0x66: try literal("false")
    case 0x6E: try literal("null")
    case 0x2D, .some(0x30...0x39): try number()
    default: throw .syntax(expected: "a value", byte: place)
    }
  }

  private mutating func literal(_ word: StaticString) throws(RecordFault) {
    let start = place
    for letter in word.description.utf8 {
      guard skip(letter) else { throw .syntax(expected: "a value", byte: start) }
    }
  }

  /// Passes over a number.
  mutating func number() throws(RecordFault) {
    _ = skip(0x2D)
    if !skip(0x30) { try digits() }
    if skip(0x2E) { try digits() }
    if skip(0x65) || skip(0x45) {
      if !skip(0x2B) { _ = skip(0x2D) }
      try digits()
    }
  }

  private mutating func digits() throws(RecordFault) {
    guard let first = next, (0x30...0x39).contains(first) else {
      throw .syntax(expected: "a digit", byte: place)
    }
    while let byte = next, (0x30...0x39).contains(byte) { place += 1 }
  }
}

/// The value of a hexadecimal digit, or nil.
func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case 0x30...0x39: UInt32(byte) - 0x30
  case 0x41...0x46: UInt32(byte) - 0x37
  case 0x61...0x66: UInt32(byte) - 0x57
  default: nil
  }
}

/// A stack of bits: what kind of bracket is open at each depth.
private struct BitStack {
  private var words: [UInt64] = []
  private var count = 0

  var top: Bool? {
    count == 0 ? nil : words[(count - 1) / 64] >> UInt64((count - 1) % 64) & 1 == 1
  }

  mutating func push(_ bit: Bool) {
    if count % 64 == 0 { words.append(0) }
    let shift = UInt64(count % 64)
    words[count / 64] = words[count / 64] & ~(1 << shift) | (bit ? 1 << shift : 0)
    count += 1
  }

  mutating func pop() {
    count -= 1
    if count % 64 == 0 { words.removeLast() }
  }
}
