internal import CentoParallel
internal import CentoText

/// What one text shares with itself and the texts after it.
struct PairFinder: Sendable {
  let texts: [ReuseText]
  let options: ReuseOptions
  let stream: ComparisonStream
  let background: Background
  let seeds: SeedRuns
  /// Whether a passage is followed no further once it is sure to be a family.
  let stopsAtFamilies: Bool
  private let merging: Merging
  private let rooms: Pool<Room>

  init(
    texts: [ReuseText], options: ReuseOptions, stream: ComparisonStream, background: Background,
    seeds: SeedRuns, stopsAtFamilies: Bool
  ) {
    (self.texts, self.options) = (texts, options)
    (self.stream, self.background) = (stream, background)
    (self.seeds, self.stopsAtFamilies) = (seeds, stopsAtFamilies)
    merging = Merging(stream: stream)
    let extensions = ([0] + Script.allCases.map(\.copyWorth)).map { least in
      Extension(
        stream: stream,
        scoring: Scoring(symbols: stream.symbols, signs: background.signs, least: least))
    }
    rooms = Pool { Room(extensions) }
  }

  /// What looking for findings needs room for, used again and again.
  private struct Scratch {
    var seeds = SeedRuns.Scratch()
    var gotoh = BandedGotoh()
    let chains = Chains()
    let raised = RawBuffer<Run>(capacity: 64)
    var pieces: [Piece] = []
    /// What makes pieces of chains: as the weights are, then with the floor of a copy of each script.
    ///
    /// Every thread has its own copies, so that no two count references to the same ones all the
    /// time.
    let extensions: [Extension]

    init(_ extensions: [Extension]) {
      self.extensions = extensions.map { Extension(copying: $0) }
    }
  }

  /// The scratch of the one task that has taken it.
  private final class Room: @unchecked Sendable {
    var scratch: Scratch

    init(_ extensions: [Extension]) { scratch = Scratch(extensions) }
  }

  /// What these texts share with themselves and later ones, text by text.
  func findings(from texts: Range<Int>) -> [Finding] {
    rooms.with { room in
      var findings: [Finding] = []
      for text in texts { add(findingsFrom: text, to: &findings, &room.scratch) }
      return findings
    }
  }

  private func add(
    findingsFrom text: Int, to findings: inout [Finding], _ scratch: inout Scratch
  ) {
    seeds.find(runsOf: text, &scratch.seeds)
    let (runs, pairs) = (scratch.seeds.shared.runs, scratch.seeds.shared.pairs.view)
    let signs = background.signs.view
    let first = findings.count
    var crowd = Crowd(stream.range(ofText: text))
    var start = 0
    var (called, bounded) = (0, 0)
    for index in 0..<pairs.count {
      let (end, areAll) = (pairs[index].end, pairs[index].areAll)
      let shared = RunRange(runs, start..<end)
      start = end
      // What the next texts need is on its way from memory meanwhile.
      while called < min(end + 8, runs.count) {
        let (b, endB) = (Int(runs.view[called].b), Int(runs.view[called].endB))
        signs.prefetch(b - 17)
        signs.prefetch(b - 1)
        signs.prefetch(endB)
        signs.prefetch(endB + 16)
        stream.texts.prefetch(b)
        called += 1
      }
      while bounded < min(end + 4, runs.count) {
        stream.texts.prefetchBounds(Int(runs.view[bounded].b))
        bounded += 1
      }
      // Two texts that share more than families are looked at as ever: what they share of one may go
      // further than it does.
      if stopsAtFamilies, areAll, crowd.isFull(shared) { continue }
      let rare = pieces(of: shared, least: 0, &scratch)
      let copies = longCopies(shared, beside: rare, &scratch)
      if rare.isEmpty && copies.isEmpty { continue }
      let told = copies + rare.filter { x in !copies.contains { $0.piece.meets(x.piece) } }
      for (piece, finding) in Self.withoutEchoes(told) {
        findings.append(finding)
        crowd.add(piece, background)
      }
    }
    if findings.count - first > 1 { findings[first...].sort { x, y in Self.key(x) < Self.key(y) } }
  }

