/// A table of contents: where it stands and what it lists.
///
/// It is a run of short lines under a line that says so, or a run of lines that end in rising page numbers, or, with
/// neither, a run of lines at the head of the text that return later, one by one, each over text of its own.
struct ContentsTable: Sendable {
  /// The lines of the table, its heading included.
  let range: Range<Int>
  /// Whether a line of its own names the table.
  let isNamed: Bool
  /// What it lists, in order.
  let entries: [ContentsEntry]

  private static let names: Set<[UInt32]> = Set(
    [
      "目录", "目次", "目錄", "总目录", "总目", "目录contents", "contents", "tableofcontents", "listofcontents",
      "inthisissue",
    ].map { $0.unicodeScalars.map(\.value) })

  /// Every table of contents in `manuscript`, in order.
  static func all(in manuscript: Manuscript) -> [ContentsTable] {
    var tables: [ContentsTable] = []
    let returning = ReturningLines(manuscript)
    var place = 0
    while place < manuscript.lines.count {
      guard isName(manuscript, place) else {
        place += 1
        continue
      }
      let (table, end) = named(at: place, in: manuscript, returning: returning)
      if let table { tables.append(table) }
      // A long list that is no table holds none either: to read it again from every line would take for ever.
      place = table != nil || end - place > 64 ? end : place + 1
    }
    if tables.isEmpty, let table = unnamed(in: manuscript, returning: returning) {
      tables = [table]
    }
    return tables
  }

  private static func isName(_ manuscript: Manuscript, _ place: Int) -> Bool {
    let line = manuscript.lines[place]
    guard line.form.cells <= 30, line.form.letters >= 2, line.form.letters <= 17 else {
      return false
    }
    return names.contains(manuscript.keyScalars(of: line))
  }

  private static func named(
    at start: Int, in manuscript: Manuscript, returning: ReturningLines
  ) -> (table: ContentsTable?, end: Int) {
    var reader = TableReader(manuscript: manuscript, returning: returning)
    let end = reader.read(from: start + 1)
    guard reader.entries.count >= 2 else { return (nil, end) }
    let paged = reader.entries.count { $0.isPaged }
    let returned = (start + 1..<end).count { returning.returns($0, after: end) }
    guard paged >= 2 || returned >= 1 else { return (nil, end) }
    let table = ContentsTable(
      range: start..<end, isNamed: true, entries: reader.entries.filter { !names.contains($0.key) })
    return (table, end)
  }

  /// A run without a heading, in the first lines of the text.
  private static func unnamed(
    in manuscript: Manuscript, returning: ReturningLines
  ) -> ContentsTable? {
    for start in 0..<min(4, manuscript.lines.count) {
      guard manuscript.lines[start].form.cells <= Manuscript.titleCells else { return nil }
      var reader = TableReader(manuscript: manuscript, returning: returning)
      let end = reader.read(from: start)
      guard end - start >= 3 else { continue }
      let returned = (start..<end).count { returning.returns($0, after: end) }
      let paged = reader.entries.count { $0.isPaged }
      let enough = paged * 2 >= reader.entries.count ? returned * 2 : returned * 10 / 7
      if enough >= end - start, returned >= 3, returning.standApart(start..<end, after: end) {
        return ContentsTable(range: start..<end, isNamed: false, entries: reader.entries)
      }
    }
    return nil
  }
}

/// Which lines of a text come back later, as lines.
struct ReturningLines {
  private let manuscript: Manuscript
  private let last: [UInt64: Int]

  init(_ manuscript: Manuscript) {
    self.manuscript = manuscript
    var last: [UInt64: Int] = [:]
    for (place, key) in manuscript.keys.enumerated() where key != 0 { last[key] = place }
    self.last = last
  }

  /// Whether the line, without its page number, stands again at or after `end`.
  func returns(_ place: Int, after end: Int) -> Bool {
    lastPlace(of: place).map { $0 >= end } ?? false
  }

