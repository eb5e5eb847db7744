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
    let rows = ChangeRows(a, b)
    let hunks = HunkShaping(rows: rows).shaped(TokenDiff.hunks(rows.idsA, rows.idsB))
    if hunks.isEmpty { return [] }
    let pairing = FactPairing(rows: rows)
    var parts: [ChangePart] = []
    for hunk in hunks { pairing.addParts(of: hunk, to: &parts) }
    let changes = ChangeNaming(rows: rows).named(MovedWords(rows: rows).marked(parts))
    guard changes.contains(where: { $0.kind == .punctuation }) else { return changes }
    return changes.filter { $0.kind != .punctuation } + changes.filter { $0.kind == .punctuation }
  }
}

/// Two texts as rows of tokens, equal tokens by equal numbers.
///
/// A class: every stage looks at the same rows.
final class ChangeRows: Sendable {
  let a: ChangedText
  let b: ChangedText
  let tokensA: [ChangeToken]
  let tokensB: [ChangeToken]
  let idsA: [UInt32]
  let idsB: [UInt32]
  /// Whether either text has a number, a date or a mask.
  let hasFacts: Bool

  init(_ a: ChangedText, _ b: ChangedText) {
    (self.a, self.b) = (a, b)
    tokensA = ChangeTokenizer.tokens(of: a.folded)
    tokensB = ChangeTokenizer.tokens(of: b.folded)
    var names = TokenNames()
    idsA = names.ids(of: tokensA, in: a.folded)
    idsB = names.ids(of: tokensB, in: b.folded)
    hasFacts = names.hasFacts
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

/// Numbers for tokens: a sign's own for one sign, the next free one for a longer token.
private struct TokenNames {
  /// The longer tokens in order of their numbers, looked through as long as they are few.
  private var listed: [ArraySlice<UInt32>] = []
  private var known: [ArraySlice<UInt32>: UInt32] = [:]
  private(set) var hasFacts = false

  private static let few = 16
  /// Beyond the scalars.
  private static let first: UInt32 = 0x11_0000

  mutating func ids(of tokens: [ChangeToken], in scalars: [UInt32]) -> [UInt32] {
    var ids: [UInt32] = []
    ids.reserveCapacity(tokens.count)
    for token in tokens {
      if token.count == 1 {
        ids.append(scalars[token.range.lowerBound])
      } else {
        ids.append(id(of: scalars[token.range]))
      }
      switch token.kind {
      case .number, .date, .mask: hasFacts = true
      default: break
      }
    }
    return ids
  }

  private mutating func id(of token: ArraySlice<UInt32>) -> UInt32 {
    if listed.count <= Self.few {
      if let place = listed.firstIndex(where: { $0.elementsEqual(token) }) {
        return Self.first + UInt32(place)
      }
    } else if let id = known[token] {
      return id
    }
    let id = Self.first + UInt32(listed.count)
    listed.append(token)
    if listed.count == Self.few + 1 {
      for (place, token) in listed.enumerated() { known[token] = Self.first + UInt32(place) }
    } else if listed.count > Self.few {
      known[token] = id
    }
    return id
  }
}
