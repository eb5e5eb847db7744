/// A piece of a difference that is named as one.
struct ChangePart {
  var a: Range<Int>
  var b: Range<Int>
  /// Its kind, where it is known by how it was found.
  var kind: TextChange.Kind?
}

/// Cuts a stretch that differs where a fact of one text meets a fact of its kind in the other.
struct FactPairing {
  let rows: ChangeRows

  /// The facts up to which they are paired in the best way.
  private static let most = 200

  /// Adds the pieces of a stretch.
  func addParts(of hunk: TokenDiff.Hunk, to parts: inout [ChangePart]) {
    // Most stretches are plain words.
    guard rows.hasFacts else {
      parts.append(ChangePart(a: hunk.a, b: hunk.b, kind: nil))
      return
    }
    var (a, b) = (hunk.a.lowerBound, hunk.b.lowerBound)
    for (x, y) in pairs(facts(rows.tokensA, hunk.a), facts(rows.tokensB, hunk.b)) {
      add(a..<x, b..<y, to: &parts)
      let kind = rows.tokensA[x].kind
      if rows.idsA[x] != rows.idsB[y] {
        parts.append(
          ChangePart(
            a: x..<x + 1, b: y..<y + 1,
            kind: kind == .date ? .date : kind == .number ? .number : .mask))
      }
      (a, b) = (x + 1, y + 1)
    }
    add(a..<hunk.a.upperBound, b..<hunk.b.upperBound, to: &parts)
  }

  private func add(_ a: Range<Int>, _ b: Range<Int>, to parts: inout [ChangePart]) {
    if a.isEmpty && b.isEmpty { return }
    let part = ChangePart(a: a, b: b, kind: nil)
    let hasMask =
      rows.tokensA[a].contains { $0.kind == .mask } || rows.tokensB[b].contains { $0.kind == .mask }
    if hasMask { parts += unmasked(part) } else { parts.append(part) }
  }

  /// A name and the mask in its place, and what was added beside it.
  private func unmasked(_ part: ChangePart) -> [ChangePart] {
    let masksA = part.a.filter { rows.tokensA[$0].kind == .mask }
    let masksB = part.b.filter { rows.tokensB[$0].kind == .mask }
    guard masksA.count + masksB.count == 1 else { return [part] }
    let isA = masksB.isEmpty
    let (own, other) = isA ? (part.a, part.b) : (part.b, part.a)
    let mask = isA ? masksA[0] : masksB[0]
    let tokens = isA ? rows.tokensB : rows.tokensA
    let isName = other.allSatisfy { tokens[$0].kind == .character } && other.count <= 4
    let isOne = other.count == 1 && tokens[other.lowerBound].kind != .punctuation
    guard !other.isEmpty, isName || isOne else { return [part] }
    if isOne, mask == own.lowerBound, endsAlike(own.dropFirst(), other.lowerBound, isA: isA) {
      return [ChangePart(a: part.a, b: part.b, kind: .mask)]
    }
    func piece(_ own: Range<Int>, _ other: Range<Int>, _ kind: TextChange.Kind?) -> ChangePart {
      isA ? ChangePart(a: own, b: other, kind: kind) : ChangePart(a: other, b: own, kind: kind)
    }
    let pieces = [
      piece(own.lowerBound..<mask, other.lowerBound..<other.lowerBound, nil),
      piece(mask..<mask + 1, other, .mask),
      piece(mask + 1..<own.upperBound, other.upperBound..<other.upperBound, nil),
    ]
    return pieces.filter { !$0.a.isEmpty || !$0.b.isEmpty }
  }

  /// Whether what follows a mask ends the other side's fact too: **项 and 83项.
  private func endsAlike(_ rest: Range<Int>, _ fact: Int, isA: Bool) -> Bool {
    guard !rest.isEmpty else { return false }
    let tail =
      isA ? rows.a.folded[rows.scalars(ofA: rest)] : rows.b.folded[rows.scalars(ofB: rest)]
    let whole =
      isA
      ? rows.b.folded[rows.scalars(ofB: fact..<fact + 1)]
      : rows.a.folded[rows.scalars(ofA: fact..<fact + 1)]
    return whole.count > tail.count && whole.suffix(tail.count).elementsEqual(tail)
  }

