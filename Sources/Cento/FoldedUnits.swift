/// Units made comparable: what the vectors, the passages and the topics are computed from.
public struct FoldedUnits: Sendable {
  /// The units, in document order.
  public let units: [Unit]
  /// The folded text of each unit.
  public let texts: JoinedTexts
  /// What `firstEqual` gives, four bytes each: a corpus has one for every paragraph.
  private let firstEquals: [UInt32]

  /// The units of a corpus at one level, folded.
  ///
  /// - Complexity: O(text) time; two bytes of memory for each folded scalar, about a hundred for each
  ///   unit.
  public init(
    of corpus: Corpus, at level: UnitLevel, folding: Folding = .standard,
    threads: Int = Parallel.cores
  ) {
    self.init(
      corpus.units(at: level, threads: threads), of: corpus, folding: folding, threads: threads)
  }

  /// These units of a corpus, folded.
  public init(_ units: [Unit], of corpus: Corpus, folding: Folding, threads: Int) {
    let blocks = Parallel.blocks(of: units.count, size: 256)
    // Folded text is seldom longer than what it comes from; room that is never written takes no memory.
    var whole = JoinedTexts.Part(
      scalars: units.reduce(0) { $0 + $1.passage.span.count }, texts: units.count)
    var digests: [UInt64] = []
    digests.reserveCapacity(units.count)
    // A few blocks at a time, so that no text is held twice.
    for some in Parallel.blocks(of: blocks.count, size: 64) {
      let parts = Parallel.map(count: some.count, threads: threads) { block in
        var part = JoinedTexts.Part()
        var digests: [UInt64] = []
        for unit in units[blocks[some.lowerBound + block]] {
          let folded = folding.fold(
            corpus.entries[unit.document].document.text, parts: unit.passage.parts)
          part.append(folded)
          digests.append(FirstEqual.digest(folded.scalars))
        }
        return (part, digests)
      }
      for (part, some) in parts {
        whole.append(part)
        digests += some
      }
    }
    let texts = JoinedTexts(whole)
    self.units = units
    self.texts = texts
    firstEquals = FirstEqual.places(of: digests) { texts.folded($0) == texts.folded($1) }
  }

  /// For each unit, the first unit whose folded text is the same: itself where there is no earlier one.
  public var firstEqual: [Int] { firstEquals.map { Int($0) } }

  /// The first unit whose folded text is that of a unit.
  public func firstEqual(to unit: Int) -> Int { Int(firstEquals[unit]) }

  /// The place in the original of a span of unit `index`'s folded text.
  public func source(of span: FoldedSpan, inUnit index: Int, of corpus: Corpus) -> SourceSpan {
    let text = corpus.entries[units[index].document].document.text
    let (scalars, unit) = (texts.source(of: span, inText: index), units[index].passage.span)
    // Most units are short: counted from where theirs begins.
    let start = text.byteOffset(
      ofScalar: scalars.lowerBound, from: (unit.scalars.lowerBound, unit.bytes.lowerBound))
    let end = text.byteOffset(ofScalar: scalars.upperBound, from: (scalars.lowerBound, start))
    return SourceSpan(scalars: scalars, bytes: start..<end)
  }
}
