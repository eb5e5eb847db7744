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
    /// What was found by looking; lines are found anew when they are asked for.
    fileprivate let found: Outline?

    /// Its parts; none where it is one unit.
    ///
    /// - Complexity: O(1) where articles were looked for; O(n) where every line is a paragraph.
    public var outline: Outline? {
      structure == .lines ? Outliner().lines(of: document) : found
    }
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
        return Entry(
          document: document, structure: structure,
          found: structure == .outline ? outliner.outline(of: document) : nil)
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
