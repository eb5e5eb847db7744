/// What a document is made of: every non-blank character is in exactly one element, once the furniture is taken out of the others.
public struct Outline: Sendable {
  /// The articles in reading order.
  public let articles: [Article]
  /// The elements in order of their start; one that holds furniture comes before it.
  public let elements: [Element]

  /// An outline of these parts.
  public init(articles: [Article], elements: [Element]) {
    self.articles = articles
    self.elements = elements
  }
}

/// A titled unit of a document.
public struct Article: Sendable {
  /// The number, from 1 in reading order.
  public let number: Int
  /// The title's place, if the article has one.
  public let title: SourceSpan?
  /// The title's text, furniture left out, if the article has one.
  public let titleText: String?
  /// From the title, or the first character, to the end of the body.
  public let span: SourceSpan
  /// The article less its furniture, in order.
  public let parts: [SourceSpan]
  /// The paragraphs, in order; the paragraph at place m − 1 has number m.
  public let paragraphs: [Paragraph]

  /// An article of these parts.
  public init(
    number: Int, title: SourceSpan?, titleText: String?, span: SourceSpan, parts: [SourceSpan],
    paragraphs: [Paragraph]
  ) {
    self.number = number
    self.title = title
    self.titleText = titleText
    self.span = span
    self.parts = parts
    self.paragraphs = paragraphs
  }
}

/// A paragraph of an article.
public struct Paragraph: Sendable {
  /// From the first character to the last, furniture inside included.
  public let span: SourceSpan
  /// The parts, unless they are the span alone: most paragraphs have no list of their own.
  private let several: [SourceSpan]?

  /// A paragraph of these parts.
  public init(span: SourceSpan, parts: [SourceSpan]) {
    self.span = span
    several = parts == [span] ? nil : parts
  }

  /// The paragraph less its furniture, in order.
  public var parts: [SourceSpan] { several ?? [span] }
}

/// One piece of a document's outline.
public struct Element: Sendable, Hashable {
  /// What a piece is.
  public enum Kind: Sendable, Hashable {
    /// The title of an article.
    case title
    /// A heading inside an article: a numbered heading, a subtitle, a line over a group of paragraphs.
    case heading
    /// A paragraph, with its number within the article.
    case paragraph(Int)
    /// Text that is no text: reported, never compared.
    case furniture(Furniture)
  }

  /// What the piece is.
  public let kind: Kind
  /// Its place, without white space at either end.
  public let span: SourceSpan
  /// The article that it belongs to; none for furniture outside every article.
  public let article: Int?

  /// An element of these parts.
  public init(kind: Kind, span: SourceSpan, article: Int?) {
    self.kind = kind
    self.span = span
    self.article = article
  }
}

/// The kinds of text that is no text.
public enum Furniture: String, Sendable, Hashable, CaseIterable {
  /// A table of contents, its heading or one of its lines.
  case contents
  /// A title that only repeats: a compilation's own title, or an article's title printed a second time.
  case title
  /// How many pieces a compilation holds, standing by itself: （3篇）.
  case count
  /// A mark of a platform or a machine: ##paidbegin##.
  case mark
  /// An advertisement.
  case advert
  /// A password for editing or unpacking.
  case password
  /// A page number, a running head.
  case page
  /// Furniture of another kind.
  case other
}