  /// Whether the line stands again later.
  func returnsLater(_ place: Int) -> Bool { returns(place, after: place + 1) }

  /// Where an entry's title stands for the last time.
  private func lastPlace(of place: Int) -> Int? {
    let line = manuscript.lines[place]
    guard line.form.cells <= Manuscript.titleCells + 70 else { return nil }
    let entry = ContentsEntry(manuscript.scalars(of: line))
    let places = entry.keys.compactMap { last[Manuscript.hash($0)] }
    return places.max()
  }

  /// Whether the places where the lines return are mostly not neighbours: a list that is repeated is no body.
  func standApart(_ range: Range<Int>, after end: Int) -> Bool {
    let places = range.compactMap(lastPlace(of:)).filter { $0 >= end }.sorted()
    let apart = zip(places, places.dropFirst()).count { $1 - $0 > 1 }
    return apart * 2 >= places.count - 1
  }
}

/// Reads entries from a place on, and decides where the table ends and the first text begins.
private struct TableReader {
  let manuscript: Manuscript
  let returning: ReturningLines
  var entries: [ContentsEntry] = []
  private var seen: Set<[UInt32]> = []
  private var widestGap = 0
  private var paged = 0

  /// Columns of the widest entry: a title, leaders and a page.
  private static let widest = Manuscript.titleCells + 70

  init(manuscript: Manuscript, returning: ReturningLines) {
    self.manuscript = manuscript
    self.returning = returning
  }

  /// Reads from `start`; the place after the last entry.
  mutating func read(from start: Int) -> Int {
    var place = start
    while place < manuscript.lines.count {
      let line = manuscript.lines[place]
      guard line.form.cells <= Self.widest else { break }
      let entry = ContentsEntry(manuscript.scalars(of: line))
      guard entry.isPaged || isEntryLike(line) else { break }
      if !entry.isPaged, endsTable(before: place, entry: entry, isFirst: place == start) { break }
      if entries.count >= 1 { widestGap = max(widestGap, line.gap) }
      if entry.isPaged { paged += 1 }
      seen.insert(entry.key)
      seen.insert(entry.bareKey)
      entries.append(entry)
      place += 1
    }
    return place
  }

  private func isEntryLike(_ line: Line) -> Bool {
    let form = line.form
    return form.cells <= Self.widest && form.lastInside != 0x3002
      && form.innerStops <= (form.han > 0 ? 1 : 400) && form.letters + form.digits > 0
  }

  /// Whether the line without a page is no entry any more but the first line of the first text.
  private func endsTable(before place: Int, entry: ContentsEntry, isFirst: Bool) -> Bool {
    if isFirst { return false }
    let line = manuscript.lines[place]
    if seen.contains(entry.key), !manuscript.lines[place].form.looksLikeParagraph,
      paged > 0 || place + 1 >= manuscript.lines.count || !returning.returnsLater(place)
        || isText(place + 1)
    {
      return true
    }
    // A line that returns is an entry whose page is missing.
    if paged >= 2 {
      return !(line.gap <= widestGap && returning.returnsLater(place)) && !pageFollows(place)
    }
    if line.gap > widestGap, entries.count >= 2 { return !returning.returnsLater(place) }
    return (line.form.looksLikeParagraph || isText(place + 1)) && !returning.returnsLater(place)
  }

  /// Whether a line with a page comes within the next three lines, nothing but entries between.
  private func pageFollows(_ place: Int) -> Bool {
    for next in (place + 1)..<min(place + 4, max(place + 1, manuscript.lines.count)) {
      let line = manuscript.lines[next]
      guard line.form.cells <= Self.widest else { return false }
      let entry = ContentsEntry(manuscript.scalars(of: line))
      if entry.isPaged { return true }
      guard isEntryLike(line) else { return false }
      if seen.contains(entry.key) { return false }
    }
    return false
  }

  private func isText(_ place: Int) -> Bool {
    guard place < manuscript.lines.count else { return false }
    return manuscript.lines[place].form.looksLikeParagraph
  }
}
