/// Lists what differs between two versions of a passage as a person would.
///
///     let a = ChangedText(folded: scalars("税收增长32.5%，负责人刘琳表示"))
///     let b = ChangedText(folded: scalars("税收增长41%，负责人XX表示"))
///     TextChanges.between(a, b)   // number: 32.5% → 41%, mask: 刘琳 → XX
///
/// Tokens are compared (a number with its unit, a date, a word in letters, a Chinese character), the
/// stretches that differ are cut where facts meet facts of their kind, and each piece is named by
/// its form. Names and places are told by form alone: where that is unsure, the change is one of
/// wording.
public enum TextChanges {
  /// The changes from one text to another: by place, those of punctuation last.
  ///
  /// White space is not compared. What all changes leave is equal on both sides, punctuation at the
  /// ends of changed words aside.
  ///
  /// - Complexity: O(n · d) for n tokens and d differences, see `TokenDiff`.
  public static func between(_ a: ChangedText, _ b: ChangedText) -> [TextChange] {
    let row = ChangeRows(a, b)
    let hunks = HunkShaping(rows: row).shaped(TokenDiff.hunks(row.idsA, row.idsB))
    let parts = hunks.flatMap { FactPairing(rows: row).parts(of: $0) }
    let changes = ChangeNaming(rows: row).named(MovedWords(rows: row).marked(parts))
    return changes.filter { $0.kind != .punctuation } + changes.filter { $0.kind == .punctuation }
  }
}

/// Two texts as rows of tokens, equal tokens by equal numbers.
struct ChangeRows {
  let a: ChangedText
  let b: ChangedText
  let tokensA: [ChangeToken]
  let tokensB: [ChangeToken]
  let idsA: [UInt32]
  let idsB: [UInt32]

  init(_ a: ChangedText, _ b: ChangedText) {
    (self.a, self.b) = (a, b)
    tokensA = ChangeTokenizer.tokens(of: a.folded)
    tokensB = ChangeTokenizer.tokens(of: b.folded)
    var known: [ArraySlice<UInt32>: UInt32] = [:]
    func id(_ token: ChangeToken, _ scalars: [UInt32]) -> UInt32 {
      if token.range.count == 1 { return scalars[token.range.lowerBound] }
      let key = scalars[token.range]
      if let id = known[key] { return id }
      let id = UInt32(0x11_0000 + known.count)
      known[key] = id
      return id
    }
    idsA = tokensA.map { id($0, a.folded) }
    idsB = tokensB.map { id($0, b.folded) }
  }

  /// The scalars from the first to the last of some tokens; an empty range before the next one.
  func scalars(ofA tokens: Range<Int>) -> Range<Int> {
    Self.scalars(of: tokens, tokensA, a.folded.count)
  }

  /// The scalars from the first to the last of some tokens; an empty range before the next one.
  func scalars(ofB tokens: Range<Int>) -> Range<Int> {
    Self.scalars(of: tokens, tokensB, b.folded.count)
  }

  private static func scalars(
    of tokens: Range<Int>, _ row: [ChangeToken], _ end: Int
  ) -> Range<Int> {
    if tokens.isEmpty {
      let place = tokens.lowerBound < row.count ? row[tokens.lowerBound].range.lowerBound : end
      return place..<place
    }
    return row[tokens.lowerBound].range.lowerBound..<row[tokens.upperBound - 1].range.upperBound
  }
}
