/// Titles in documents that say nowhere that they hold several articles.
struct SeamTitles {
  private let manuscript: Manuscript
  private let layout: Layout
  private let isCompilation: Bool

  /// A search in `manuscript`; `isCompilation` if the document says that it is one.
  init(_ manuscript: Manuscript, layout: Layout, isCompilation: Bool) {
    self.manuscript = manuscript
    self.layout = layout
    self.isCompilation = isCompilation
  }

  /// The lines of titles, or none if the document is taken for one article.
  func found(from start: Int) -> [Int] {
    []
  }
}
