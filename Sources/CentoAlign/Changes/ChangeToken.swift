internal import CentoText

/// A piece of text that changes as a whole.
struct ChangeToken: Sendable {
  enum Kind: UInt8, Sendable {
    /// One Chinese character or kana.
    case character
    /// A word in letters.
    case word
    /// A number with its unit.
    case number
    /// A date or a part of one.
    case date
    /// A run of signs that stand for what was taken out.
    case mask
    /// A mark.
    case punctuation
  }

  // A text is shorter than 2³¹ scalars, and most tokens are one sign: four bytes an end.
  private let low: UInt32
  private let high: UInt32
  let kind: Kind

  init(range: Range<Int>, kind: Kind) {
    low = UInt32(truncatingIfNeeded: range.lowerBound)
    high = UInt32(truncatingIfNeeded: range.upperBound)
    self.kind = kind
  }

  var range: Range<Int> { Int(low)..<Int(high) }

  /// The number of scalars.
  var count: Int { Int(high - low) }
}

/// Cuts folded text into tokens; white space belongs to none.
struct ChangeTokenizer {
  private let scalars: [UInt32]
  private var tokens: [ChangeToken] = []
  /// Whether there is a word long enough to name a month.
  private var hasWords = false

  /// The tokens of a folded text, in order.
  static func tokens(of scalars: [UInt32]) -> [ChangeToken] {
    var tokenizer = ChangeTokenizer(scalars: scalars)
    tokenizer.run()
    return tokenizer.hasWords
      ? MonthNames.joiningDates(tokenizer.tokens, in: scalars) : tokenizer.tokens
  }

  private init(scalars: [UInt32]) {
    self.scalars = scalars
  }

  private mutating func run() {
    let signs = ChangeSigns.all
    var tokens: [ChangeToken] = []
    tokens.reserveCapacity(scalars.count)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      switch scalar < 1 << 16 ? signs[Int(scalar)] : ChangeSigns.sign(scalar) {
      case .space: index += 1
      case .character:
        tokens.append(ChangeToken(range: index..<index + 1, kind: .character))
        index += 1
      case .mark:
        tokens.append(ChangeToken(range: index..<index + 1, kind: .punctuation))
        index += 1
      case .open:
        let (token, end) = token(at: index, ScalarClass(of: scalar))
        tokens.append(ChangeToken(range: index..<end, kind: token))
        if token == .word, end - index >= 3 { hasWords = true }
        index = end
      }
    }
    self.tokens = tokens
  }

  private func token(at start: Int, _ kind: ScalarClass) -> (ChangeToken.Kind, Int) {
    if let end = maskEnd(from: start) { return (.mask, end) }
    if ChangeNumerals.mayBegin(scalars[start]) {
      if let end = ChangeNumerals.dateEnd(scalars, from: start) { return (.date, end) }
      if let end = ChangeNumerals.numberEnd(scalars, from: start) { return (.number, end) }
    }
    switch kind {
    case .han, .kana: return (.character, start + 1)
    case .letter, .hangul, .digit, .mark: return (.word, wordEnd(from: start))
    default: return (.punctuation, start + 1)
    }
  }

  private func wordEnd(from start: Int) -> Int {
    var end = start + 1
    while end < scalars.count {
      switch ScalarClass(of: scalars[end]) {
      case .letter, .hangul, .digit, .mark: end += 1
      default:
        let isInside =
          scalars[end] == 0x27 && end + 1 < scalars.count
          && ScalarClass(of: scalars[end + 1]) == .letter
        guard isInside else { return end }
        end += 1
      }
    }
    return end
  }

  /// The end of a run of mask signs beside Chinese; nil where they are letters or marks.
  private func maskEnd(from start: Int) -> Int? {
    guard Self.isMaskSign(scalars[start]) else { return nil }
    var end = start
    var isMask = false
    while end < scalars.count, Self.isMaskSign(scalars[end]) {
      isMask = isMask || scalars[end] == 0x67D0
      end += 1
    }
    for neighbour in [start - 1, end] where scalars.indices.contains(neighbour) {
      switch ScalarClass(of: scalars[neighbour]) {
      case .letter: return nil
      case .han, .kana: isMask = true
      case .digit: isMask = isMask || end - start > 1
      default: break
      }
    }
    return isMask ? end : nil
  }

  /// X x * × 某 and their wide forms.
  static func isMaskSign(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x58, 0x78, 0x2A, 0xD7, 0x67D0, 0xFF38, 0xFF58, 0xFF0A: true
    default: false
    }
  }
}

/// What a sign can be, as far as the sign alone tells it.
enum ChangeSigns: UInt8, Sendable {
  /// White space.
  case space
  /// A Chinese character or kana that begins nothing longer.
  case character
  /// A mark that begins nothing longer.
  case mark
  /// Anything else: what stands around it is asked.
  case open

  /// The signs of the basic plane.
  static let all = (0..<UInt32(1) << 16).map(sign)

  static func sign(_ scalar: UInt32) -> ChangeSigns {
    let kind = ScalarClass(of: scalar)
    if kind == .space { return .space }
    if ChangeTokenizer.isMaskSign(scalar) || ChangeNumerals.mayBegin(scalar) { return .open }
    switch kind {
    case .han, .kana: return .character
    case .letter, .hangul, .digit, .mark: return .open
    default: return .mark
    }
  }
}

/// Dates that name their month: 12 May 2023, May 12, 2023.
enum MonthNames {
  private static let names: Set<[UInt32]> = Set(
    [
      "january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
      "sept", "oct", "nov", "dec",
    ].map { $0.unicodeScalars.map(\.value) })

  /// Joins a month with the numbers beside it; a month by itself may be any word.
  static func joiningDates(_ tokens: [ChangeToken], in scalars: [UInt32]) -> [ChangeToken] {
    guard tokens.contains(where: { isMonth($0, scalars) }) else { return tokens }
    var joined: [ChangeToken] = []
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      guard isMonth(token, scalars) else {
        joined.append(token)
        index += 1
        continue
      }
      var range = token.range
      var isDate = false
      if let last = joined.last, isNumber(last, scalars, atMost: 2),
        range.lowerBound - 1 <= last.range.upperBound
      {
        range = last.range.lowerBound..<range.upperBound
        joined.removeLast()
        isDate = true
      }
      index += 1
      var mayBeDay = !isDate
      while index < tokens.count {
        var next = index
        if isDate, scalars[tokens[next].range.lowerBound] == 0x2C { next += 1 }
        guard next < tokens.count, tokens[next].range.lowerBound <= range.upperBound + 2,
          isNumber(tokens[next], scalars, atMost: 4, atLeast: mayBeDay ? 1 : 4)
        else { break }
        range = range.lowerBound..<tokens[next].range.upperBound
        isDate = true
        mayBeDay = false
        let isYear = tokens[next].range.count == 4
        index = next + 1
        if isYear { break }
      }
      joined.append(ChangeToken(range: range, kind: isDate ? .date : .word))
    }
    return joined
  }

  private static func isMonth(_ token: ChangeToken, _ scalars: [UInt32]) -> Bool {
    token.kind == .word && token.count >= 3 && token.count <= 9
      && names.contains(scalars[token.range].map { $0 < 0x5B && $0 > 0x40 ? $0 + 32 : $0 })
  }

  private static func isNumber(
    _ token: ChangeToken, _ scalars: [UInt32], atMost most: Int, atLeast least: Int = 1
  ) -> Bool {
    token.kind == .number && (least...most).contains(token.range.count)
      && scalars[token.range].allSatisfy { (0x30...0x39).contains($0) }
  }
}
