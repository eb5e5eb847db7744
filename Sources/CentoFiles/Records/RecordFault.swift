/// Why a line is no record; places are bytes of the whole block that was scanned.
enum RecordFault: Error, Hashable {
  case syntax(expected: String, byte: Int)
  case controlCharacter(byte: Int)
  case loneSurrogate(byte: Int)
  case invalidUTF8(byte: Int)
  case nul(key: String)
  case noObject(JSONKind)
  case missing(key: String)
  case wrongKind(key: String, JSONKind)
  case emptyID
  case duplicateKey(String)
  case tooLong

  /// What is wrong, where, and what next.
  ///
  /// - Parameter start: The place of the line's first byte, from which bytes are counted.
  func message(line: Int, startingAt start: Int) -> String {
    "line \(line): " + explanation(start)
  }

  private func explanation(_ start: Int) -> String {
    switch self {
    case .syntax(let expected, let byte):
      "no JSON: expected \(expected) at byte \(byte - start) of the line. "
        + "Mend the line or leave it out."
    case .controlCharacter(let byte):
      "no JSON: a bare control character at byte \(byte - start) of the line. "
        + "Write it as an escape."
    case .loneSurrogate(let byte):
      "a lone surrogate at byte \(byte - start) of the line. "
        + "Write both halves of the pair, or leave it out."
    case .invalidUTF8(let byte):
      "invalid UTF-8 at byte \(byte - start) of the line. "
        + "Name the file's encoding with --encoding."
    case .nul(let key): "a NUL in `\(key)`. Leave the character out."
    case .noObject(let kind):
      "\(kind.rawValue), not an object. Write {\"id\": …, \"text\": …} on each line."
    case .missing(let key): "no `\(key)`. Give each record an `id` and a `text`."
    case .wrongKind(let key, let kind):
      "`\(key)` is \(kind.rawValue), not a string\(key == "id" ? " or a number" : ""). "
        + "Mend the line or leave it out."
    case .emptyID: "`id` is empty. Give each record an id of its own."
    case .duplicateKey(let key):
      "the key `\(shortened(key))` stands twice. Keep one of the two."
    case .tooLong: "the line is longer than 4 GiB. Split the record."
    }
  }
}

/// The kinds of JSON values, as a person is told of them.
enum JSONKind: String, Hashable {
  case object = "an object"
  case array = "an array"
  case string = "a string"
  case number = "a number"
  case boolean = "true or false"
  case null = "null"

  /// The kind of a value that begins with `byte`, or nil if none does.
  init?(startingWith byte: UInt8?) {
    switch byte {
    case 0x7B: self = .object
    case 0x5B: self = .array
    case 0x22: self = .string
    case 0x2D, .some(0x30...0x39): self = .number
    case 0x74, 0x66: self = .boolean
    case 0x6E: self = .null
    default: return nil
    }
  }
}

/// `text` fit for a message of one line, its control characters shown as escapes.
func shown(_ text: String) -> String {
  var shown = ""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028...0x2029:
      shown += "\\u" + String(0x1_0000 + scalar.value, radix: 16, uppercase: true).dropFirst()
    default: shown.unicodeScalars.append(scalar)
    }
  }
  return shown
}

/// The same of a name that may be too long for a message.
func shortened(_ text: String) -> String {
  let start = text.unicodeScalars.prefix(60)
  return shown(String(start)) + (start.endIndex < text.unicodeScalars.endIndex ? "…" : "")
}
