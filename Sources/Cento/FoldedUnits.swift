/// Units made comparable: what the vectors, the passages and the topics are computed from.
public struct FoldedUnits: Sendable {
  /// The units, in document order.
  public let units: [Unit]
  /// The folded text of each unit.
  public let texts: JoinedTexts
  /// For each unit, the first unit whose folded text is the same: itself where there is no earlier one.
  public let firstEqual: [Int]

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
    // A few blocks at a time, so that no text is held twice.
    for some in Parallel.blocks(of: blocks.count, size: 64) {
      let parts = Parallel.map(count: some.count, threads: threads) { block in
        var part = JoinedTexts.Part()
        for unit in units[blocks[some.lowerBound + block]] {
          part.append(
            folding.fold(corpus.entries[unit.document].document.text, parts: unit.passage.parts))
        }
        return part
      }
      for part in parts { whole.append(part) }
    }
    let texts = JoinedTexts(whole)
    self.units = units
    self.texts = texts
    firstEqual = Self.firstEqual(in: texts, threads: threads)
  }

  /// The first unit of each text, by open addressing: texts of one digest are held side by side.
  private static func firstEqual(in texts: JoinedTexts, threads: Int) -> [Int] {
    let blocks = Parallel.blocks(of: texts.count, size: 1024)
    let digests = Parallel.map(count: blocks.count, threads: threads) { block in
      blocks[block].map { digest(texts[$0].scalars) }
    }.flatMap { $0 }
    let size = max(2, 1 << (Int.bitWidth - (2 * texts.count).leadingZeroBitCount))
    var table = [Int32](repeating: -1, count: size)
    return texts.indices.map { index in
      var slot = Int(truncatingIfNeeded: digests[index] & UInt64(size - 1))
      while table[slot] >= 0 {
        let other = Int(table[slot])
        if digests[other] == digests[index], texts[other].folded == texts[index].folded {
          return other
        }
        slot = (slot + 1) & (size - 1)
      }
      table[slot] = Int32(index)
      return index
    }
  }

  private static func digest(_ scalars: [UInt32]) -> UInt64 {
    var digest = UInt64(scalars.count)
    for scalar in scalars {
      digest = (digest ^ UInt64(scalar)) &* 0x9E37_79B9_7F4A_7C15
      digest ^= digest >> 32
    }
    return digest
  }

  /// The place in the original of a span of unit `index`'s folded text.
  public func source(of span: FoldedSpan, inUnit index: Int, of corpus: Corpus) -> SourceSpan {
    let text = corpus.entries[units[index].document].document.text
    return text.span(scalars: texts[index].map.source(of: span))
  }
}
