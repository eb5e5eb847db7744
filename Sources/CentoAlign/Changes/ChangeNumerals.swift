internal import CentoText

/// Where numbers and dates end, in Arabic digits and in Chinese numerals.
enum ChangeNumerals {
  // MARK: Dates

  /// The end of a date that begins here: 2023年5月12日, 5月, 12日, 2023-05-12, 二〇二三年五月.
  static func dateEnd(_ scalars: [UInt32], from start: Int) -> Int? {
    guard start == 0 || !isNumeral(scalars[start - 1]) else { return nil }
    guard let first = numeralEnd(scalars, from: start) else { return nil }
    if let end = dashedEnd(scalars, from: start, year: first) { return end }
    var end = first
    var place = start
    var isDate = false
    for (unit, digits) in [(year, 4...4), (month, 1...3), (day, 1...3)]
      as [(UInt32, ClosedRange<Int>)]
    {
      guard let numeral = numeralEnd(scalars, from: place), digits.contains(numeral - place)
      else { continue }
      let mark = skippingSpace(scalars, numeral)
      guard mark < scalars.count else { break }
      let isDay = unit == day && (scalars[mark] == day || isDate && scalars[mark] == hao)
      guard isDay || scalars[mark] == unit else { continue }
      if unit != year, !isPossible(scalars[place..<numeral], upTo: unit == month ? 12 : 31) {
        break
      }
      end = mark + 1
      isDate = true
      place = skippingSpace(scalars, end)
    }
    return isDate ? end : nil
  }

  private static let year: UInt32 = 0x5E74
  private static let month: UInt32 = 0x6708
  private static let day: UInt32 = 0x65E5
  private static let hao: UInt32 = 0x53F7

  /// 2023-05-12, 2023/5/12, 2023.5.12.
  private static func dashedEnd(_ scalars: [UInt32], from start: Int, year: Int) -> Int? {
    guard year - start == 4, year < scalars.count, [0x2D, 0x2F, 0x2E].contains(scalars[year]),
      isDigit(scalars[start]),
      let month = numeralEnd(scalars, from: year + 1), month - year <= 3, month < scalars.count,
      scalars[month] == scalars[year],
      let day = numeralEnd(scalars, from: month + 1), day - month <= 3,
      isPossible(scalars[year + 1..<month], upTo: 12),
      isPossible(scalars[month + 1..<day], upTo: 31)
    else { return nil }
    return day
  }

  private static func isPossible(_ numeral: ArraySlice<UInt32>, upTo most: Int) -> Bool {
    guard let first = numeral.first, isDigit(first) else { return numeral.count <= 3 }
    let value = numeral.reduce(0) { $0 * 10 + Int($1 & 15) }
    return (1...most).contains(value)
  }

  /// The end of a run of digits, or of Chinese numerals.
  private static func numeralEnd(_ scalars: [UInt32], from start: Int) -> Int? {
    guard start < scalars.count else { return nil }
    let isArabic = isDigit(scalars[start])
    var end = start
    while end < scalars.count, isArabic ? isDigit(scalars[end]) : isChineseDigit(scalars[end]) {
      end += 1
    }
    return end > start ? end : nil
  }

  private static func skippingSpace(_ scalars: [UInt32], _ index: Int) -> Int {
    index < scalars.count && scalars[index] == 0x20 ? index + 1 : index
  }

  // MARK: Numbers

  /// The end of a number that begins here, with its sign of money, its multiplier and its unit.
  static func numberEnd(_ scalars: [UInt32], from start: Int) -> Int? {
    var index = start
    if isMoney(scalars[index]) {
      index = skippingSpace(scalars, index + 1)
      guard index < scalars.count, isDigit(scalars[index]) else { return nil }
    }
    if isDigit(scalars[index]) {
      var end = index
      while end < scalars.count {
        if isDigit(scalars[end]) {
          end += 1
        } else if isInside(scalars[end]), end + 1 < scalars.count, isDigit(scalars[end + 1]) {
          end += 2
        } else {
          break
        }
      }
      return unitEnd(scalars, from: end, isArabic: true)
    }
    return chineseEnd(scalars, from: start)
  }

  /// 一万二千户, 百分之七点四, 第三, 两个.
  private static func chineseEnd(_ scalars: [UInt32], from start: Int) -> Int? {
    var index = start
    let isShare =
      index + 3 < scalars.count && (scalars[index] == 0x767E || scalars[index] == 0x5343)
      && scalars[index + 1] == 0x5206 && scalars[index + 2] == 0x4E4B
    if isShare { index += 3 }
    let isOrdinal = scalars[index] == 0x7B2C
    if isOrdinal { index += 1 }
    guard index < scalars.count,
      isChineseDigit(scalars[index]) || isShare && isDigit(scalars[index])
    else { return nil }
    var end = index
    while end < scalars.count, isChineseNumeral(scalars[end]) || isShare && isDigit(scalars[end]) {
      end += 1
    }
    let unit = unitEnd(scalars, from: end, isArabic: false)
    return isShare || isOrdinal || unit > end || end - index > 1 ? unit : nil
  }

