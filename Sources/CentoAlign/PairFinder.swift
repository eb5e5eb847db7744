internal import CentoText

/// What one text shares with itself and the texts after it.
struct PairFinder: Sendable {
  let texts: [ReuseText]
  let options: ReuseOptions
  let stream: ComparisonStream
  let background: Background
  let seeds: SeedRuns

  func findings(from text: Int) -> [Finding] {
    let runs = seeds.runs(of: text)
    let extend = Extension(
      stream: stream, scoring: Scoring(symbols: stream.symbols, weights: background.weights))
    var gotoh = BandedGotoh()
    var findings: [Finding] = []
    var start = 0
    while start < runs.count {
      let other = stream.texts[Int(runs[start].b)]
      var end = start
      var worth = 0
      while end < runs.count, stream.texts[Int(runs[end].b)] == other {
        worth += Int(runs[end].worth)
        end += 1
      }
      if worth >= Int(Chains.least) {
        let script = stream.scripts[Int(runs[start].a)]
        let chains = Chains.chains(of: runs[start..<end], longestGap: script.longestGap)
        var pieces: [Piece] = []
        for chain in chains { pieces += extend.pieces(of: chain, &gotoh) }
        pieces = Merging(stream: stream).merged(pieces)
        let best = pieces.map(\.score).max() ?? 0
        for piece in pieces {
          if let finding = finding(piece, best: best) { findings.append(finding) }
        }
      }
      start = end
    }
    return findings.sorted { x, y in Self.key(x) < Self.key(y) }
  }

  private static func key(_ finding: Finding) -> (Int, Int, Int, Int, Int) {
    (
      finding.a.span.scalars.lowerBound, finding.b.text, finding.b.span.scalars.lowerBound,
      finding.a.span.scalars.upperBound, finding.b.span.scalars.upperBound
    )
  }

  private func finding(_ piece: Piece, best: Int32) -> Finding? {
    guard let a = trimmed(piece.a), let b = trimmed(piece.b) else { return nil }
    let length = min(a.count, b.count)
    let script = mainScript(a)
    guard length >= options.minimumLength ?? script.shortest else { return nil }
    let bits = Double(piece.score) / 100
    let surcharge = script.shortness * Double(max(0, script.comfortable - length))
    let least = max(options.minimumBits, min(160, 0.15 * Double(best) / 100))
    guard bits >= least + surcharge else { return nil }

    let (placeA, placeB) = (place(a), place(b))
    let (foldedA, foldedB) = (folded(placeA), folded(placeB))
    let edits = EditDistance.between(foldedA, foldedB)
    let similarity = 1 - Double(edits) / Double(max(foldedA.count, foldedB.count))
    guard similarity >= options.minimumSimilarity else { return nil }
    return Finding(
      a: placeA, b: placeB, similarity: similarity, edits: edits, bits: bits, signs: length,
      script: script)
  }

  /// The signs without masks at the ends; nil if nothing is left.
  private func trimmed(_ signs: Range<Int>) -> Range<Int>? {
    var (start, end) = (signs.lowerBound, signs.upperBound)
    while start < end, stream.symbols[start] == ComparisonStream.mask { start += 1 }
    while end > start, stream.symbols[end - 1] == ComparisonStream.mask { end -= 1 }
    return start < end ? start..<end : nil
  }

  private func mainScript(_ signs: Range<Int>) -> Script {
    var counts = [0, 0, 0, 0]
    for sign in signs { counts[Int(stream.scripts[sign].rawValue)] += 1 }
    var main = 0
    for script in 1..<4 where counts[script] > counts[main] { main = script }
    return Script(rawValue: UInt8(main)) ?? .alphabetic
  }

  private func place(_ signs: Range<Int>) -> ReusePlace {
    ReusePlace(
      text: Int(stream.texts[signs.lowerBound]),
      span: FoldedSpan(
        Int(stream.places[signs.lowerBound])..<Int(stream.places[signs.upperBound - 1]) + 1))
  }

  private func folded(_ place: ReusePlace) -> ArraySlice<UInt32> {
    texts[place.text].scalars[place.span.scalars]
  }
}
