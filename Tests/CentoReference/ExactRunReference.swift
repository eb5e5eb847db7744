extension Reference {
  /// A run that two texts share: where it stands in each, in scalars.
  public struct ExactRun: Hashable {
    /// Its place in the first text.
    public let a: Range<Int>
    /// Its place in the second.
    public let b: Range<Int>
  }

  /// What is compared, one after another, and whether a run may go on from the one before.
  private struct Token {
    let signs: [UInt32]
    let range: Range<Int>
    var follows: Bool
  }

  /// All maximal runs of at least `signs` signs, one of them a Chinese character or kana, or of at
  /// least `words` words or pieces of words, by the table of all pairs of places.
  ///
  /// Of one text with itself, runs are cut to the distance between their places, and a stretch that repeats itself
  /// more than 64 times without a break is one run: its beginning and its end.
  public static func exactRuns(
    _ x: [UInt32], _ y: [UInt32], isSame: Bool, signs: Int, words: Int
  ) -> Set<ExactRun> {
    var runs: Set<ExactRun> = []
    if signs > 0 {
      let found = common(signTokens(x), signTokens(y), isSame: isSame, least: signs)
      for run in found where x[run.a].contains(where: isUnspaced) { runs.insert(run) }
    }
    if words > 0 {
      for pieces in [false, true] {
        runs.formUnion(
          common(
            wordTokens(x, pieces: pieces), wordTokens(y, pieces: pieces), isSame: isSame,
            least: words))
      }
    }
    return runs
  }

  private static func common(
    _ x: [Token], _ y: [Token], isSame: Bool, least: Int
  ) -> [ExactRun] {
    var found: [(a: Range<Int>, b: Range<Int>)] = []
    var stretches: [Range<Int>] = []
    var lengths = [[Int]](repeating: [Int](repeating: 0, count: y.count), count: x.count)
    for i in x.indices {
      for j in y.indices where (!isSame || i < j) && x[i].signs == y[j].signs {
        let goesOn = i > 0 && j > 0 && x[i].follows && y[j].follows
        lengths[i][j] = 1 + (goesOn ? lengths[i - 1][j - 1] : 0)
      }
    }
    for i in x.indices {
      for j in y.indices where lengths[i][j] > 0 {
        if i + 1 < x.count, j + 1 < y.count, lengths[i + 1][j + 1] > 1 { continue }
        let (startX, startY) = (i + 1 - lengths[i][j], j + 1 - lengths[i][j])
        var (length, lag) = (lengths[i][j], startY - startX)
        if isSame, length >= 64 * lag {
          let stretch = startX..<startY + length
          stretches.append(stretch)
          // The first repetition that is half of the stretch away or more.
          while 2 * lag < stretch.count { lag += startY - startX }
          found.append((startX..<stretch.upperBound - lag, startX + lag..<stretch.upperBound))
          continue
        }
        if isSame { length = min(length, lag) }
        found.append((startX..<startX + length, startY..<startY + length))
      }
    }
    return found.filter { run in
      let isInside = stretches.contains { stretch in
        let isWhole =
          run.a.lowerBound == stretch.lowerBound && run.b.upperBound == stretch.upperBound
        return !isWhole
          && (stretch.clamped(to: run.a) == run.a || stretch.clamped(to: run.b) == run.b)
      }
      return run.a.count >= least && !isInside
    }.map { run in
      ExactRun(
        a: x[run.a.lowerBound].range.lowerBound..<x[run.a.upperBound - 1].range.upperBound,
        b: y[run.b.lowerBound].range.lowerBound..<y[run.b.upperBound - 1].range.upperBound)
    }
  }

  private static func signTokens(_ text: [UInt32]) -> [Token] {
    text.indices.filter { isSign(text[$0]) }.map {
      Token(signs: [text[$0]], range: $0..<$0 + 1, follows: true)
    }
  }

  private static func wordTokens(_ text: [UInt32], pieces: Bool) -> [Token] {
    var tokens: [Token] = []
    var last: Int?
    for place in text.indices where isSign(text[place]) {
      defer { last = place }
      if isUnspaced(text[place]) { continue }
      if let last, !isUnspaced(text[last]),
        areJoined(text[last], text[(last + 1)..<place], text[place], pieces: pieces)
      {
        let word = tokens.removeLast()
        tokens.append(
          Token(
            signs: word.signs + [text[place]], range: word.range.lowerBound..<place + 1,
            follows: word.follows))
      } else {
        let follows = last.map { !isUnspaced(text[$0]) } ?? false
        tokens.append(Token(signs: [text[place]], range: place..<place + 1, follows: follows))
      }
    }
    return tokens
  }

  /// Whether two signs are of one word: WB4 to WB13b of UAX #29, without the letters' kinds.
  private static func areJoined(
    _ x: UInt32, _ between: ArraySlice<UInt32>, _ y: UInt32, pieces: Bool
  ) -> Bool {
    let marks = between.filter { Unicode.Scalar($0)?.properties.generalCategory != .nonspacingMark }
    if marks.isEmpty { return true }
    if pieces { return false }
    if marks.allSatisfy({ $0 == 0x5F }) { return true }
    guard marks.count == 1, isDigit(x) == isDigit(y) else { return false }
    let joints = isDigit(x) ? ["'", ".", "’", ",", ";"] : ["'", ".", "’", ":", "·"]
    return joints.contains(String(Character(Unicode.Scalar(marks[0]) ?? " ")))
  }

  private static func isDigit(_ scalar: UInt32) -> Bool {
    Unicode.Scalar(scalar)?.properties.numericType != nil && !isUnspaced(scalar)
  }

  private static func isSign(_ scalar: UInt32) -> Bool {
    guard let properties = Unicode.Scalar(scalar)?.properties else { return false }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return isUnspaced(scalar)
    }
  }

  /// Chinese characters and kana.
  private static func isUnspaced(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0xF900...0xFAFF, 0x3005...0x3007, 0x3041...0x309F,
      0x30A1...0x30FA, 0x30FC...0x30FF:
      true
    default: false
    }
  }
}