  /// What two texts share, without what a better piece tells already.
  ///
  /// Where a text has a sentence of a copied passage twice, the passage tells of the sentence; the
  /// sentence's other place is no reuse of its own.
  private static func withoutEchoes(
    _ told: [(piece: Piece, finding: Finding)]
  ) -> [(piece: Piece, finding: Finding)] {
    guard told.count > 1 else { return told }
    return told.filter { x in
      !told.contains { y in
        y.piece.score >= x.piece.score * 3 / 2
          && (isInside(x.piece.a, y.piece.a) || isInside(x.piece.b, y.piece.b))
      }
    }
  }

  /// Whether four fifths of a range lie in another.
  private static func isInside(_ x: Range<Int>, _ y: Range<Int>) -> Bool {
    x.clamped(to: y).count * 5 >= x.count * 4
  }

  /// What two texts share at length though so many sources have it that it surprises no one.
  ///
  /// The background counts the copies of a passage like any other phrase, so a passage with a
  /// hundred copies looks like a formula. Its length says that it is none: where runs that no known
  /// piece covers could make up much of a long copy, all runs are weighed once more with a floor that
  /// a copy of a copy survives.
  private func longCopies(
    _ runs: RunRange, beside known: [(piece: Piece, finding: Finding)], _ scratch: inout Scratch
  ) -> [(piece: Piece, finding: Finding)] {
    let script = stream.scripts[Int(runs[0].a)]
    var (length, open) = (0, 0)
    for index in 0..<runs.count {
      let run = runs[index]
      length += Int(run.length)
      if !known.contains(where: { $0.piece.meets(run) }) { open += Int(run.length) }
    }
    guard length * 2 >= script.nearCopy, open * 4 >= script.nearCopy else { return [] }
    // No text shorter than a copy holds one.
    guard isLong(runs[0].a), isLong(runs[0].b) else { return [] }
    let raised = scratch.raised
    raised.resize(to: 0)
    for index in 0..<runs.count {
      var run = runs[index]
      run.worth = max(run.worth, run.length * script.copyWorth)
      raised.append(run)
    }
    let extend = scratch.extensions[1 + Int(script.rawValue)]
    if raised.count == 1, extend.staysShorter(than: Self.shortestCopy, Piece(raised.view[0])) {
      return []
    }
    return pieces(of: RunRange(raised, 0..<raised.count), least: script.copyWorth, &scratch)
  }

  /// Whether the text of a sign is as long as the shortest copy.
  private func isLong(_ sign: Int32) -> Bool {
    let text = Int(stream.texts[Int(sign)])
    return stream.range(ofText: text).count >= Self.shortestCopy
  }

  /// The fewest signs of a copy by length, whatever its script.
  private static let shortestCopy = Script.ideographic.nearCopy

  /// Whether length and likeness alone make a copy.
  static func isCopy(_ finding: Finding) -> Bool {
    finding.signs >= finding.script.longCopy && finding.similarity >= 0.5
      || finding.signs >= finding.script.nearCopy && finding.similarity >= 0.9
  }

  /// The pieces of two texts that carry enough evidence, every match being worth `least` at least;
  /// where it is not 0, those that are copies by length and likeness alone.
  private func pieces(
    of runs: RunRange, least: Int32, _ scratch: inout Scratch
  ) -> [(piece: Piece, finding: Finding)] {
    guard runs.count > 0 else { return [] }
    let script = stream.scripts[Int(runs[0].a)]
    // A sixth of a long copy is told word for word, its joints paid.
    let chained =
      least == 0
      ? Int32(Double(script.leastChain) * options.ease) : least * Int32(script.longCopy / 6)
    var worth = 0
    for index in 0..<runs.count { worth += Int(runs[index].worth) }
    guard worth >= Int(chained) else { return [] }
    let chains = scratch.chains
    chains.find(in: runs, longestGap: script.longestGap, least: chained)
    guard chains.count > 0 else { return [] }
    let extend = scratch.extensions[least == 0 ? 0 : 1 + Int(script.rawValue)]
    scratch.pieces.removeAll(keepingCapacity: true)
    for chain in 0..<chains.count {
      extend.add(piecesOf: chain, of: chains, to: &scratch.pieces, &scratch.gotoh)
    }
    if least != 0, runs.count > 1, scratch.pieces.count == 1,
      extend.staysShorter(than: Self.shortestCopy, scratch.pieces[0])
    {
      return []
    }
    extend.grow(&scratch.pieces)
    if least != 0, scratch.pieces.count == 1, scratch.pieces[0].length < Self.shortestCopy {
      return []
    }
    return told(merging.merged(scratch.pieces), asCopies: least != 0)
  }