  private func facts(_ tokens: [ChangeToken], _ range: Range<Int>) -> [(Int, ChangeToken.Kind)] {
    range.compactMap { index in
      switch tokens[index].kind {
      case .number, .date, .mask: (index, tokens[index].kind)
      default: nil
      }
    }
  }

  /// The longest common row of kinds, facts that are equal counting double.
  private func pairs(
    _ a: [(Int, ChangeToken.Kind)], _ b: [(Int, ChangeToken.Kind)]
  ) -> [(Int, Int)] {
    let (a, b) = (a.prefix(Self.most), b.prefix(Self.most))
    guard !a.isEmpty, !b.isEmpty else { return [] }
    let width = b.count + 1
    func worth(_ x: Int, _ y: Int) -> Int {
      guard a[x].1 == b[y].1 else { return 0 }
      return rows.idsA[a[x].0] == rows.idsB[b[y].0] ? 2 : 1
    }
    var best = [Int](repeating: 0, count: (a.count + 1) * width)
    for x in stride(from: a.count - 1, through: 0, by: -1) {
      for y in stride(from: b.count - 1, through: 0, by: -1) {
        let paired = worth(x, y) + best[(x + 1) * width + y + 1]
        best[x * width + y] = max(paired, best[(x + 1) * width + y], best[x * width + y + 1])
      }
    }
    var pairs: [(Int, Int)] = []
    var (x, y) = (0, 0)
    while x < a.count, y < b.count {
      let own = worth(x, y)
      if own > 0, best[x * width + y] == own + best[(x + 1) * width + y + 1] {
        pairs.append((a[x].0, b[y].0))
        x += 1
        y += 1
      } else if best[x * width + y] == best[(x + 1) * width + y] {
        x += 1
      } else {
        y += 1
      }
    }
    return pairs
  }
}

/// Finds words that one text has here and the other there.
struct MovedWords {
  let rows: ChangeRows

  /// The fewest characters that are said to be moved; of words the half.
  private static let shortest = 4

  /// The parts, a deletion and an insertion of the same words being one that was moved.
  func marked(_ parts: [ChangePart]) -> [ChangePart] {
    // A token counts for two characters at most.
    let least = Self.shortest / 2
    guard parts.contains(where: { $0.a.isEmpty && $0.b.count >= least }),
      parts.contains(where: { $0.b.isEmpty && $0.a.count >= least })
    else { return parts }
    var inserted: [[UInt32]: [Int]] = [:]
    for (index, part) in parts.enumerated() where part.a.isEmpty {
      let words = words(rows.idsB, rows.tokensB, part.b)
      if words.isLong { inserted[words.ids, default: []].append(index) }
    }
    guard !inserted.isEmpty else { return parts }
    var marked = parts
    var gone: Set<Int> = []
    for (index, part) in parts.enumerated() where part.b.isEmpty {
      let words = words(rows.idsA, rows.tokensA, part.a)
      guard words.isLong, let other = inserted[words.ids]?.first else { continue }
      inserted[words.ids]?.removeFirst()
      marked[index] = ChangePart(a: part.a, b: parts[other].b, kind: .moved)
      gone.insert(other)
    }
    return marked.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
  }

  private func words(
    _ ids: [UInt32], _ tokens: [ChangeToken], _ range: Range<Int>
  ) -> (ids: [UInt32], isLong: Bool) {
    let kept = range.filter { tokens[$0].kind != .punctuation }
    let characters = kept.reduce(0) { $0 + (tokens[$1].kind == .character ? 1 : 2) }
    return (kept.map { ids[$0] }, characters >= Self.shortest)
  }
}
