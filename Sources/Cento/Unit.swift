/// The levels at which a corpus can be compared.
public enum UnitLevel: String, Sendable, Hashable, CaseIterable {
  /// A file or a record as a whole.
  case document
  /// A titled unit of a document.
  case article
  /// A paragraph of an article.
  case paragraph
  /// A sentence of a paragraph.
  case sentence
}

/// A compared unit and where in the corpus it stands.
public struct Unit: Sendable {
  /// The unit: its name and its text's places.
  public let passage: Passage
  private let documentNumber: UInt32
  private let articleNumber: UInt32

  init(passage: Passage, document: Int, article: Int) {
    self.passage = passage
    documentNumber = UInt32(document)
    articleNumber = UInt32(article)
  }

  /// The document's place in the corpus.
  public var document: Int { Int(documentNumber) }
  /// The article, numbered from 0 through the whole corpus; a document without articles counts as one.
  public var article: Int { Int(articleNumber) }
}

extension Corpus {
  /// The units at `level`, in document order and then by position.
  ///
  /// A document that is one unit (`Structure.whole`) is a unit at every level.
  public func units(at level: UnitLevel, threads: Int = Parallel.cores) -> [Unit] {
    let blocks = Parallel.blocks(of: entries.count, size: 16)
    var units: [Unit] = []
    var articles = 0
    // A few blocks at a time, so that what is made of them is not held twice.
    for some in Parallel.blocks(of: blocks.count, size: 32) {
      let made = Parallel.map(count: some.count, threads: threads) { block in
        blocks[some.lowerBound + block].map { passages(of: entries[$0], at: level) }
      }
      for (document, made) in zip(blocks[some.lowerBound].lowerBound..., made.joined()) {
        for (article, passage) in made.passages {
          units.append(Unit(passage: passage, document: document, article: articles + article))
        }
        articles += made.articles
      }
    }
    return units
  }

  /// The units of a document, each with the place of its article, and how many articles it counts.
  private func passages(
    of entry: Entry, at level: UnitLevel
  ) -> (passages: [(article: Int, passage: Passage)], articles: Int) {
    guard let outline = entry.outline else {
      let parts = entry.document.text.trimmedParts
      return ([(0, Passage(id: PassageID(document: entry.document.id), parts: parts))], 1)
    }
    return (
      passages(of: outline, in: entry.document, at: level), max(1, outline.articles.count)
    )
  }

  private func passages(
    of outline: Outline, in document: Document, at level: UnitLevel
  ) -> [(article: Int, passage: Passage)] {
    switch level {
    case .document:
      let parts = outline.articles.flatMap(\.parts)
      return [(0, Passage(id: PassageID(document: document.id), parts: parts))]
    case .article:
      return outline.articles.enumerated().map { place, article in
        let id = PassageID(document: document.id, article: article.number)
        return (place, Passage(id: id, parts: article.parts))
      }
    case .paragraph:
      return outline.articles.enumerated().flatMap { place, article in
        article.paragraphs.enumerated().map { number, paragraph in
          let id = PassageID(
            document: document.id, article: article.number, paragraph: number + 1)
          return (place, Passage(id: id, parts: paragraph.parts))
        }
      }
    case .sentence:
      let splitter = SentenceSplitter()
      return outline.articles.enumerated().flatMap { place, article in
        article.paragraphs.enumerated().flatMap { number, paragraph in
          splitter.sentences(of: paragraph.parts, in: document.text).enumerated().map {
            sentence, parts in
            let id = PassageID(
              document: document.id, article: article.number, paragraph: number + 1,
              sentence: sentence + 1)
            return (place, Passage(id: id, parts: parts))
          }
        }
      }
    }
  }
}

extension SourceText {
  /// The whole text without white space at its ends, as a list of one part, or of none where it is blank.
  var trimmedParts: [SourceSpan] {
    var low = 0
    while low < utf8.count {
      let (value, length) = scalar(atByte: low)
      guard ScalarClass(of: value) == .space else { break }
      low += length
    }
    var high = utf8.count
    while high > low {
      var start = high - 1
      while utf8[start] & 0xC0 == 0x80 { start -= 1 }
      guard ScalarClass(of: scalar(atByte: start).value) == .space else { break }
      high = start
    }
    return low < high ? [span(bytes: low..<high)] : []
  }
}
