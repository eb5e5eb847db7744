internal import Cento

/// A document's articles for people; with detail, every piece of it.
struct SplitView {
  let detail: Bool

  func lines(for entry: Corpus.Entry) -> [String] {
    let text = entry.document.text
    guard let outline = entry.outline else {
      return ["\(entry.document.id)  one unit, \(Figures.count(text.scalarCount, "character"))"]
    }
    var lines = [
      "\(entry.document.id)  \(Figures.count(outline.articles.count, "article")), "
        + "\(Figures.count(text.scalarCount, "character")), "
        + "\(Figures.count(outline.furnitureCount, "piece")) of furniture"
    ]
    if detail {
      lines += outline.elements.map { element in
        "  \(name(of: element.kind))  \(Excerpt.beginning(of: text[element.span]))"
      }
    } else {
      lines += outline.articles.map { article in
        let number = String(article.number)
        let padding = String(repeating: " ", count: max(0, 4 - number.count))
        let title =
          article.titleText
          ?? "(untitled) " + (article.parts.first.map { text[$0] } ?? "")
        return "\(padding)\(number)  \(Excerpt.beginning(of: title, width: 60))  "
          + Figures.count(article.paragraphs.count, "paragraph")
      }
    }
    return lines
  }

  private func name(of kind: Element.Kind) -> String {
    let name =
      switch kind {
      case .title: "title"
      case .heading: "heading"
      case .paragraph: "paragraph"
      case .furniture(let furniture): "[\(furniture.rawValue)]"
      }
    return name + String(repeating: " ", count: max(0, 10 - name.count))
  }
}
