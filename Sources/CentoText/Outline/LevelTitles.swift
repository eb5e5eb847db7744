/// Titles in documents whose format names the levels of its headings.
struct LevelTitles {
  private let manuscript: Manuscript

  /// A search in `manuscript`.
  init(_ manuscript: Manuscript) {
    self.manuscript = manuscript
  }

  /// The lines of titles and the line of a compilation's own title; nil where the format says nothing.
  func found() -> (titles: [Int], own: Int?)? {
    let named = manuscript.lines.indices.filter { manuscript.lines[$0].level > 0 }
    guard let top = named.map({ manuscript.lines[$0].level }).min() else { return nil }
    let first = named.filter { manuscript.lines[$0].level == top && !isDivision($0) }
    if first.count == 1, first[0] == 0 || named.first == first[0],
      CompilationSigns.namesCollection(manuscript.scalars(of: manuscript.lines[first[0]])),
      let below = named.map({ manuscript.lines[$0].level }).filter({ $0 > top }).min()
    {
      let second = named.filter { manuscript.lines[$0].level == below && !isDivision($0) }
      if second.count >= 2 { return (second, first[0]) }
    }
    guard !first.isEmpty else { return nil }
    if first.count >= 2 || first[0] <= 2 { return (first, nil) }
    return nil
  }

  private func isDivision(_ place: Int) -> Bool {
    manuscript.numbering(at: place).map { $0.kind != .piece } ?? false
  }
}
