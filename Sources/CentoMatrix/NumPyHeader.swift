/// The header of a `.npy` file: which values follow, in what order, from where on.
///
/// NumPy Enhancement Proposal 1 (2007): the magic string, two bytes of version, the length of a Python
/// dictionary in two bytes (version 1.0) or four, and the dictionary itself, a literal with the keys
/// `descr`, `fortran_order` and `shape` in any order.
struct NumPyHeader: Equatable {
  /// NumPy's name for the type of the values, such as `<f4`; of a structured type, its beginning.
  var type = ""
  /// Whether the values stand column after column.
  var columnsFirst = false
  /// The lengths of the dimensions.
  var shape: [Int] = []
  /// The first byte of the values.
  var end = 0

  private static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]

  /// Reads the header at the beginning of `bytes`.
  init(_ bytes: [UInt8]) throws(NumPyError) {
    guard bytes.starts(with: NumPyHeader.magic), bytes.count >= 10 else {
      if bytes.starts(with: NumPyHeader.magic) {
        throw .truncated(expected: 10, found: bytes.count)
      }
      throw .notNumPy
    }
    let (major, minor) = (Int(bytes[6]), Int(bytes[7]))
    guard (1...3).contains(major), minor == 0 else { throw .version(major: major, minor: minor) }
    let start = major == 1 ? 10 : 12
    guard bytes.count >= start else { throw .truncated(expected: start, found: bytes.count) }
    let length = (8..<start).reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) }
    end = start + length
    guard bytes.count >= end else { throw .truncated(expected: end, found: bytes.count) }
    var literal = Literal(bytes: bytes[start..<end])
    try read(&literal)
  }

  private mutating func read(_ literal: inout Literal) throws(NumPyError) {
    var missing: Set = ["descr", "fortran_order", "shape"]
    try literal.expect("{")
    while !literal.skip("}") {
      let place = literal.place
      let key = try literal.string()
      guard missing.remove(key) != nil else { throw .header(byte: place) }
      try literal.expect(":")
      switch key {
      case "descr":
        guard !literal.skip("[") else { throw .type("[…]") }
        type = try literal.string()
      case "fortran_order": columnsFirst = try literal.truth()
      default: shape = try literal.tuple()
      }
      if !literal.skip(",") {
        try literal.expect("}")
        break
      }
    }
    guard missing.isEmpty, literal.isAtEnd else { throw .header(byte: literal.place) }
  }
}

/// The part of Python's literals that headers are written in.
private struct Literal {
  private let bytes: ArraySlice<UInt8>
  /// The next byte that is not read, counted from the beginning of the file.
  private(set) var place: Int

  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  /// Whether only white space is left.
  var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return place == bytes.endIndex
    }
  }

  private mutating func skipSpace() {
    while place < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  /// Skips white space and, if it comes next, this sign.
  mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    skipSpace()
    guard place < bytes.endIndex, bytes[place] == UInt8(ascii: sign) else { return false }
    place += 1
    return true
  }

  mutating func expect(_ sign: Unicode.Scalar) throws(NumPyError) {
    guard skip(sign) else { throw .header(byte: place) }
  }

  /// A string between marks of either kind, without escapes: names of types have none.
  mutating func string() throws(NumPyError) -> String {
    skipSpace()
    guard place < bytes.endIndex, bytes[place] == 0x27 || bytes[place] == 0x22 else {
      throw .header(byte: place)
    }
    let rest = bytes[(place + 1)...]
    guard let close = rest.firstIndex(of: bytes[place]), close - place <= 64 else {
      throw .header(byte: place)
    }
    let content = bytes[place + 1..<close]
    guard content.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x5C }) else {
      throw .header(byte: place)
    }
    place = close + 1
    return String(decoding: content, as: UTF8.self)
  }

  mutating func truth() throws(NumPyError) -> Bool {
    skipSpace()
    for (word, value) in [("True", true), ("False", false)]
    where bytes[place...].starts(with: word.utf8) {
      place += word.utf8.count
      return value
    }
    throw .header(byte: place)
  }

  /// Whole numbers in round brackets; of one alone, a comma follows it.
  mutating func tuple() throws(NumPyError) -> [Int] {
    try expect("(")
    var numbers: [Int] = []
    while !skip(")") {
      numbers.append(try number())
      if !skip(",") {
        try expect(")")
        break
      }
    }
    return numbers
  }

  private mutating func number() throws(NumPyError) -> Int {
    skipSpace()
    let start = place
    var value = 0
    while place < bytes.endIndex, (0x30...0x39).contains(bytes[place]) {
      let (tens, over) = value.multipliedReportingOverflow(by: 10)
      let (sum, above) = tens.addingReportingOverflow(Int(bytes[place]) - 0x30)
      guard !over, !above else { throw .tooLarge }
      value = sum
      place += 1
    }
    guard place > start else { throw .header(byte: place) }
    // Python 2 marked long numbers.
    _ = skip("L")
    return value
  }
}
