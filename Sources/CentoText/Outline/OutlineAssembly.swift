/// Makes an outline of a manuscript whose roles are all found.
struct OutlineAssembly {
  private let manuscript: Manuscript
  private let furniture: [(kind: Furniture, span: SourceSpan)]

  /// An assembly of `manuscript`.
  init(_ manuscript: Manuscript) {
    self.manuscript = manuscript
    furniture = Self.outermost(manuscript.furniture)
  }

  /// The furniture in order; a mark inside an advert or a contents line is part of it.
  private static func outermost(
    _ furniture: [(kind: Furniture, span: SourceSpan)]
  ) -> [(kind: Furniture, span: SourceSpan)] {
    var result: [(kind: Furniture, span: SourceSpan)] = []
    var end = 0
    let sorted = furniture.sorted { a, b in
      (a.span.scalars.lowerBound, b.span.count) < (b.span.scalars.lowerBound, a.span.count)
    }
    for piece in sorted where piece.span.scalars.upperBound > end {
      result.append(piece)
      end = piece.span.scalars.upperBound
    }
    return result
  }

  /// The articles and the elements, in order.
  func outline() -> Outline {
    var articles: [Article] = []
    var elements: [Element] = []
    var start = 0
    while start < manuscript.lines.count {
      var end = start + 1
      while end < manuscript.lines.count, manuscript.roles[end] != .title { end += 1 }
      articles.append(article(articles.count + 1, lines: start..<end, into: &elements))
      start = end
    }
    return Outline(articles: articles, elements: merged(elements, articles))
  }

  private func article(
    _ number: Int, lines: Range<Int>, into elements: inout [Element]
  ) -> Article {
    let first = manuscript.lines[lines.lowerBound].span
    let span = first.union(manuscript.lines[lines.upperBound - 1].span)
    let title = manuscript.roles[lines.lowerBound] == .title ? first : nil
    var paragraphs: [Paragraph] = []
    paragraphs.reserveCapacity(lines.count)
    for place in lines {
      let line = manuscript.lines[place].span
      switch manuscript.roles[place] {
      case .title: elements.append(Element(kind: .title, span: line, article: number))
      case .heading: elements.append(Element(kind: .heading, span: line, article: number))
      case .body:
        paragraphs.append(Paragraph(span: line, parts: parts(of: line)))
        elements.append(
          Element(kind: .paragraph(paragraphs.count), span: line, article: number))
      }
    }
    let text = title.map { title in
      parts(of: title).map { manuscript.text[$0] }.joined()
    }
    return Article(
      number: number, title: title, titleText: text, span: span, parts: parts(of: span),
      paragraphs: paragraphs)
  }

  /// The span less the furniture inside it, white space at the ends of each part left out.
  private func parts(of span: SourceSpan) -> [SourceSpan] {
    var parts: [SourceSpan] = []
    var start = span.bytes.lowerBound
    var place = firstFurniture(from: span.scalars.lowerBound)
    while place < furniture.count,
      furniture[place].span.scalars.lowerBound < span.scalars.upperBound
    {
      append(from: start, to: furniture[place].span.bytes.lowerBound, into: &parts)
      start = furniture[place].span.bytes.upperBound
      place += 1
    }
    if parts.isEmpty, start == span.bytes.lowerBound { return [span] }
    append(from: start, to: span.bytes.upperBound, into: &parts)
    return parts
  }

  private func append(from start: Int, to end: Int, into parts: inout [SourceSpan]) {
    guard start < end else { return }
    let part = manuscript.text.trimmed(bytes: start..<end)
    if !part.isEmpty { parts.append(part) }
  }

  private func firstFurniture(from scalar: Int) -> Int {
    var (low, high) = (0, furniture.count)
    while low < high {
      let middle = (low + high) / 2
      if furniture[middle].span.scalars.lowerBound < scalar {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// The elements with the furniture among them, each with the article that holds it.
  private func merged(_ elements: [Element], _ articles: [Article]) -> [Element] {
    var result: [Element] = []
    result.reserveCapacity(elements.count + furniture.count)
    var next = 0
    var article = 0
    for piece in furniture {
      while next < elements.count,
        elements[next].span.scalars.lowerBound < piece.span.scalars.lowerBound
      {
        result.append(elements[next])
        next += 1
      }
      while article < articles.count,
        articles[article].span.scalars.upperBound <= piece.span.scalars.lowerBound
      {
        article += 1
      }
      let holder = article < articles.count && articles[article].span.contains(piece.span)
      result.append(
        Element(
          kind: .furniture(piece.kind), span: piece.span,
          article: holder ? articles[article].number : nil))
    }
    result += elements[next...]
    return result
  }
}
