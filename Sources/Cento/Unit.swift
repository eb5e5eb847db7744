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
  /// The document's place in the corpus.
  public let document: Int
  /// The article, numbered from 0 through the whole corpus; a document without articles counts as one.
  public let article: Int
}

extension Corpus {
  /// The units at `level`, in document order and then by position.
  ///
  /// A document that is one unit (`Structure.whole`) is a unit at every level.
  public func units(at level: UnitLevel) -> [Unit] {
    var units: [Unit] = []
    var articleBase = 0
    for (index, entry) in entries.enumerated() {
      guard let outline = entry.outline else {
        let parts = entry.document.text.trimmedParts
        let passage = Passage(id: PassageID(document: entry.document.id), parts: parts)
        units.append(Unit(passage: passage, document: index, article: articleBase))
        articleBase += 1
        continue
      }
      for (article, passage) in passages(of: outline, in: entry.document, at: level) {
        units.append(Unit(passage: passage, document: index, article: articleBase + article))
      }
      articleBase += max(1, outline.articles.count)
    }
    return units
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
  fileprivate var trimmedParts: [SourceSpan] {
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
