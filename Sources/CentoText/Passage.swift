/// A compared unit: a document, an article, a paragraph or a sentence, less the furniture inside it.
public struct Passage: Sendable {
  /// The unit's name.
  public let id: PassageID
  /// The text that is compared, in order: more than one part where furniture stands in between,
  /// none where the unit holds no text.
  public let parts: [SourceSpan]

  /// A unit of these parts.
  public init(id: PassageID, parts: [SourceSpan]) {
    self.id = id
    self.parts = parts
  }

  /// From the first character to the last, furniture included.
  public var span: SourceSpan {
    guard let first = parts.first else { return SourceSpan(scalars: 0..<0, bytes: 0..<0) }
    return parts.dropFirst().reduce(first) { $0.union($1) }
  }
}

/// The name of a unit: `document`, `document#n`, `document#n.m` or `document#n.m.s`.
public struct PassageID: Hashable, Sendable, CustomStringConvertible {
  /// The document.
  public let document: DocumentID
  /// The article, from 1 in reading order.
  public let article: Int?
  /// The paragraph, from 1 within its article, counting paragraphs only.
  public let paragraph: Int?
  /// The sentence, from 1 within its paragraph.
  public let sentence: Int?

  /// An id of these parts; each level needs the one above it.
  public init(
    document: DocumentID, article: Int? = nil, paragraph: Int? = nil, sentence: Int? = nil
  ) {
    self.document = document
    self.article = article
    self.paragraph = paragraph
    self.sentence = sentence
  }

  /// The id as it is printed.
  public var description: String {
    var text = document.rawValue
    if let article { text += "#" + String(article) }
    if let paragraph { text += "." + String(paragraph) }
    if let sentence { text += "." + String(sentence) }
    return text
  }
}
