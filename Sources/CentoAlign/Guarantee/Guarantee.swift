internal import CentoParallel
internal import CentoText

/// Adds to what was found every exact run that is long enough and not told yet.
///
/// The windows of a run's least length are grouped exactly. Where a window has a few places they are
/// extended in pairs; where it has many they become families (see `RunFinder`, `CrowdedRuns`). The
/// maximal runs of two texts are the maximal repeats of a suffix tree (Gusfield, 1997, 7.12), but
/// only windows that occur twice are looked at.
struct Guarantee {
  let run: ExactRun
  let copies: Copies
  let texts: [ReuseText]
  let options: ReuseOptions
  let threads: Int

  /// What was found, and what had to be added.
  ///
  /// What was found stays as it is.
  func completed(_ findings: ReuseFindings) -> ReuseFindings {
    let covering = Covering(findings.reuses, findings.families)
    var families: [[ReusePlace]] = []
    var pairs: [RunPair] = []
    for (row, window) in rows() {
      let found = found(in: row, window: window, covering)
      families += found.families
      pairs += found.pairs
    }
    let finished = NestedFamilies.outermost(families, apart: options.within)
      .compactMap { family(of: $0) }
    let reuses = untold(pairs, beside: finished).compactMap { reuse($0) }
    return ReuseFindings(
      reuses: Self.merged(findings.reuses, reuses),
      families: Self.merged(findings.families, finished))
  }

  /// The rows in which runs are sought, and the least run in each.
  private func rows() -> [(RunRow, Int)] {
    let texts = copies.searched.map { self.texts[$0] }
    var rows: [(RunRow, Int)] = []
    if run.signs > 0 {
      rows.append((RunRow(signsOf: texts), max(run.signs, options.minimumLength ?? 0)))
    }
    if run.words > 0 {
      let words = RunRow(wordsOf: texts, inPieces: false)
      let pieces = RunRow(wordsOf: texts, inPieces: true)
      rows.append((words, run.words))
      if pieces.count != words.count { rows.append((pieces, run.words)) }
    }
    return rows
  }

  private func found(
    in row: RunRow, window: Int, _ covering: Covering
  ) -> (families: [[ReusePlace]], pairs: [RunPair]) {
    let comparability = Comparability(copies.searched.map { texts[$0] }, options: options)
    let finder = RunFinder(
      row: row, window: window, comparability: comparability, partners: Partners(comparability),
      covering: covering, copies: copies)
    let parts = RepeatedWindows(row: row, length: window).map(threads: threads) { groups in
      var crowded: [[UInt32]] = []
      var pairs: [RunPair] = []
      for group in groups {
        let places = finder.partnered(group.map { RunPlace($0, in: row) })
        if finder.isCrowded(places) {
          crowded.append(places.map { UInt32($0.place) })
        } else if !RunPlace.areContinued(places[...]) {
          pairs += finder.pairs(places)
        }
      }
      return (crowded, pairs)
    }
    let crowded = parts.flatMap(\.0).sorted { $0[0] < $1[0] }
    var (families, pairs) = CrowdedRuns(crowded, finder: finder).found(threads: threads)
    for part in parts { pairs += part.1 }
    families.sort { x, y in Self.key(x[0]) < Self.key(y[0]) }
    return (families, pairs)
  }

  /// The runs that neither a family nor a longer run tells, in the order of the answer.
  private func untold(_ pairs: [RunPair], beside families: [ReuseFamily]) -> [RunPair] {
    let covering = Covering([], families)
    let order = pairs.sorted { x, y in
      if x.texts != y.texts { return x.texts < y.texts }
      if x.startA != y.startA { return x.startA < y.startA }
      if x.endA != y.endA { return x.endA > y.endA }
      return x.startB != y.startB ? x.startB < y.startB : x.endB > y.endB
    }
    // What begins first and is longest comes first, so a run lies inside earlier ones only, of
    // which those that ended before it are of no use any more.
    var told: [RunPair] = []
    var open: [RunPair] = []
    for pair in order {
      open.removeAll { $0.texts != pair.texts || $0.endA < pair.startA }
      if open.contains(where: { pair.isInside($0) }) || covering.tells(pair) { continue }
      told.append(pair)
      open.append(pair)
    }
    return told.sorted(by: RunPair.precedes)
  }

