/// Units made comparable: what the vectors, the passages and the topics are computed from.
public struct FoldedUnits: Sendable {
  /// The units, in document order.
  public let units: [Unit]
  /// The folded text of each unit.
  public let texts: [FoldedText]
  /// For each unit, the first unit whose folded text is the same: itself where there is no earlier one.
  public let firstEqual: [Int]

  /// The units of a corpus at one level, folded.
  ///
  /// - Complexity: O(text) time; O(text) memory, four bytes for each folded scalar.
  public init(
    of corpus: Corpus, at level: UnitLevel, folding: Folding = .standard,
    threads: Int = Parallel.cores
  ) {
    self.init(corpus.units(at: level), of: corpus, folding: folding, threads: threads)
  }

  /// These units of a corpus, folded.
  public init(_ units: [Unit], of corpus: Corpus, folding: Folding, threads: Int) {
    let blocks = Parallel.blocks(of: units.count, size: 256)
    let texts = Parallel.map(count: blocks.count, threads: threads) { block in
      blocks[block].map { index in
        let unit = units[index]
        return folding.fold(
          corpus.entries[unit.document].document.text, parts: unit.passage.parts)
      }
    }.flatMap { $0 }
    self.units = units
    self.texts = texts
    firstEqual = Self.firstEqual(in: texts)
  }

  private static func firstEqual(in texts: [FoldedText]) -> [Int] {
    var first: [[UInt32]: Int] = [:]
    first.reserveCapacity(texts.count)
    return texts.enumerated().map { index, text in
      let known = first[text.scalars]
      if known == nil { first[text.scalars] = index }
      return known ?? index
    }
  }

  /// The place in the original of a span of unit `index`'s folded text.
  public func source(of span: FoldedSpan, inUnit index: Int, of corpus: Corpus) -> SourceSpan {
    let text = corpus.entries[units[index].document].document.text
    return text.span(scalars: texts[index].map.source(of: span))
  }
}
