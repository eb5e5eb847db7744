/// Why a passage was found, and why it is in its tier.
public struct PassageEvidence: Sendable {
  /// The passage; its reuse says the evidence in bits, what it had to beat, and its tier's reason.
  public let passage: ReusedPassage
  /// The shared pieces that surprise most, as they stand in the first place, and their bits.
  public let pieces: [(text: String, bits: Double)]
}

extension FoldedUnits {
  /// Why two texts of a corpus share what they share: the passages of every tier that have a place in
  /// each of them, and the families that have members in both.
  ///
  /// The whole corpus is searched, as `sharedText` does: what is surprising depends on all of it.
  ///
  /// - Parameters:
  ///   - a: A text of any level.
  ///   - b: Another.
  ///   - pieces: How many of the most surprising pieces are given of each passage.
  public func evidence(
    between a: Unit, and b: Unit, in corpus: Corpus, options: ReuseOptions = ReuseOptions(),
    pieces most: Int = 5, threads: Int = Parallel.cores
  ) -> (passages: [PassageEvidence], families: [PassageFamily]) {
    let shared = sharedText(in: corpus, options: options, threads: threads)
    func isIn(_ place: ReusedPassage.Place, _ text: Unit) -> Bool {
      units[place.unit].document == text.document
        && place.span.scalars.overlaps(text.passage.span.scalars)
    }
    let passages = shared.passages.filter { passage in
      isIn(passage.a, a) && isIn(passage.b, b) || isIn(passage.a, b) && isIn(passage.b, a)
    }
    let families = shared.families.filter { family in
      family.members.contains { isIn($0, a) } && family.members.contains { isIn($0, b) }
    }
    guard !passages.isEmpty else { return ([], families) }
    let rarest = ReuseSearch(options: options).rarestPieces(
      of: passages.map(\.reuse), in: reuseTexts(in: corpus, threads: threads), most: most,
      threads: threads)
    let evidence = zip(passages, rarest).map { passage, pieces in
      PassageEvidence(
        passage: passage,
        pieces: pieces.map { piece in
          let unit = units[passage.a.unit]
          let span = source(of: piece.span, inUnit: passage.a.unit, of: corpus)
          return (
            corpus.text(of: span, inDocument: unit.document, within: unit.passage.parts), piece.bits
          )
        })
    }
    return (evidence, families)
  }
}
