/// Says of each piece that differs what kind of thing it is, and grows it to whole words.
struct ChangeNaming {
  let rows: ChangeRows

  func named(_ parts: [ChangePart]) -> [TextChange] {
    var changes: [TextChange] = []
    changes.reserveCapacity(parts.count)
    for part in parts {
      let (kind, a, b) = named(part)
      let change = TextChange(kind: kind, a: rows.scalars(ofA: a), b: rows.scalars(ofB: b))
      changes.append(change)
    }
    return changes
  }

  private func named(_ part: ChangePart) -> (TextChange.Kind, Range<Int>, Range<Int>) {
    if part.kind == .mask {
      let (a, b) = withSurname(part.a, part.b)
      return (.mask, a, b)
    }
    if Self.areMarks(rows.tokensA[part.a]), Self.areMarks(rows.tokensB[part.b]) {
      return (.punctuation, part.a, part.b)
    }
    let a = trimmed(part.a, rows.tokensA)
    let b = trimmed(part.b, rows.tokensB)
    if let kind = part.kind { return (kind, a, b) }
    if let kind = fact(a, b) { return (kind, a, b) }
    if let place = place(a, b) { return (.place, place.a, place.b) }
    if let name = name(a, b) { return (.name, name.a, name.b) }
    if areCapitalised(a, b) { return (.name, a, b) }
    let (grownA, grownB) = grown(a, b)
    return (.wording, grownA, grownB)
  }

  private static func areMarks(_ tokens: ArraySlice<ChangeToken>) -> Bool {
    tokens.allSatisfy { $0.kind == .punctuation }
  }

