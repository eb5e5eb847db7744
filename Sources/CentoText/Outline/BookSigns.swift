/// Tells the contents of one book, law or report from the contents of a compilation.
struct BookSigns {
  private static let partNames: Set<[UInt32]> = Set(
    [
      "introduction", "background", "methods", "methodology", "results", "discussion", "conclusion",
      "conclusions", "references", "bibliography", "appendix", "abstract", "preface", "foreword",
      "acknowledgements", "acknowledgments", "glossary", "index", "summary", "executivesummary",
      "前言", "引言", "序言", "序", "绪论", "结论", "结语", "参考文献", "附录", "摘要", "后记", "致谢", "总则", "附则",
    ].map { $0.unicodeScalars.map(\.value) })

  private let lines: Set<UInt64>
  private let saysCompilation: Bool

  /// A judge of the tables of `manuscript`.
  init(_ manuscript: Manuscript) {
    lines = Set(manuscript.keys)
    saysCompilation =
      manuscript.lines.first.map { line in
        CompilationSigns.namesCollection(manuscript.scalars(of: line))
      } ?? false
  }

  /// Whether the entries are the divisions of one work: chapters, sections by their usual names, numbered points.
  func isBook(_ table: ContentsTable) -> Bool {
    let entries = table.entries
    guard !entries.isEmpty else { return true }
    let divisions = entries.count {
      $0.numbering?.kind == .division || $0.numbering?.kind == .clause
    }
    if divisions * 2 >= entries.count { return true }
    if entries.count(where: { Self.partNames.contains($0.bareKey) }) >= 2 { return true }
    let listed = entries.count { $0.numbering?.kind == .list }
    guard listed * 2 >= entries.count else { return false }
    if saysCompilation { return false }
    // Numbered points: headings of one work if they carry their numbers in the text too.
    let numbered = entries.count { $0.numbering != nil && lines.contains(Manuscript.hash($0.key)) }
    let bare = entries.count { $0.numbering != nil && lines.contains(Manuscript.hash($0.bareKey)) }
    return numbered >= bare
  }
}