  /// The end of a number in Chinese numerals that states a fact: 第十三届, 二十五, 五月; not 一个.
  static func factEnd(_ scalars: [UInt32], from start: Int) -> Int? {
    guard scalars[start] == 0x7B2C || isChineseNumeral(scalars[start]),
      let end = chineseEnd(scalars, from: start)
    else { return nil }
    let isCount = isChineseDigit(scalars[start]) && !isChineseNumeral(scalars[start + 1])
    return isCount && ![year, month, day].contains(scalars[end - 1]) ? nil : end
  }

  private static func unitEnd(_ scalars: [UInt32], from start: Int, isArabic: Bool) -> Int {
    var end = start
    if isArabic, end < scalars.count, ScalarClass(of: scalars[end]) == .letter {
      while end < scalars.count, ScalarClass(of: scalars[end]) == .letter { end += 1 }
      return end
    }
    if end < scalars.count, isSign(scalars[end]) { return end + 1 }
    let spaced = skippingSpace(scalars, end)
    if spaced < scalars.count, isMultiplier(scalars[spaced]) || hasUnit(scalars, spaced) {
      end = spaced
    }
    while end < scalars.count, isMultiplier(scalars[end]) { end += 1 }
    if end < scalars.count, scalars[end] == 0x4F59 || scalars[end] == 0x591A,
      hasUnit(scalars, end + 1)
    {
      end += 1
    }
    return end + (unit(scalars, end)?.count ?? 0)
  }

  private static func hasUnit(_ scalars: [UInt32], _ index: Int) -> Bool {
    unit(scalars, index) != nil
  }

  /// The longest unit that stands here.
  private static func unit(_ scalars: [UInt32], _ index: Int) -> [UInt32]? {
    guard index < scalars.count else { return nil }
    return units[scalars[index]]?.first { scalars[index...].starts(with: $0) }
  }

  /// By first sign, the longest first.
  private static let units = Dictionary(
    grouping: unitNames.map { $0.unicodeScalars.map(\.value) }, by: { $0[0] }
  ).mapValues { units in units.sorted { $0.count > $1.count } }

  private static let unitNames = [
    "个百分点", "平方公里", "平方千米", "立方米", "平方米", "百分点", "千瓦时", "工作日", "人次", "户次", "个月",
    "美元", "欧元", "日元", "港元", "小时", "分钟", "公里", "公斤", "公顷", "千米", "千克", "厘米", "毫米", "周年",
    "元", "吨", "亩", "米", "克", "斤", "户", "家", "个", "名", "人", "件", "项", "条", "次", "倍", "岁", "年", "月",
    "日",
    "天", "秒", "周", "台", "辆", "套", "所", "座", "处", "张", "份", "批", "位", "只", "头", "株", "棵", "届", "期",
    "级", "度", "成", "分", "折", "股", "章", "节", "款", "页", "篇", "宗", "起", "场", "种", "类", "艘", "架", "部",
    "册",
    "号",
  ]

  // MARK: Signs

  /// Whether a date or a number may begin with a sign: with a numeral, a sign of money, 百 or 千 (of
  /// 分之), 第.
  static func mayBegin(_ scalar: UInt32) -> Bool {
    isNumeral(scalar) || isMoney(scalar) || scalar == 0x7B2C
  }

  static func isDigit(_ scalar: UInt32) -> Bool {
    (0x30...0x39).contains(scalar) || (0xFF10...0xFF19).contains(scalar)
  }

  /// Numerals that can begin a number: 〇零一二三四五六七八九十两.
  static func isChineseDigit(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3007, 0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D,
      0x5341, 0x4E24:
      true
    default: false
    }
  }

  /// Those and 百千万亿点.
  static func isChineseNumeral(_ scalar: UInt32) -> Bool {
    isChineseDigit(scalar) || isMultiplier(scalar) || scalar == 0x70B9
  }

  static func isNumeral(_ scalar: UInt32) -> Bool {
    isDigit(scalar) || isChineseNumeral(scalar)
  }

  private static func isMultiplier(_ scalar: UInt32) -> Bool {
    scalar == 0x767E || scalar == 0x5343 || scalar == 0x4E07 || scalar == 0x4EBF
  }

  /// $ £ ¥ € ￥.
  private static func isMoney(_ scalar: UInt32) -> Bool {
    scalar == 0x24 || scalar == 0xA3 || scalar == 0xA5 || scalar == 0x20AC || scalar == 0xFFE5
  }

  /// % ‰ ℃ ° and wide forms.
  private static func isSign(_ scalar: UInt32) -> Bool {
    scalar == 0x25 || scalar == 0x2030 || scalar == 0x2103 || scalar == 0xB0 || scalar == 0xFF05
  }

  /// Marks inside a number: . , : /
  private static func isInside(_ scalar: UInt32) -> Bool {
    scalar == 0x2E || scalar == 0x2C || scalar == 0x3A || scalar == 0x2F
  }
}
