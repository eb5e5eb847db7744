/// What is wrong with stored numbers.
package enum StoredFormError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The bytes do not begin as this kind of file does.
  case otherKind(String)
  /// A later version than this program knows.
  case version(UInt32, known: UInt32)
  /// Something is missing, left over, or was changed.
  case damaged(String)

  /// What, and what next.
  package var description: String {
    switch self {
    case .otherKind(let kind): "is no file of \(kind). Check the path."
    case .version(let found, let known):
      "is of version \(found), and this program knows versions up to \(known). Take a newer cento."
    case .damaged(let what): "is damaged: \(what). Make it again, or take another copy."
    }
  }
}

/// Writes numbers into bytes that are the same on every machine.
///
/// Eight letters that name the kind, a version (UInt32), then what is appended, then a checksum of all before
/// it (UInt64). All numbers are little-endian; an array is its length (UInt64), then its numbers; a string is
/// the array of its UTF-8 bytes.
package struct StoredWriter {
  private var bytes: [UInt8] = []

  /// The beginning of a file; `kind` has eight ASCII letters.
  package init(kind: String, version: UInt32) {
    precondition(kind.utf8.count == 8, "eight letters")
    bytes.append(contentsOf: kind.utf8)
    append(version)
  }

  /// Appends a whole number.
  package mutating func append(_ number: some FixedWidthInteger) {
    var rest = number
    for _ in 0..<number.bitWidth / 8 {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// Appends an array of whole numbers.
  @specialized(where Number == UInt64)
  @specialized(where Number == UInt32)
  package mutating func append<Number: FixedWidthInteger>(_ numbers: [Number]) {
    append(UInt64(numbers.count))
    for number in numbers { append(number) }
  }

  /// Appends an array of numbers in single precision.
  package mutating func append(_ numbers: [Float]) { append(numbers.map(\.bitPattern)) }

  /// Appends an array of numbers in double precision.
  package mutating func append(_ numbers: [Double]) { append(numbers.map(\.bitPattern)) }

  /// Appends a string.
  package mutating func append(_ text: String) { append(Array(text.utf8)) }

  /// The whole, with its checksum.
  package func finished() -> [UInt8] {
    var whole = self
    whole.append(StoredReader.checksum(bytes[...]))
    return whole.bytes
  }
}

/// Reads what `StoredWriter` wrote, and nothing else.
package struct StoredReader {
  private let bytes: [UInt8]
  private let end: Int
  private var place = 12

  /// Checks the kind, the version and the checksum.
  ///
  /// - Parameter name: The kind in words, for errors.
  package init(
    _ bytes: [UInt8], kind: String, name: String, newest: UInt32
  ) throws(StoredFormError) {
    guard bytes.count >= 8, bytes.prefix(8).elementsEqual(kind.utf8) else {
      throw .otherKind(name)
    }
    self.bytes = bytes
    end = bytes.count - 8
    guard end >= 12 else { throw .damaged("it ends after \(bytes.count) bytes") }
    place = 8
    let version: UInt32 = try number()
    guard version >= 1, version <= newest else { throw .version(version, known: newest) }
    let content = bytes[..<end]
    var last = self
    last.place = end
    guard try last.number(to: bytes.count) == StoredReader.checksum(content) else {
      throw .damaged("its checksum does not fit what it holds")
    }
  }

  /// The next whole number.
  package mutating func number<Number: FixedWidthInteger>() throws(StoredFormError) -> Number {
    try number(to: end)
  }

  private mutating func number<Number: FixedWidthInteger>(
    to end: Int
  ) throws(StoredFormError) -> Number {
    let size = Number.bitWidth / 8
    guard end - place >= size else { throw .damaged("it ends early, at byte \(place)") }
    var number: Number = 0
    for byte in 0..<size { number |= Number(truncatingIfNeeded: bytes[place + byte]) << (8 * byte) }
    place += size
    return number
  }

  /// The next array of whole numbers.
  @specialized(where Number == UInt64)
  @specialized(where Number == UInt32)
  package mutating func numbers<Number: FixedWidthInteger>() throws(StoredFormError) -> [Number] {
    let start = place
    let count: UInt64 = try number()
    guard count <= UInt64(end - place) / UInt64(Number.bitWidth / 8) else {
      throw .damaged("a list at byte \(start) is longer than the file")
    }
    var numbers: [Number] = []
    numbers.reserveCapacity(Int(count))
    for _ in 0..<Int(count) { numbers.append(try number()) }
    return numbers
  }

  /// The next array of finite numbers in single precision.
  package mutating func floats() throws(StoredFormError) -> [Float] {
    let start = place
    let patterns: [UInt32] = try numbers()
    let values = patterns.map(Float.init(bitPattern:))
    guard values.allSatisfy(\.isFinite) else {
      throw .damaged("a list at byte \(start) holds what is no finite number")
    }
    return values
  }

  /// The next array of finite numbers in double precision.
  package mutating func doubles() throws(StoredFormError) -> [Double] {
    let start = place
    let patterns: [UInt64] = try numbers()
    let values = patterns.map(Double.init(bitPattern:))
    guard values.allSatisfy(\.isFinite) else {
      throw .damaged("a list at byte \(start) holds what is no finite number")
    }
    return values
  }

  /// The next string.
  package mutating func string() throws(StoredFormError) -> String {
    let start = place
    let units: [UInt8] = try numbers()
    guard let text = String(validating: units, as: UTF8.self) else {
      throw .damaged("a text at byte \(start) is no UTF-8")
    }
    return text
  }

  /// Makes sure that nothing is left.
  package func finish() throws(StoredFormError) {
    guard place == end else { throw .damaged("\(end - place) bytes are left over") }
  }

  /// FNV-1a, and a last stir.
  fileprivate static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return (hash ^ (hash >> 32)) &* 0xD6E8_FEB8_6659_FD93
  }
}
