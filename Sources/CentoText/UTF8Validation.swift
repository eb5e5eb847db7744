/// The number of scalars in `bytes`, if they are well-formed UTF-8 (Unicode 3.9, table 3-7).
///
/// - Throws: `InvalidUTF8`, naming the first byte of the first ill-formed sequence.
func validatedScalarCount(_ bytes: [UInt8]) throws(InvalidUTF8) -> Int {
  var offset = 0
  var count = 0
  let end = bytes.count
  while offset < end {
    let first = bytes[offset]
    if first < 0x80 {
      offset += 1
      count += 1
      continue
    }
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: throw InvalidUTF8(byte: offset)
    }
    guard offset + length <= end, second.contains(bytes[offset + 1]) else {
      throw InvalidUTF8(byte: offset)
    }
    for place in (offset + 2)..<max(offset + 2, offset + length)
    where bytes[place] & 0xC0 != 0x80 {
      throw InvalidUTF8(byte: offset)
    }
    offset += length
    count += 1
  }
  return count
}
