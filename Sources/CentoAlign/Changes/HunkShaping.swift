/// Makes the stretches that differ legible: slid to the edges of clauses, joined where a chance
/// character keeps them apart.
struct HunkShaping {
  let rows: ChangeRows

  func shaped(_ hunks: [TokenDiff.Hunk]) -> [TokenDiff.Hunk] {
    joined(slid(hunks))
  }

  // MARK: Sliding

  /// Something inserted between equal neighbours may stand in several places: the edge of a clause is
  /// the best, else the last that does not end with the beginning of a word.
  private func slid(_ hunks: [TokenDiff.Hunk]) -> [TokenDiff.Hunk] {
    var hunks = hunks
    for index in hunks.indices {
      let hunk = hunks[index]
      guard hunk.a.isEmpty != hunk.b.isEmpty else { continue }
      let low = index > 0 ? hunks[index - 1] : TokenDiff.Hunk(a: 0..<0, b: 0..<0)
      let next =
        index + 1 < hunks.count
        ? hunks[index + 1]
        : TokenDiff.Hunk(
          a: rows.idsA.count..<rows.idsA.count, b: rows.idsB.count..<rows.idsB.count)
      let isInsertion = hunk.a.isEmpty
      let (ids, own) = isInsertion ? (rows.idsB, hunk.b) : (rows.idsA, hunk.a)
      let room =
        isInsertion
        ? (own.lowerBound - low.b.upperBound, next.b.lowerBound - own.upperBound)
        : (own.lowerBound - low.a.upperBound, next.a.lowerBound - own.upperBound)
      var left = 0
      while left < room.0, ids[own.lowerBound - left - 1] == ids[own.upperBound - left - 1] {
        left += 1
      }
      var right = 0
      while right < room.1, ids[own.lowerBound + right] == ids[own.upperBound + right] {
        right += 1
      }
      var best = (score: -1, shift: 0)
      for shift in -left...right {
        let score = edges(own.lowerBound + shift..<own.upperBound + shift, isInsertion)
        if score > best.score || score == best.score && !begins(ids[own.upperBound + shift - 1]) {
          best = (score, shift)
        }
      }
      let (a, b) = (hunk.a, hunk.b)
      hunks[index] = TokenDiff.Hunk(
        a: a.lowerBound + best.shift..<a.upperBound + best.shift,
        b: b.lowerBound + best.shift..<b.upperBound + best.shift)
    }
    return hunks
  }

  /// Whether a token belongs to what follows it, so that a stretch should not end with it.
  private func begins(_ id: UInt32) -> Bool { ChangeForms.beginsWords(id) }

  /// How many ends of a stretch are edges of clauses.
  private func edges(_ range: Range<Int>, _ isInsertion: Bool) -> Int {
    let tokens = isInsertion ? rows.tokensB : rows.tokensA
    func isEdge(_ index: Int) -> Bool {
      !tokens.indices.contains(index) || tokens[index].kind == .punctuation
    }
    return (isEdge(range.lowerBound - 1) ? 1 : 0) + (isEdge(range.upperBound) ? 1 : 0)
  }

  // MARK: Joining

  private func joined(_ hunks: [TokenDiff.Hunk]) -> [TokenDiff.Hunk] {
    var joined: [TokenDiff.Hunk] = []
    for hunk in hunks {
      guard let last = joined.last, isChance(last, hunk) else {
        joined.append(hunk)
        continue
      }
      joined[joined.count - 1] = TokenDiff.Hunk(
        a: last.a.lowerBound..<hunk.a.upperBound, b: last.b.lowerBound..<hunk.b.upperBound)
    }
    return joined
  }

  /// Whether what two neighbours have between them is equal by chance: one character, or less than a
  /// third of either.
  private func isChance(_ x: TokenDiff.Hunk, _ y: TokenDiff.Hunk) -> Bool {
    let gap = x.a.upperBound..<y.a.lowerBound
    if isOfMarks(x) || isOfMarks(y) { return false }
    guard rows.tokensA[gap].allSatisfy({ $0.kind == .character || $0.kind == .word }) else {
      return false
    }
    let least = min(max(x.a.count, x.b.count), max(y.a.count, y.b.count))
    if gap.count * 3 <= least { return true }
    let isOneWay = x.a.isEmpty && y.a.isEmpty || x.b.isEmpty && y.b.isEmpty
    return gap.count <= 1 && !isOneWay && rows.tokensA[gap].allSatisfy { $0.kind == .character }
  }

  private func isOfMarks(_ hunk: TokenDiff.Hunk) -> Bool {
    rows.tokensA[hunk.a].allSatisfy { $0.kind == .punctuation }
      && rows.tokensB[hunk.b].allSatisfy { $0.kind == .punctuation }
  }
}