  private func reuse(_ pair: RunPair) -> Reuse? {
    let (a, b) = (pair.a, pair.b)
    let (scalarsA, scalarsB) = (texts[a.text].folded, texts[b.text].folded)
    let (foldedA, foldedB) = (scalarsA[a.span.scalars], scalarsB[b.span.scalars])
    if let least = options.minimumLength, signs(of: a) < least { return nil }
    let edits = foldedA == foldedB ? 0 : EditDistance.between(foldedA, foldedB)
    let similarity = 1 - Double(edits) / Double(max(foldedA.count, foldedB.count))
    guard similarity >= options.minimumSimilarity else { return nil }
    let areQuoted = isQuoted(a) && isQuoted(b)
    return Reuse(
      a: a, b: b, relation: ReuseRelation(similarity: similarity, equal: edits == 0),
      similarity: similarity, tier: areQuoted ? .quotation : .formula, bits: leastBits(foldedA))
  }

  /// A family of these places; the first of the most frequent length stands for it.
  private func family(of places: [ReusePlace]) -> ReuseFamily? {
    let members = places.sorted { Self.key($0) < Self.key($1) }
    let lengths = members.map(\.span.scalars.count).sorted()
    var (often, most, start) = (0, 0, 0)
    while start < lengths.count {
      var end = start
      while end < lengths.count, lengths[end] == lengths[start] { end += 1 }
      if end - start > most { (often, most) = (lengths[start], end - start) }
      start = end
    }
    let representative = members.firstIndex { $0.span.scalars.count == often } ?? 0
    if let least = options.minimumLength, signs(of: members[representative]) < least { return nil }
    return ReuseFamily(
      members: members, representative: representative,
      tier: members.allSatisfy(isQuoted) ? .quotation : .formula)
  }

  private func isQuoted(_ place: ReusePlace) -> Bool {
    Enclosure.isQuoted(place.span.scalars, in: texts[place.text])
  }

  private func signs(of place: ReusePlace) -> Int {
    texts[place.text].folded[place.span.scalars].count { ScalarClass(of: $0).isWordlike }
  }

  /// The least that the signs of a run are worth under any background.
  private func leastBits(_ scalars: ArraySlice<UInt32>) -> Double {
    var hundredths: Int32 = 0
    for scalar in scalars {
      let kind = ScalarClass(of: scalar)
      guard kind.isWordlike else { continue }
      hundredths &+= (Script(of: scalar, class: kind) ?? .alphabetic).floor
    }
    return Double(hundredths) / 100
  }

  private static func key(_ place: ReusePlace) -> (Int, Int, Int) {
    (place.text, place.span.scalars.lowerBound, place.span.scalars.upperBound)
  }

  /// Two sorted lists in one; of equal places the first list's comes first.
  private static func merged(_ x: [Reuse], _ y: [Reuse]) -> [Reuse] {
    func precedes(_ x: Reuse, _ y: Reuse) -> Bool {
      RunPair.precedes(RunPair(x.a, x.b), RunPair(y.a, y.b))
    }
    var merged: [Reuse] = []
    merged.reserveCapacity(x.count + y.count)
    var next = 0
    for reuse in x {
      while next < y.count, precedes(y[next], reuse) {
        merged.append(y[next])
        next += 1
      }
      merged.append(reuse)
    }
    return merged + y[next...]
  }

  /// By first member; of equal ones the first list's comes first.
  private static func merged(_ x: [ReuseFamily], _ y: [ReuseFamily]) -> [ReuseFamily] {
    (x + y).enumerated().sorted { x, y in
      let (p, q) = (key(x.element.members[0]), key(y.element.members[0]))
      return p == q ? x.offset < y.offset : p < q
    }.map(\.element)
  }
}
