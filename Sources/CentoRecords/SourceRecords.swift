public import Cento

/// A document that was read.
public struct DocumentRecord: Sendable, Hashable {
  /// The id.
  public var id: String
  /// The encoding that it was read in.
  public var encoding: String
  /// The SHA-256 of the file as found, in hexadecimal digits.
  public var sha256: String
  /// The length of the decoded text in Unicode scalars.
  public var scalars: Int
  /// The length of the decoded text in bytes of UTF-8.
  public var bytes: Int
  /// The number of articles.
  public var articles: Int

  /// A record of these values.
  public init(
    id: String, encoding: String, sha256: String, scalars: Int, bytes: Int, articles: Int
  ) {
    self.id = id
    self.encoding = encoding
    self.sha256 = sha256
    self.scalars = scalars
    self.bytes = bytes
    self.articles = articles
  }

  func add(to line: inout JSONLine) {
    line.add("type", "document")
    line.add("id", id)
    line.add("encoding", encoding)
    line.add("sha256", sha256)
    line.add("scalars", scalars)
    line.add("bytes", bytes)
    line.add("articles", articles)
  }
}

/// An article of a document.
public struct ArticleRecord: Sendable, Hashable {
  /// The id: `document#n`.
  public var id: String
  /// The document's id.
  public var document: String
  /// The title, furniture left out, if there is one.
  public var title: String?
  /// From the title, or the first character, to the end of the body.
  public var span: SourceSpan
  /// The number of paragraphs.
  public var paragraphs: Int

  /// A record of these values.
  public init(id: String, document: String, title: String?, span: SourceSpan, paragraphs: Int) {
    self.id = id
    self.document = document
    self.title = title
    self.span = span
    self.paragraphs = paragraphs
  }

  func add(to line: inout JSONLine) {
    line.add("type", "article")
    line.add("id", id)
    line.add("document", document)
    line.add("title", title)
    line.add(span)
    line.add("paragraphs", paragraphs)
  }
}

/// A title, a heading or a paragraph of an article.
public struct ElementRecord: Sendable, Hashable {
  /// What an element is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The title of an article.
    case title
    /// A heading inside an article.
    case heading
    /// A paragraph.
    case paragraph
  }

  /// What it is.
  public var kind: Kind
  /// The id, `document#n.m`; only paragraphs have one.
  public var id: String?
  /// The document's id.
  public var document: String
  /// The article's id.
  public var article: String
  /// The place.
  public var span: SourceSpan

  /// A record of these values.
  public init(kind: Kind, id: String?, document: String, article: String, span: SourceSpan) {
    self.kind = kind
    self.id = id
    self.document = document
    self.article = article
    self.span = span
  }

  func add(to line: inout JSONLine) {
    line.add("type", kind.rawValue)
    line.add("id", id)
    line.add("document", document)
    line.add("article", article)
    line.add(span)
  }
}

/// Text that is no text.
public struct FurnitureRecord: Sendable, Hashable {
  /// What kind of furniture it is.
  public var kind: Furniture
  /// The document's id.
  public var document: String
  /// The place.
  public var span: SourceSpan

  /// A record of these values.
  public init(kind: Furniture, document: String, span: SourceSpan) {
    self.kind = kind
    self.document = document
    self.span = span
  }

  func add(to line: inout JSONLine) {
    line.add("type", "furniture")
    line.add("kind", kind.rawValue)
    line.add("document", document)
    line.add(span)
  }
}

extension JSONLine {
  /// Adds the two keys of a place.
  mutating func add(_ span: SourceSpan) {
    add("scalars", span.scalars)
    add("bytes", span.bytes)
  }
}
