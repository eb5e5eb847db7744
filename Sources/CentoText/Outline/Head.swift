/// What stands at the head of a document before the first article: a title of its own, a count of the pieces.
struct Head {
  /// The first line that belongs to an article, if the document is a compilation.
  private(set) var bodyStart = 0
  /// Whether the head says that the document is a compilation.
  private(set) var saysCompilation = false

  private var own: [Int: Furniture] = [:]

  /// The head of `manuscript`, whose first table of contents ended at byte `tableEnd`.
  init(
    _ manuscript: Manuscript, layout: Layout, tableEnd: Int?, entries: [ContentsEntry]
  ) {
    let lines = manuscript.lines
    let before = tableEnd.map { end in lines.prefix { $0.bytes.lowerBound < end }.count } ?? 0
    if before > 0, before <= 5, lines[..<before].allSatisfy({ !$0.form.looksLikeParagraph }) {
      for place in 0..<before {
        let isCount = CompilationSigns.isCount(manuscript.scalars(of: lines[place]))
        own[place] = isCount ? .count : lines[place].form.looksLikeTitle ? .title : .other
      }
      bodyStart = before
      repeatOwn(in: manuscript)
      return
    }
    var place = 0
    guard lines[0].form.looksLikeTitle else { return }
    saysCompilation = CompilationSigns.namesCollection(manuscript.scalars(of: lines[0]))
    own[0] = .title
    place = 1
    while place < min(4, lines.count) {
      let scalars = manuscript.scalars(of: lines[place])
      if CompilationSigns.isCount(scalars) {
        own[place] = .count
        saysCompilation = true
      } else if manuscript.keys[place] == manuscript.keys[0] {
        own[place] = .title
      } else {
        break
      }
      place += 1
    }
    let listsItself = entries.first.map { entry in
      entry.keys.contains { Manuscript.hash($0) == manuscript.keys[0] }
    }
    if saysCompilation || (listsItself == true && tableEnd != nil && before > 0) {
      bodyStart = place
    } else {
      own = [:]
    }
  }

  /// After the table the document's own title may stand once more.
  private mutating func repeatOwn(in manuscript: Manuscript) {
    let titles = Set(own.keys.map { manuscript.keys[$0] })
    while bodyStart + 1 < manuscript.lines.count, titles.contains(manuscript.keys[bodyStart]),
      manuscript.keys[bodyStart] != 0
    {
      own[bodyStart] = .title
      bodyStart += 1
    }
  }

  /// The lines of the head that are furniture.
  func furniture(isCompilation: Bool) -> [Int: Furniture] { isCompilation ? own : [:] }
}
