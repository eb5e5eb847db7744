internal import Cento

/// A builder of one line of JSON, its keys in the order in which they are added.
///
/// UTF-8 with no escapes but those that JSON demands: the quotation mark, the backslash and the
/// control characters below U+0020.
///
///     var line = JSONLine()
///     line.add("type", "pair")
///     line.add("cosine", score: 0.9123456)
///     line.finished   // {"type":"pair","cosine":0.912346} and a line feed
public struct JSONLine: Sendable {
  private var bytes: [UInt8]
  private var needsComma = false

  /// An object without keys.
  public init() {
    self.init(appendingTo: [])
  }

  /// An object that will stand after these bytes.
  init(appendingTo bytes: [UInt8]) {
    self.bytes = bytes
    self.bytes.append(0x7B)
  }

  /// The line, with the brace that closes it and a line feed.
  public consuming func finished() -> [UInt8] {
    bytes.append(0x7D)
    bytes.append(0x0A)
    return bytes
  }

  // MARK: Keys with values

  /// Adds a string, or null.
  public mutating func add(_ key: String, _ value: String?) {
    add(key)
    if let value { string(value) } else { null() }
  }

  /// Adds a whole number, or null.
  public mutating func add(_ key: String, _ value: Int?) {
    add(key)
    if let value { integer(value) } else { null() }
  }

  /// Adds a score, with six decimals.
  public mutating func add(_ key: String, score: Double) {
    add(key)
    SixDecimals.append(score, to: &bytes)
  }

  /// Adds an array of strings.
  public mutating func add(_ key: String, _ values: [String]) {
    add(key)
    array(values) { line, value in line.string(value) }
  }

  /// Adds a half-open range as an array of its two ends.
  public mutating func add(_ key: String, _ range: Range<Int>) {
    add(key)
    JSONText.append(range, to: &bytes)
  }

  /// Adds a value of any kind.
  public mutating func add(_ key: String, _ value: ParameterValue) {
    add(key)
    append(value)
  }

  /// Adds an object whose keys `body` adds.
  public mutating func add(_ key: String, object body: (inout JSONLine) -> Void) {
    add(key)
    object(body)
  }

  /// Adds an array of objects, one for each of `values`.
  public mutating func add<Value>(
    _ key: String, objects values: [Value], _ body: (inout JSONLine, Value) -> Void
  ) {
    add(key)
    array(values) { line, value in
      line.object { body(&$0, value) }
    }
  }

  // MARK: Bare values

  private mutating func add(_ key: String) {
    if needsComma { bytes.append(0x2C) }
    needsComma = true
    string(key)
    bytes.append(0x3A)
  }

  private mutating func object(_ body: (inout JSONLine) -> Void) {
    bytes.append(0x7B)
    needsComma = false
    body(&self)
    bytes.append(0x7D)
    needsComma = true
  }

  private mutating func array<Value>(
    _ values: [Value], _ body: (inout JSONLine, Value) -> Void
  ) {
    bytes.append(0x5B)
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      body(&self, value)
    }
    bytes.append(0x5D)
  }

  private mutating func append(_ value: ParameterValue) {
    switch value {
    case .null: null()
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .int(let value): integer(value)
    case .number(let value):
      // The shortest digits that give the same double back, as in 0.8 and 1e-07.
      if value.isFinite { bytes.append(contentsOf: value.description.utf8) } else { null() }
    case .string(let value): string(value)
    case .array(let values): array(values) { line, value in line.append(value) }
    case .object(let fields):
      object { line in
        for (key, value) in fields { line.add(key, value) }
      }
    }
  }

  private mutating func null() {
    bytes.append(contentsOf: "null".utf8)
  }

  private mutating func integer(_ value: Int) {
    bytes.append(decimal: value)
  }

  private mutating func string(_ value: String) {
    JSONText.append(value, to: &bytes)
  }
}

/// The value of an option, as a header states it.
public enum ParameterValue: Sendable {
  /// Nothing.
  case null
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case int(Int)
  /// A number, printed with the fewest digits that give the same double back: the option as it
  /// was given, not rounded to the six decimals of a score. What is not finite prints null.
  case number(Double)
  /// A string.
  case string(String)
  /// A list.
  case array([ParameterValue])
  /// Named values, in this order.
  case object([(String, ParameterValue)])
}
