/// Documents and what they are made of: the thing that every question of the engine is asked about.
///
///     let corpus = Corpus([Document(id: DocumentID(rawValue: "a"), text: SourceText("…"))])
///     corpus.units(at: .paragraph).count
public struct Corpus: Sendable {
  /// How the parts of a document are found.
  public enum Structure: Sendable, Hashable {
    /// The document is one unit: a JSON Lines record.
    case whole
    /// Every non-blank line is a paragraph.
    case lines
    /// Articles, headings and furniture are looked for.
    case outline
  }

  /// One document of a corpus.
  public struct Entry: Sendable {
    /// The document.
    public let document: Document
    /// How its parts were found.
    public let structure: Structure
    /// Its parts; none where it is one unit.
    public let outline: Outline?
  }

  /// The documents, in document order.
  public let entries: [Entry]

  /// A corpus of documents whose articles are looked for.
  public init(_ documents: [Document], threads: Int = Parallel.cores) {
    self.init(documents.map { ($0, .outline) }, threads: threads)
  }

  /// A corpus of documents, each with the way to find its parts, in document order.
  public init(_ documents: [(document: Document, structure: Structure)], threads: Int) {
    let outliner = Outliner()
    let blocks = Parallel.blocks(of: documents.count, size: 64)
    entries = Parallel.map(count: blocks.count, threads: threads) { block in
      blocks[block].map { index in
        let (document, structure) = documents[index]
        let outline: Outline? =
          switch structure {
          case .whole: nil
          case .lines: outliner.lines(of: document)
          case .outline: outliner.outline(of: document)
          }
        return Entry(document: document, structure: structure, outline: outline)
      }
    }.flatMap { $0 }
  }

  /// The text of a span of document `index`, less the furniture inside it.
  public func text(of span: SourceSpan, inDocument index: Int, within parts: [SourceSpan]) -> String
  {
    let text = entries[index].document.text
    if parts.count == 1, parts[0].contains(span) { return text[span] }
    var result = ""
    for part in parts {
      let low = max(part.scalars.lowerBound, span.scalars.lowerBound)
      let high = min(part.scalars.upperBound, span.scalars.upperBound)
      if low < high { result += text[text.span(scalars: low..<high)] }
    }
    return result
  }
}