  /// The pieces that are evidence by themselves, and those that are evidence together.
  private func told(
    _ pieces: [Piece], asCopies: Bool
  ) -> [(piece: Piece, finding: Finding)] {
    if asCopies, !pieces.contains(where: { $0.length >= Self.shortestCopy }) { return [] }
    let best = Double(pieces.max { $0.score < $1.score }?.score ?? 0) / 100
    var findings: [(piece: Piece, finding: Finding)] = []
    var weak: [Piece] = []
    for piece in pieces {
      if asCopies, piece.length < Self.shortestCopy { continue }
      guard let a = trimmed(piece.a), let b = trimmed(piece.b) else { continue }
      let sides = Piece(a: a, b: b, score: piece.score)
      let script = mainScript(a)
      let bits = Double(piece.score) / 100
      let demand = Demand(
        minimum: max(script.demand * options.minimumBits, options.ease * min(160, 0.15 * best)),
        surcharge: options.ease * script.shortness
          * Double(max(0, script.comfortable - sides.length)))
      if sides.length >= options.minimumLength ?? script.shortest, bits >= demand.total {
        // Nothing shorter is a copy, whatever its likeness.
        if asCopies, sides.length < min(script.nearCopy, script.longCopy) { continue }
        if let finding = finding(sides, script, signs: sides.length, demand),
          !asCopies || Self.isCopy(finding)
        {
          findings.append((piece, finding))
        }
      } else if !asCopies, sides.length >= max(script.weakest, options.minimumLength ?? 0),
        bits >= script.weak * options.minimumBits
      {
        weak.append(sides)
      }
    }
    // Beside a passage that is sure, names and phrases that come again are its subject.
    guard findings.isEmpty, weak.count > 1 else { return findings }
    let script = mainScript(weak[0].a)
    let together = Together(script: script, minimumBits: options.minimumBits)
    let demand = Demand(minimum: together.enough, surcharge: 0)
    for (piece, signs) in together.rewritings(weak, stream.symbols)
    where piece.a.upperBound <= piece.b.lowerBound {
      if let finding = finding(piece, script, signs: signs, demand, isRewriting: true) {
        findings.append((piece, finding))
      }
    }
    return findings
  }

  private static func key(_ finding: Finding) -> (Int, Int, Int, Int, Int) {
    (
      finding.a.span.scalars.lowerBound, finding.b.text, finding.b.span.scalars.lowerBound,
      finding.a.span.scalars.upperBound, finding.b.span.scalars.upperBound
    )
  }

  /// The bits that a piece has to have.
  private struct Demand {
    let minimum: Double
    /// What it has to have beyond that for being short.
    let surcharge: Double
    var total: Double { minimum + surcharge }
  }

  private func finding(
    _ piece: Piece, _ script: Script, signs: Int, _ demand: Demand, isRewriting: Bool = false
  ) -> Finding? {
    let (placeA, placeB) = (stream.place(piece.a), stream.place(piece.b))
    let (spanA, spanB) = (placeA.span.scalars, placeB.span.scalars)
    let edits = EditDistance.between(
      texts[placeA.text].folded, spanA, texts[placeB.text].folded, spanB)
    let similarity = 1 - Double(edits) / Double(max(spanA.count, spanB.count))
    guard similarity >= options.minimumSimilarity else { return nil }
    return Finding(
      a: placeA, b: placeB, similarity: similarity, edits: edits,
      bits: Double(piece.score) / 100, signs: signs, script: script, isRewriting: isRewriting,
      minimum: demand.minimum, surcharge: demand.surcharge)
  }

  /// The signs without masks at the ends; nil if nothing is left.
  private func trimmed(_ signs: Range<Int>) -> Range<Int>? {
    var (start, end) = (signs.lowerBound, signs.upperBound)
    while start < end, stream.symbols[start] == ComparisonStream.mask { start += 1 }
    while end > start, stream.symbols[end - 1] == ComparisonStream.mask { end -= 1 }
    return start < end ? start..<end : nil
  }

  private func mainScript(_ signs: Range<Int>) -> Script {
    if stream.scripts.areIdeographic(signs) { return .ideographic }
    var counts: InlineArray<4, Int> = [0, 0, 0, 0]
    for sign in signs { counts[Int(stream.scripts[sign].rawValue) & 3] += 1 }
    var main = 0
    for script in 1..<4 where counts[script] > counts[main] { main = script }
    return Script(rawValue: UInt8(main)) ?? .alphabetic
  }
}
