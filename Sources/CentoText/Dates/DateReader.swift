/// Reads whole dates, and nothing that is short of one: 2024-05-01, 2024/5/1, 2024.5.1, 20240501,
/// 2024年5月1日, 二〇二四年五月一日.
///
/// A date needs its year, month and day, and must be in the calendar; a space may stand around the
/// signs of the Chinese form. Digits may be wide.
struct DateReader {
  let scalars: [UInt32]

  init(_ text: String) {
    scalars = text.unicodeScalars.map { scalar in
      (0xFF10...0xFF19).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
    }
  }

  init(_ scalars: [UInt32]) {
    self.scalars = scalars.map { (0xFF10...0xFF19).contains($0) ? $0 - 0xFEE0 : $0 }
  }

  /// The date that begins at a place, and where it ends; nil if none does.
  ///
  /// Digits before or after it make it part of a longer number, which is no date.
  func date(at start: Int) -> (date: CalendarDate, end: Int)? {
    guard start < scalars.count, start == 0 || !Self.isDigit(scalars[start - 1]) else { return nil }
    guard let found = compact(at: start) ?? separated(at: start) ?? chinese(at: start) else {
      return nil
    }
    guard found.end == scalars.count || !Self.isDigit(scalars[found.end]) else { return nil }
    return found
  }

  /// 20240501.
  private func compact(at start: Int) -> (date: CalendarDate, end: Int)? {
    let end = digitsEnd(start)
    guard end - start == 8, let year = number(start..<start + 4), (1900...2099).contains(year),
      let month = number(start + 4..<start + 6), let day = number(start + 6..<end),
      let date = CalendarDate(year: year, month: month, day: day)
    else { return nil }
    return (date, end)
  }

  /// Digits with one sign twice: a hyphen, a slash, a point or a low line.
  private func separated(at start: Int) -> (date: CalendarDate, end: Int)? {
    let yearEnd = digitsEnd(start)
    guard yearEnd - start == 4, yearEnd < scalars.count,
      [0x2D, 0x2F, 0x2E, 0x5F].contains(scalars[yearEnd])
    else { return nil }
    let monthEnd = digitsEnd(yearEnd + 1)
    guard (2...3).contains(monthEnd - yearEnd), monthEnd < scalars.count,
      scalars[monthEnd] == scalars[yearEnd]
    else { return nil }
    let end = digitsEnd(monthEnd + 1)
    guard (2...3).contains(end - monthEnd), let year = number(start..<yearEnd),
      let month = number(yearEnd + 1..<monthEnd), let day = number(monthEnd + 1..<end),
      let date = CalendarDate(year: year, month: month, day: day)
    else { return nil }
    return (date, end)
  }

  /// 2024年5月1日, 二〇二四年五月一日.
  private func chinese(at start: Int) -> (date: CalendarDate, end: Int)? {
    var place = start
    var values: [Int] = []
    for mark in [0x5E74, 0x6708, 0x65E5] as [UInt32] {
      place = values.isEmpty ? place : spaceEnd(place)
      let end = numeralEnd(place)
      guard let value = numeral(place..<end, isYear: values.isEmpty) else { return nil }
      let signed = spaceEnd(end)
      guard signed < scalars.count, scalars[signed] == mark else { return nil }
      values.append(value)
      place = signed + 1
    }
    guard let date = CalendarDate(year: values[0], month: values[1], day: values[2]) else {
      return nil
    }
    return (date, place)
  }

  // MARK: Numerals

  static func isDigit(_ scalar: UInt32) -> Bool { (0x30...0x39).contains(scalar) }

  private func digitsEnd(_ start: Int) -> Int {
    var end = start
    while end < scalars.count, Self.isDigit(scalars[end]) { end += 1 }
    return end
  }

  private func spaceEnd(_ start: Int) -> Int {
    var end = start
    while end < scalars.count, ScalarClass(of: scalars[end]) == .space { end += 1 }
    return end
  }

  private func numeralEnd(_ start: Int) -> Int {
    var end = digitsEnd(start)
    if end > start { return end }
    while end < scalars.count, Self.value(of: scalars[end]) != nil { end += 1 }
    return end
  }

  private func number(_ range: Range<Int>) -> Int? {
    range.isEmpty ? nil : scalars[range].reduce(0) { $0 * 10 + Int($1 & 15) }
  }

  private func numeral(_ range: Range<Int>, isYear: Bool) -> Int? {
    guard let first = range.first else { return nil }
    if Self.isDigit(scalars[first]) {
      return isYear == (range.count == 4) && range.count <= 4 ? number(range) : nil
    }
    let values = scalars[range].compactMap(Self.value)
    if isYear {
      return values.count == 4 && !values.contains(10) ? values.reduce(0) { $0 * 10 + $1 } : nil
    }
    // 五, 十, 十五, 二十, 二十五.
    switch values.count {
    case 1: return values[0]
    case 2 where values[0] == 10: return 10 + values[1] % 10
    case 2 where values[1] == 10: return values[0] * 10
    case 3 where values[1] == 10: return values[0] * 10 + values[2]
    default: return nil
    }
  }

  /// 〇○零一二三四五六七八九十.
  private static func value(of scalar: UInt32) -> Int? {
    switch scalar {
    case 0x3007, 0x25CB, 0x96F6: 0
    case 0x4E00: 1
    case 0x4E8C: 2
    case 0x4E09: 3
    case 0x56DB: 4
    case 0x4E94: 5
    case 0x516D: 6
    case 0x4E03: 7
    case 0x516B: 8
    case 0x4E5D: 9
    case 0x5341: 10
    default: nil
    }
  }
}

extension CalendarDate {
  /// The date that a text is, white space at its ends and a time of day behind it aside.
  ///
  ///     CalendarDate(reading: "2024-05-01T08:30:00Z")   // 2024-05-01
  public init?(reading text: String) {
    let reader = DateReader(text)
    var start = 0
    while start < reader.scalars.count, ScalarClass(of: reader.scalars[start]) == .space {
      start += 1
    }
    guard let (date, end) = reader.date(at: start), Self.isTime(reader.scalars[end...]) else {
      return nil
    }
    self = date
  }

  /// Whether nothing follows but a time of day: 08:30, T08:30:00.000+08:00, 8时30分.
  private static func isTime(_ rest: ArraySlice<UInt32>) -> Bool {
    guard let first = rest.first(where: { ScalarClass(of: $0) != .space }) else { return true }
    guard first == 0x54 || first == 0x74 || ScalarClass(of: rest.first ?? 0) == .space else {
      return false
    }
    return rest.allSatisfy { scalar in
      switch scalar {
      case 0x30...0x3A, 0xFF1A, 0x54, 0x74, 0x5A, 0x7A, 0x2E, 0x2B, 0x2D, 0x65F6, 0x5206, 0x79D2:
        true
      default: ScalarClass(of: scalar) == .space
      }
    }
  }
}
