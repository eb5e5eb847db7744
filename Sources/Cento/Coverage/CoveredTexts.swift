/// The texts that are covered, documents or articles, with the counted places of each.
struct CoveredTexts: Sendable {
  /// One document or article.
  struct Node: Sendable {
    let id: PassageID
    let document: Int
    /// Its units, by their places among all units.
    let units: Range<Int>
    /// Its counted places in its document.
    let places: Range<Int>
  }

  /// The texts, in document order, then by position.
  let nodes: [Node]
  /// The text of each unit.
  let nodeOfUnit: [Int]
  /// What counts of each document.
  let counted: [CountedText]

  init(_ units: FoldedUnits, of corpus: Corpus, at level: Coverage.Level, threads: Int) {
    let units = units.units
    var documents = [Range<Int>](repeating: 0..<0, count: corpus.entries.count)
    var start = 0
    while start < units.count {
      var end = start
      while end < units.count, units[end].document == units[start].document { end += 1 }
      documents[units[start].document] = start..<end
      start = end
    }
    let ranges = documents
    let blocks = Parallel.blocks(of: ranges.count, size: 64)
    let counted = Parallel.map(count: blocks.count, threads: threads) { block in
      blocks[block].map { document in
        var parts: [SourceSpan] = []
        for unit in units[ranges[document]] { unit.passage.appendParts(to: &parts) }
        return CountedText(corpus.entries[document].document.text, parts: parts)
      }
    }.flatMap { $0 }

    var nodes: [Node] = []
    var nodeOfUnit = [Int](repeating: 0, count: units.count)
    start = 0
    while start < units.count {
      let first = units[start]
      var end = start
      while end < units.count, units[end].document == first.document,
        level == .document || units[end].article == first.article
      {
        nodeOfUnit[end] = nodes.count
        end += 1
      }
      let own = counted[first.document]
      let spans = units[start..<end].map(\.passage.span).filter { !$0.isEmpty }
      let low = spans.first.map { own.place(ofScalar: $0.scalars.lowerBound) } ?? 0
      let high = spans.last.map { own.place(ofScalar: $0.scalars.upperBound) } ?? low
      let id = first.passage.id
      nodes.append(
        Node(
          id: PassageID(document: id.document, article: level == .article ? id.article : nil),
          document: first.document, units: start..<end, places: low..<high))
      start = end
    }
    self.nodes = nodes
    self.nodeOfUnit = nodeOfUnit
    self.counted = counted
  }

  /// The counted places of a place that was found.
  func places(of place: ReusedPassage.Place) -> Range<Int> {
    counted[nodes[nodeOfUnit[place.unit]].document].places(of: place.span)
  }
}
