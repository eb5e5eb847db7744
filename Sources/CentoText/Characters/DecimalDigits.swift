// Digits are gathered in one word and appended at once: one by one, each asks whether the array has
// room. The word's own bytes are read, no more than it has.

extension [UInt8] {
  /// Appends a whole number in decimal digits.
  package mutating func append(decimal value: Int) {
    if value < 0 { append(0x2D) }
    append(decimal: UInt64(value.magnitude), digits: 1)
  }

  /// Appends a whole number in as many decimal digits at least.
  package mutating func append(decimal value: UInt64, digits: Int) {
    if value >= 100_000_000 {
      append(decimal: value / 100_000_000, digits: digits - 8)
      append(decimal: value % 100_000_000, digits: 8)
      return
    }
    if digits > 8 {
      append(contentsOf: repeatElement(0x30, count: digits - 8))
      append(decimal: value, digits: 8)
      return
    }
    if value < 10, digits <= 1 {
      append(0x30 + UInt8(truncatingIfNeeded: value))
      return
    }
    var rest = UInt32(truncatingIfNeeded: value)
    var (word, count) = (UInt64(0), 0)
    while rest > 0 || count < digits {
      let tenth = rest / 10
      word = word << 8 | UInt64(0x30 + (rest - tenth * 10))
      rest = tenth
      count += 1
    }
    unsafe Swift.withUnsafeBytes(of: word.littleEndian) { bytes in
      unsafe append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    }
  }
}
