extension Document {
  /// The keys of metadata that may hold the date of a document, the first that does being believed.
  public static let dateKeys = [
    "date", "published", "published_at", "publish_date", "publish_time", "publication_date",
    "pubdate", "pub_date", "issued", "issue_date", "created", "created_at", "datetime", "time",
    "发布日期", "发布时间", "发文日期", "成文日期", "印发日期", "日期", "时间",
  ]

  /// The date of this document, where it says so itself: in its metadata, else in its name, else in
  /// a line of its own or in brackets by itself near the beginning or the end of its text.
  ///
  /// Only whole dates of the calendar count; where a name or an end of the text has two different
  /// ones, neither does. A date in running text is no date of the document.
  ///
  /// - Parameter asksText: Whether the text is asked: a compilation's lines are dates of its pieces.
  /// - Complexity: O(metadata + name), and O(text) where the text is asked.
  public func date(asksText: Bool = true) -> CalendarDate? {
    metadataDate ?? nameDate ?? (asksText ? TextDate(text).date : nil)
  }

  // MARK: Metadata

  private var metadataDate: CalendarDate? {
    guard !metadata.isEmpty else { return nil }
    for key in Self.dateKeys {
      for field in metadata where field.key == key || Self.lower(field.key) == key {
        if let date = CalendarDate(reading: Self.plain(field.json)) { return date }
      }
    }
    return nil
  }

  private static func lower(_ key: String) -> String {
    String(decoding: key.utf8.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
  }

  /// The value of a JSON string or number, as far as a date may need it: escapes of the basic plane
  /// are read, the others stay as they are.
  private static func plain(_ json: String) -> String {
    var scalars = Array(json.unicodeScalars)
    if scalars.count >= 2, scalars.first == "\"", scalars.last == "\"" {
      scalars = Array(scalars.dropFirst().dropLast())
    }
    var plain = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      if scalars[index] == "\\", index + 1 < scalars.count {
        let hex = String(
          String.UnicodeScalarView(scalars[index + 1..<min(scalars.count, index + 6)]))
        if hex.hasPrefix("u"), let value = UInt32(hex.dropFirst(), radix: 16),
          let scalar = Unicode.Scalar(value)
        {
          plain.append(scalar)
          index += 6
          continue
        }
        if scalars[index + 1] == "/" { index += 1 }
      }
      plain.append(scalars[index])
      index += 1
    }
    return String(plain)
  }

  // MARK: Name

  /// The one date in the last part of the name.
  private var nameDate: CalendarDate? {
    let name = id.rawValue.split(separator: "/").last.map(String.init) ?? ""
    let reader = DateReader(name)
    // Eight digits and nothing else may be any number.
    if reader.scalars.allSatisfy(DateReader.isDigit) { return nil }
    return TextDate.only(
      in: reader,
      isWhole: { start, end in
        ![start - 1, end].contains { place in
          reader.scalars.indices.contains(place)
            && ScalarClass(of: reader.scalars[place]) == .letter
        }
      })
  }
}

/// The date that a text gives itself: a dateline or a signature.
struct TextDate {
  /// The date, if there is one.
  let date: CalendarDate?

  /// The lines that are looked at on either end, blank ones not counted.
  private static let lines = 5
  /// The bytes that are looked at on either end.
  private static let reach = 4096

  init(_ text: SourceText) {
    let bytes = text.utf8
    let head = Self.lines(bytes[..<Self.boundary(bytes, min(bytes.count, Self.reach))])
    if let date = Self.date(of: Self.first(head, of: bytes)) {
      self.date = date
      return
    }
    let tail = Self.lines(bytes[Self.boundary(bytes, max(0, bytes.count - Self.reach))...])
    date = Self.date(of: Self.first(tail.reversed(), of: bytes).reversed())
  }

  /// The first scalar's beginning at or after a byte.
  private static func boundary(_ bytes: [UInt8], _ place: Int) -> Int {
    var place = place
    while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place += 1 }
    return place
  }

  private static func lines(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    bytes.split { $0 == 0x0A || $0 == 0x0D }
  }

  /// The first of these lines that are looked at, decoded.
  private static func first(_ lines: [ArraySlice<UInt8>], of utf8: [UInt8]) -> [[UInt32]] {
    var first: [[UInt32]] = []
    for line in lines {
      let range = line.startIndex..<line.endIndex
      let scalars = decodedScalars(utf8, range, count: countOfScalars(in: range, of: utf8))
      if scalars.allSatisfy({ ScalarClass(of: $0) == .space }) { continue }
      first.append(scalars)
      if first.count == Self.lines { break }
    }
    return first
  }

  private static func date(of lines: [[UInt32]]) -> CalendarDate? {
    var found: CalendarDate?
    for line in lines {
      let reader = DateReader(line)
      guard let date = only(in: reader, isWhole: { isAlone(reader.scalars, $0, $1) }) else {
        continue
      }
      if let found, found != date { return nil }
      found = date
    }
    return found
  }

  /// Whether a stretch is the whole line, or stands in brackets by itself.
  private static func isAlone(_ line: [UInt32], _ start: Int, _ end: Int) -> Bool {
    var (low, high) = (start, end)
    while low > 0, ScalarClass(of: line[low - 1]) == .space { low -= 1 }
    while high < line.count, ScalarClass(of: line[high]) == .space { high += 1 }
    if low == 0 && high == line.count { return true }
    guard low > 0, high < line.count else { return false }
    switch (line[low - 1], line[high]) {
    case (0x28, 0x29), (0xFF08, 0xFF09), (0x5B, 0x5D), (0x3014, 0x3015), (0x3010, 0x3011):
      return true
    default: return false
    }
  }

  /// The one date in a text; nil if there are two, or none.
  static func only(in reader: DateReader, isWhole: (Int, Int) -> Bool) -> CalendarDate? {
    var found: CalendarDate?
    var index = 0
    while index < reader.scalars.count {
      guard let (date, end) = reader.date(at: index), isWhole(index, end) else {
        index += 1
        continue
      }
      if let found, found != date { return nil }
      found = date
      index = end
    }
    return found
  }
}
