public import CentoText

/// One unit of text offered to the search: the folded scalars of a paragraph, or of any passage.
///
/// The texts of one article stand next to each other in the array that is searched.
public struct ReuseText: Sendable {
  /// The folded text.
  public let folded: FoldedScalars
  // A corpus has a text for every paragraph: four bytes for each number.
  private let documentNumber: UInt32
  private let articleNumber: UInt32
  /// The stretches of the folded scalars that stand between quotation marks.
  public let quotations: [Range<Int>]

  /// A text of these scalars, from this document and this article.
  ///
  /// `quotations` are found in the scalars where they are not given; folding makes opening and
  /// closing marks alike, so whoever has the original can tell them better.
  public init(
    scalars: [UInt32], document: Int, article: Int, quotations: [Range<Int>]? = nil
  ) {
    self.init(
      folded: FoldedScalars(scalars), document: document, article: article,
      quotations: quotations ?? Quotations.ranges(in: scalars))
  }

  /// A text of these scalars, from this document and this article, with these quotations.
  public init(folded: FoldedScalars, document: Int, article: Int, quotations: [Range<Int>]) {
    self.folded = folded
    documentNumber = UInt32(document)
    articleNumber = UInt32(article)
    self.quotations = quotations
  }

  /// The folded text, a Unicode scalar each.
  ///
  /// - Complexity: O(n).
  public var scalars: [UInt32] { folded.array }

  /// The number of the document that it is from.
  public var document: Int { Int(documentNumber) }

  /// The number of the article that it is from, unique over the whole corpus.
  public var article: Int { Int(articleNumber) }
}

/// One of the two places of a reuse.
public struct ReusePlace: Sendable, Hashable {
  // Millions of places are held at once: four bytes for each number.
  private let number: UInt32
  private let start: UInt32
  private let end: UInt32

  /// This span of this text.
  public init(text: Int, span: FoldedSpan) {
    number = UInt32(text)
    start = UInt32(span.scalars.lowerBound)
    end = UInt32(span.scalars.upperBound)
  }

  /// The index of the text in the array that was searched.
  public var text: Int { Int(number) }

  /// The place in its folded scalars.
  public var span: FoldedSpan { FoldedSpan(Int(start)..<Int(end)) }
}
