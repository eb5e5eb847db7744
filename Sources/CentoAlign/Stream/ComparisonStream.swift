internal import CentoParallel
internal import CentoText

/// All texts as one row of comparable signs, each with its way back to the folded text.
///
/// Letters, numbers and Chinese characters stay; punctuation, space and marks go. Every digit
/// becomes `0` and every run of mask signs one `*`, because that is what people change when they
/// copy.
struct ComparisonStream: Sendable {
  /// The signs: folded scalars, `digit` or `mask`.
  let symbols: SymbolRow
  /// The script of each sign; digits and masks have that of the letter beside them.
  let scripts: ScriptRow
  /// Where each sign stands in its folded text.
  private let places: FoldedPlaces
  /// The text of each sign.
  let texts: RangeIndex

  /// What stands for every digit.
  static let digit: UInt32 = 0x30
  /// What stands for a run of mask signs.
  static let mask: UInt32 = 0x2A

  var count: Int { symbols.count }

  /// About how many scalars are read in one task.
  private static let task = 1 << 15
  /// The tasks whose signs are held before they join the row.
  private static let together = 16

  init(_ texts: [ReuseText], threads: Int) {
    let blocks = Self.blocks(of: texts)
    // There are no more signs than scalars; room that is never written takes no memory.
    let most = texts.reduce(0) { $0 + $1.folded.count }
    var symbols = SymbolRow(capacity: most)
    var scripts = ScriptRow(capacity: most)
    var places = FoldedPlaces(scalars: most, texts: texts.count)
    var starts = [0]
    starts.reserveCapacity(texts.count + 1)
    // A few parts at a time, so that no sign is held twice.
    for some in Parallel.blocks(of: blocks.count, size: Self.together) {
      let parts = Parallel.map(count: some.count, threads: threads) { block in
        var part = StreamPart()
        for text in blocks[some.lowerBound + block] { part.append(texts[text].scalars) }
        return (part, ScriptRow(part.scripts.view))
      }
      var next = symbols.count
      for (part, partScripts) in parts {
        for end in 0..<part.ends.count { starts.append(next + Int(part.ends.view[end])) }
        next += part.symbols.count
        scripts.append(partScripts)
        places.append(part.places)
      }
      symbols.append(parts.map(\.0.symbols), threads: threads)
    }
    symbols.finish()
    precondition(symbols.count < Int(Int32.max), "the texts hold more than 2^31 signs")
    self.symbols = symbols
    self.scripts = scripts
    places.finish()
    self.places = places
    self.texts = RangeIndex(starts: starts)
  }

  /// Neighbouring texts that are read together.
  private static func blocks(of texts: [ReuseText]) -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var (first, scalars) = (0, 0)
    for (index, text) in texts.enumerated() {
      if scalars > 0, scalars + text.folded.count > task {
        blocks.append(first..<index)
        (first, scalars) = (index, 0)
      }
      scalars += text.folded.count
    }
    if first < texts.count { blocks.append(first..<texts.count) }
    return blocks
  }

  /// Where a sign stands in its folded text.
  func place(_ sign: Int) -> Int { place(sign..<sign + 1).span.scalars.lowerBound }

  /// Where some signs of one text stand in its folded text, from the first to the last.
  func place(_ signs: Range<Int>) -> ReusePlace {
    let text = Int(texts[signs.lowerBound])
    return ReusePlace(text: text, span: FoldedSpan(places.places(of: signs, inText: text)))
  }

  /// The signs of a text.
  func range(ofText text: Int) -> Range<Int> { texts.range(text) }
}
