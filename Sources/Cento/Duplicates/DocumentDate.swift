/// When a document was written or published, to the second where its own metadata says so.
package enum DocumentDate {
  /// The keys that are looked at, in this order.
  private static let keys = ["date", "published", "time"]

  /// The date of a document in seconds from the beginning of 1970, or nil where none is known.
  ///
  /// The first of `keys` whose value is a string with a date as ISO 8601 writes it counts: `2024-03-01`,
  /// `2024-03-01T08:30`, `2024-03-01 08:30:15.5+08:00`. A date without a time is its midnight, a time
  /// without a zone one of UTC, a leap second the last of its minute; nothing else is read, and nothing
  /// guessed.
  package static func seconds(of document: Document) -> Int? {
    for key in keys {
      guard let field = document.metadata.first(where: { $0.key == key }),
        let date = seconds(ofJSON: field.json)
      else { continue }
      return date
    }
    return nil
  }

  /// The midnight of a date in seconds from the beginning of 1970.
  static func seconds(of date: CalendarDate) -> Int {
    ISOReader.days(to: (date.year, date.month, date.day)) * 86_400
  }

  /// The date that a value of JSON holds.
  static func seconds(ofJSON json: String) -> Int? {
    let bytes = Array(json.utf8)
    guard bytes.count >= 2, bytes.first == 0x22, bytes.last == 0x22 else { return nil }
    var reader = ISOReader(bytes: bytes[1..<(bytes.count - 1)])
    return reader.seconds()
  }
}

/// Reads one date of the extended form of ISO 8601, and the whole of it.
private struct ISOReader {
  var bytes: ArraySlice<UInt8>

  mutating func seconds() -> Int? {
    guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
      let date = CalendarDate(year: year, month: month, day: day)
    else { return nil }
    let midnight = DocumentDate.seconds(of: date)
    if bytes.isEmpty { return midnight }
    guard take("T") || take("t") || take(" "), let time = timeOfDay(), let zone = zone(),
      bytes.isEmpty
    else { return nil }
    return midnight + time - zone
  }

  private mutating func timeOfDay() -> Int? {
    guard let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60 else {
      return nil
    }
    guard take(":") else { return hour * 3600 + minute * 60 }
    guard let second = number(2), second <= 60 else { return nil }
    if take(".") || take(",") {
      guard bytes.first.map(ISOReader.isDigit) == true else { return nil }
      bytes = bytes.drop(while: ISOReader.isDigit)
    }
    return hour * 3600 + minute * 60 + min(second, 59)
  }

  /// Seconds east of UTC.
  private mutating func zone() -> Int? {
    if bytes.isEmpty || take("Z") || take("z") { return 0 }
    let sign: Int
    if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
    guard let hours = number(2), hours < 24 else { return nil }
    _ = take(":")
    if bytes.isEmpty { return sign * hours * 3600 }
    guard let minutes = number(2), minutes < 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard bytes.first == UInt8(ascii: sign) else { return false }
    bytes = bytes.dropFirst()
    return true
  }

  private mutating func number(_ digits: Int) -> Int? {
    let found = bytes.prefix(digits)
    guard found.count == digits, found.allSatisfy(ISOReader.isDigit) else { return nil }
    bytes = bytes.dropFirst(digits)
    return found.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Days from the beginning of 1970, by counting the years from March on so that a leap day is a last.
  static func days(to date: (year: Int, month: Int, day: Int)) -> Int {
    let year = date.month > 2 ? date.year : date.year - 1
    let month = date.month > 2 ? date.month - 3 : date.month + 9
    let leaps = ISOReader.floor(year, 4) - ISOReader.floor(year, 100) + ISOReader.floor(year, 400)
    return year * 365 + leaps + (153 * month + 2) / 5 + date.day - 719_469
  }

  private static func floor(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : (a - b + 1) / b }
}
