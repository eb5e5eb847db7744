/// Titles that only the change of words gives away: in documents that do not say that they hold several articles, or
/// say it but set nothing off.
///
/// A short line after the end of a sentence is a seam if the words before and after it have much less in common than
/// at the ordinary paragraph breaks of the same document. Headings of one article have ratios near 0.9 (a tenth of
/// them under 0.4), titles of glued articles near 0.3 (nine tenths under 0.6). One heading in ten would
/// cut an article in two: so a document that does not call itself a compilation is cut only if the
/// lines of one kind, equally set off, are seams as a class.
struct SeamTitles {
  private let manuscript: Manuscript
  private let layout: Layout
  private let isCompilation: Bool

  /// Text that must stand on both sides of a seam, in columns.
  private static let room = 240
  /// More candidates than this are not titles of articles, and would take too long to weigh.
  private static let mostCandidates = 4_000
  /// How much it tells that the words of a line return in the text after it and not in the text before.
  private static let echoWeight = 0.25
  /// What two ordinary windows of one article share if the document is too short to tell.
  private static let usualCohesion = 0.12

  /// A search in `manuscript`; `isCompilation` if the document says that it is one.
  init(_ manuscript: Manuscript, layout: Layout, isCompilation: Bool) {
    self.manuscript = manuscript
    self.layout = layout
    self.isCompilation = isCompilation
  }

  /// The lines of titles, the line `start` first; none if the document is taken for one article.
  func found(from start: Int) -> [Int] {
    guard start < manuscript.lines.count, layout.mayBeTitle(start) else { return [] }
    let places = candidates(from: start)
    guard !places.isEmpty, places.count <= Self.mostCandidates else { return [] }
    let cohesion = Cohesion(manuscript)
    guard let usual = usualCohesion(cohesion, from: start) else { return [] }
    let ratios = places.map { place in
      let echo = cohesion.echoes(of: place)
      return cohesion.across(place) / usual - Self.echoWeight * max(0, echo.after - echo.before)
    }
    var titles: [Int] = []
    if isCompilation {
      titles = zip(places, ratios).filter { $1 < 0.55 }.map { $0.0 }
    } else {
      for width in 0...2 {
        let members = zip(places, ratios).filter { self.width(of: $0.0) == width }
        titles += seams(members.map { ($0.0, $0.1) }, width: width)
      }
    }
    return titles.isEmpty ? [] : ([start] + titles).sorted()
  }

  /// 0 for a line set off like any paragraph, 1 for one blank line more, 2 for a wider gap.
  private func width(of place: Int) -> Int {
    min(2, max(0, manuscript.lines[place].gap - layout.paragraphGap))
  }

  /// Those of one class that are titles, if the class is one of titles.
  private func seams(_ members: [(place: Int, ratio: Double)], width: Int) -> [Int] {
    guard !members.isEmpty else { return [] }
    let sorted = members.map(\.ratio).sorted()
    let middle = sorted[sorted.count / 2]
    let limit: (asClass: Double, each: Double)
    switch (width, members.count) {
    case (2, 1): limit = (0.35, 0.35)
    case (2, _): limit = (0.55, 1)
    case (1, 1): limit = (0.25, 0.25)
    case (1, _): limit = (0.5, 0.8)
    case (_, 1): limit = (0.12, 0.12)
    case (_, 2): limit = (0.35, 0.35)
    default: limit = (0.42, 0.6)
    }
    return middle < limit.asClass ? members.filter { $0.ratio < limit.each }.map(\.place) : []
  }

  private func candidates(from start: Int) -> [Int] {
    var result: [Int] = []
    var room = 0
    var last = start
    for place in start + 1..<max(start + 1, manuscript.lines.count) {
      let before = manuscript.lines[place - 1]
      if place - 1 > last { room += before.form.cells }
      guard room >= Self.room, layout.mayBeTitle(place),
        before.form.endsSentence || before.form.cells > Manuscript.titleCells
          || layout.isSetOff(place)
      else { continue }
      result.append(place)
      (room, last) = (0, place)
      if result.count > Self.mostCandidates { break }
    }
    var after = 0
    for place in result.last.map({ $0 + 1..<manuscript.lines.count }) ?? 0..<0 {
      after += manuscript.lines[place].form.cells
    }
    if after < Self.room, !result.isEmpty { result.removeLast() }
    return result
  }

  /// The median cohesion at breaks between two paragraphs, at most forty of them, evenly spaced.
  private func usualCohesion(_ cohesion: Cohesion, from start: Int) -> Double? {
    let breaks = (start + 1..<max(start + 1, manuscript.lines.count)).filter { place in
      place > start + 1 && manuscript.lines[place].form.looksLikeParagraph
        && manuscript.lines[place - 1].form.looksLikeParagraph
    }
    guard breaks.count >= 3 else { return isCompilation ? Self.usualCohesion : nil }
    let step = max(1, breaks.count / 40)
    let values = stride(from: 0, to: breaks.count, by: step).map { cohesion.across(breaks[$0]) }
    let usual = values.sorted()[values.count / 2]
    return usual > 0 ? usual : nil
  }
}
