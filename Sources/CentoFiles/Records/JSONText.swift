extension JSONScanner {
  /// The bytes that a string stands for, its escapes resolved; not checked for being UTF-8.
  func unescaped(_ string: RawString) -> [UInt8] {
    guard string.hasEscapes else { return bytes.array(string.range) }
    var text: [UInt8] = []
    text.reserveCapacity(string.range.count)
    var place = string.range.lowerBound
    while place < string.range.upperBound {
      let byte = bytes[place]
      if byte != 0x5C {
        let start = place
        while place < string.range.upperBound, bytes[place] != 0x5C { place += 1 }
        bytes.append(start..<place, to: &text)
        continue
      }
      place += 2
      switch bytes[place - 1] {
      case 0x62: text.append(0x08)
      case 0x66: text.append(0x0C)
      case 0x6E: text.append(0x0A)
      case 0x72: text.append(0x0D)
      case 0x74: text.append(0x09)
      case 0x75:
        var scalar = unit(at: place)
        place += 4
        if scalar & 0xFC00 == 0xD800 {
          scalar = 0x1_0000 + (scalar & 0x3FF) << 10 + unit(at: place + 2) & 0x3FF
          place += 6
        }
        appendUTF8(scalar, to: &text)
      case let sign: text.append(sign)
      }
    }
    return text
  }

  /// The four hexadecimal digits at `place`, which the scanner has seen to be such.
  private func unit(at place: Int) -> UInt32 {
    var value: UInt32 = 0
    for offset in 0..<4 { value = value << 4 | (hexadecimalDigit(bytes[place + offset]) ?? 0) }
    return value
  }

  private func appendUTF8(_ scalar: UInt32, to text: inout [UInt8]) {
    if scalar < 0x80 {
      text.append(UInt8(scalar))
      return
    }
    if scalar < 0x800 {
      text.append(UInt8(0xC0 | scalar >> 6))
    } else {
      if scalar < 0x1_0000 {
        text.append(UInt8(0xE0 | scalar >> 12))
      } else {
        text.append(UInt8(0xF0 | scalar >> 18))
        text.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      }
      text.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    }
    text.append(UInt8(0x80 | scalar & 0x3F))
  }
}
