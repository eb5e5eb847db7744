/// Finds the titles of the articles in a manuscript whose furniture and contents are out.
struct TitleFinder {
  private var manuscript: Manuscript
  private let tables: [ContentsTable]
  /// The lines of titles, in order.
  private var titles: [Int] = []
  /// Lines that turned out to be furniture.
  private var furniture: [Int: Furniture] = [:]
  /// Where the first table of contents ended: a byte.
  private let tableEnd: Int?

  /// A search in `manuscript`, which had these tables of contents, the first ending at a byte.
  init(_ manuscript: Manuscript, tables: [ContentsTable], tableEnd: Int?) {
    self.manuscript = manuscript
    self.tables = tables
    self.tableEnd = tableEnd
  }

  /// The manuscript with the roles of titles written in, and titles that only repeat taken out.
  static func marked(
    _ manuscript: Manuscript, tables: [ContentsTable], tableEnd: Int?
  ) -> Manuscript {
    guard !manuscript.lines.isEmpty else { return manuscript }
    var finder = TitleFinder(manuscript, tables: tables, tableEnd: tableEnd)
    finder.find()
    finder.dropRepeats()
    return finder.finished()
  }

  private mutating func find() {
    let layout = Layout(manuscript)
    if let levels = LevelTitles(manuscript).found() {
      titles = levels.titles
      if let own = levels.own { furniture[own] = .title }
      return
    }
    let signs = tables.isEmpty ? nil : BookSigns(manuscript)
    let entries = tables.filter { signs?.isBook($0) == false }.flatMap(\.entries)
    let books = !tables.isEmpty && entries.isEmpty
    let head = Head(manuscript, layout: layout, tableEnd: tableEnd, entries: entries)
    if !entries.isEmpty {
      let matches = ContentsAlignment(of: entries, in: manuscript, from: head.bodyStart).matches()
      let sure = matches.map(\.line)
      if sure.count >= 2 || (sure.count == 1 && entries.count >= 2) {
        furniture = head.furniture(isCompilation: true)
        complete(sure, layout: layout, from: head.bodyStart)
        return
      }
    }
    if head.saysCompilation, !books {
      let sure = SetOffTitles(manuscript, layout: layout).found(from: head.bodyStart)
      let more =
        sure.count >= 2
        ? sure
        : SeamTitles(manuscript, layout: layout, isCompilation: true)
          .found(from: head.bodyStart)
      if more.count >= 2 {
        furniture = head.furniture(isCompilation: true)
        complete(more, layout: layout, from: head.bodyStart)
        return
      }
    }
    if !books {
      let seams = SeamTitles(manuscript, layout: layout, isCompilation: false).found(from: 0)
      if seams.count >= 2 {
        titles = seams
        return
      }
    }
    single(layout: layout)
  }

  /// The titles that are sure, and those that stand like them or share what they share.
  private mutating func complete(_ sure: [Int], layout: Layout, from start: Int) {
    titles = SetOffTitles(manuscript, layout: layout).completed(sure, from: start)
    if let first = titles.first, first > start, layout.mayBeTitle(start), furniture[start] == nil {
      titles.insert(start, at: 0)
    }
    titles = (titles + InlineTitles(manuscript, layout: layout, sure: titles).found()).sorted()
  }

  /// One article: its title is the first line, if that looks like one.
  private mutating func single(layout: Layout) {
    let line = manuscript.lines[0]
    guard manuscript.lines.count > 1, line.form.looksLikeTitle, line.form.letters >= 2 else {
      return
    }
    if let number = manuscript.numbering(at: 0), number.kind == .list || number.kind == .clause {
      return
    }
    guard layout.leadsToText(0) || manuscript.lines[1].gap > 0 else { return }
    titles = [0]
  }

  /// A title that stands twice in a row is printed twice: the second time as furniture.
  private mutating func dropRepeats() {
    var kept: [Int] = []
    let isTitle = Set(titles)
    for place in titles {
      let key = manuscript.keys[place]
      if let last = kept.last, last == place - 1, manuscript.keys[last] == key { continue }
      var first = place
      if place > 0, key != 0, manuscript.keys[place - 1] == key, furniture[place - 1] == nil,
        !isTitle.contains(place - 1)
      {
        first = place - 1
      }
      kept.append(first)
      var next = first + 1
      while next < manuscript.lines.count, manuscript.keys[next] == key, key != 0,
        furniture[next] == nil, !isTitle.contains(next)
      {
        furniture[next] = .title
        next += 1
      }
    }
    titles = kept
  }

  private func finished() -> Manuscript {
    var result = manuscript
    let starts = titles.map { manuscript.lines[$0].bytes.lowerBound }
    result.remove(furniture)
    var next = 0
    for (place, line) in result.lines.enumerated() where next < starts.count {
      if line.bytes.lowerBound == starts[next] {
        result.roles[place] = .title
        next += 1
      }
    }
    return result
  }
}
