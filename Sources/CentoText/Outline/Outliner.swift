/// Finds the articles of a document by the form of its text, and by hints of its format where there are any.
///
/// The steps: lines; marks, page numbers, passwords; tables of contents; paragraphs broken into rows; adverts; the
/// document's own title; the articles' titles; headings. What is no text is reported as furniture, never dropped.
///
///     Outliner().outline(of: document).articles.map(\.titleText)
///
/// - Complexity: O(n log n) in the number of lines, O(bytes) otherwise.
public struct Outliner: Sendable {
  /// An outliner; it has no settings.
  public init() {}

  /// The articles, headings, paragraphs and furniture of `document`.
  public func outline(of document: Document) -> Outline {
    var manuscript = Manuscript(text: document.text, lines: Lines(of: document.text))
    HeadingLevels.mark(&manuscript, blocks: document.blocks)
    manuscript.remove(FurnitureLines.found(in: manuscript))
    let tables = ContentsTable.all(in: manuscript)
    let tableEnd = tables.first.map { manuscript.lines[$0.range.upperBound - 1].bytes.upperBound }
    manuscript.remove(
      Dictionary(
        tables.flatMap(\.range).map { ($0, Furniture.contents) },
        uniquingKeysWith: { first, _ in first }
      ))
    manuscript.remove(Adverts.lines(in: manuscript))
    if document.blocks.isEmpty {
      manuscript.lines = HardWrap.joined(manuscript.lines)
      manuscript.renew()
    }
    manuscript = TitleFinder.marked(manuscript, tables: tables, tableEnd: tableEnd)
    Adverts.cutGlued(&manuscript)
    Headings.mark(&manuscript)
    return OutlineAssembly(manuscript).outline()
  }

  /// One article without a title, each line with something on it a paragraph.
  public func lines(of document: Document) -> Outline {
    let lines = Lines(of: document.text, withForms: false)
    return OutlineAssembly(Manuscript(plain: document.text, lines: lines)).outline()
  }
}