  /// Without the marks at both ends; a range of marks alone stays empty at its start.
  private func trimmed(_ range: Range<Int>, _ tokens: [ChangeToken]) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, tokens[low].kind == .punctuation { low += 1 }
    while low < high, tokens[high - 1].kind == .punctuation { high -= 1 }
    return low..<high
  }

  /// The kind of a single fact that was added or left out, or of numerals on both sides.
  private func fact(_ a: Range<Int>, _ b: Range<Int>) -> TextChange.Kind? {
    if a.count + b.count == 1 {
      switch a.isEmpty ? rows.tokensB[b.lowerBound].kind : rows.tokensA[a.lowerBound].kind {
      case .number: return .number
      case .date: return .date
      case .mask: return .mask
      default: return nil
      }
    }
    guard !a.isEmpty, !b.isEmpty else { return nil }
    let isNumeral =
      rows.a.folded[rows.scalars(ofA: a)].allSatisfy(ChangeNumerals.isNumeral)
      && rows.b.folded[rows.scalars(ofB: b)].allSatisfy(ChangeNumerals.isNumeral)
    return isNumeral ? .number : nil
  }

  // MARK: Growing

  private func isCharacter(_ index: Int) -> Bool {
    rows.tokensA.indices.contains(index) && rows.tokensA[index].kind == .character
  }

  /// A character that took another's place is told with its neighbour: 提高 → 提升, not 高 → 升.
  ///
  /// Characters that are words of their own stay as they are, and are no part of another's word.
  private func grown(_ a: Range<Int>, _ b: Range<Int>) -> (Range<Int>, Range<Int>) {
    guard a.count == 1, b.count == 1, isPartOfWord(a.lowerBound),
      rows.tokensB[b.lowerBound].kind == .character,
      !ChangeForms.isFunctionWord(rows.idsB[b.lowerBound])
    else { return (a, b) }
    if isEqual(a.lowerBound - 1, b.lowerBound - 1), isPartOfWord(a.lowerBound - 1) {
      return (a.lowerBound - 1..<a.upperBound, b.lowerBound - 1..<b.upperBound)
    }
    if isEqual(a.upperBound, b.upperBound), isPartOfWord(a.upperBound) {
      return (a.lowerBound..<a.upperBound + 1, b.lowerBound..<b.upperBound + 1)
    }
    return (a, b)
  }

  private func isPartOfWord(_ index: Int) -> Bool {
    isCharacter(index) && !ChangeForms.isFunctionWord(rows.idsA[index])
  }

  private func isEqual(_ x: Int, _ y: Int) -> Bool {
    rows.idsA.indices.contains(x) && rows.idsB.indices.contains(y) && rows.idsA[x] == rows.idsB[y]
  }

  /// With the surname that both sides have before the mask: 王磊 → 王某.
  private func withSurname(_ a: Range<Int>, _ b: Range<Int>) -> (Range<Int>, Range<Int>) {
    let (x, y) = (a.lowerBound - 1, b.lowerBound - 1)
    guard max(a.count, b.count) <= 2, isEqual(x, y), isCharacter(x),
      ChangeForms.isSurname(rows.idsA[x])
    else { return (a, b) }
    return (x..<a.upperBound, y..<b.upperBound)
  }

  // MARK: Names and places

  private func place(_ a: Range<Int>, _ b: Range<Int>) -> (a: Range<Int>, b: Range<Int>)? {
    guard !a.isEmpty, !b.isEmpty else { return nil }
    var (a, b) = (a, b)
    let hasSuffix =
      ChangeForms.isPlaceSuffix(rows.idsA[a.upperBound - 1])
      && ChangeForms.isPlaceSuffix(rows.idsB[b.upperBound - 1])
    if !hasSuffix {
      guard isEqual(a.upperBound, b.upperBound),
        ChangeForms.isPlaceSuffix(rows.idsA[a.upperBound])
      else { return nil }
      (a, b) = (a.lowerBound..<a.upperBound + 1, b.lowerBound..<b.upperBound + 1)
    }
    guard standsAlone(a, rows.tokensA, rows.a.folded), standsAlone(b, rows.tokensB, rows.b.folded),
      ChangeForms.isPlace(rows.a.folded[rows.scalars(ofA: a)]),
      ChangeForms.isPlace(rows.b.folded[rows.scalars(ofB: b)])
    else { return nil }
    return (a, b)
  }

  /// Whether a place may begin and end here: at the edge of a clause or after a preposition, and
  /// before nothing that goes on from its suffix, as 区 goes on in 区域.
  private func standsAlone(_ range: Range<Int>, _ tokens: [ChangeToken], _ text: [UInt32]) -> Bool {
    if range.lowerBound > 0, tokens[range.lowerBound - 1].kind == .character,
      !ChangeForms.leadsToPlace(text[tokens[range.lowerBound - 1].range.lowerBound])
    {
      return false
    }
    return range.upperBound == tokens.count
      || !ChangeForms.continuesPlace(text[tokens[range.upperBound].range.lowerBound])
  }

  private func name(_ a: Range<Int>, _ b: Range<Int>) -> (a: Range<Int>, b: Range<Int>)? {
    guard !a.isEmpty, !b.isEmpty else { return nil }
    if isName(a, b) { return (a, b) }
    guard isEqual(a.lowerBound - 1, b.lowerBound - 1) else { return nil }
    let (x, y) = (a.lowerBound - 1..<a.upperBound, b.lowerBound - 1..<b.upperBound)
    return isName(x, y) ? (x, y) : nil
  }

  private func isName(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    let (x, y) = (rows.scalars(ofA: a), rows.scalars(ofB: b))
    return ChangeForms.areNames(
      rows.a.folded[x], rows.b.folded[y], before: rows.a.folded[..<x.lowerBound],
      after: (rows.a.folded[x.upperBound...], rows.b.folded[y.upperBound...]))
  }

  private func areCapitalised(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    guard !a.isEmpty, !b.isEmpty, a.count <= 4, b.count <= 4 else { return false }
    return Self.areCapitalised(a, rows.tokensA, rows.a)
      && Self.areCapitalised(b, rows.tokensB, rows.b)
  }

  private static func areCapitalised(
    _ range: Range<Int>, _ tokens: [ChangeToken], _ text: ChangedText
  ) -> Bool {
    range.allSatisfy { index in
      guard tokens[index].kind == .word else { return false }
      // The first word of a passage may be the first of a sentence.
      let starts =
        index == 0
        || tokens[index - 1].kind == .punctuation
          && ChangeForms.endsSentence(text.folded[tokens[index - 1].range.lowerBound])
      return ChangeForms.isCapitalised(text.original[tokens[index].range], afterSentence: starts)
    }
  }
}
