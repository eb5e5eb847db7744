/// How a document sets its paragraphs apart, and which lines stand out from that.
struct Layout {
  /// Blank lines that usually stand between two paragraphs.
  let paragraphGap: Int
  private let manuscript: Manuscript

  /// The layout of `manuscript`.
  init(_ manuscript: Manuscript) {
    self.manuscript = manuscript
    var counts = [Int](repeating: 0, count: 8)
    for (line, next) in zip(manuscript.lines, manuscript.lines.dropFirst())
    where line.form.looksLikeParagraph && next.form.looksLikeParagraph {
      counts[min(next.gap, 7)] += 1
    }
    paragraphGap = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
  }

  /// Whether the line could be a title: it looks like one, has no number of a list, and text comes after it.
  func mayBeTitle(_ place: Int) -> Bool {
    let line = manuscript.lines[place]
    guard line.form.looksLikeTitle, line.form.letters >= 2, line.form.cells >= 4 else {
      return false
    }
    if let number = manuscript.numbering(at: place), number.kind != .piece { return false }
    if Subtitle.isOne(manuscript.scalars(of: line)) { return false }
    return leadsToText(place)
  }

  /// Whether a paragraph comes within a dozen lines, only short lines between, none set off as far as this one.
  func leadsToText(_ place: Int) -> Bool {
    let gap = manuscript.lines[place].gap
    for next in place + 1..<min(place + 13, max(place + 1, manuscript.lines.count)) {
      let line = manuscript.lines[next]
      if line.form.looksLikeParagraph { return true }
      if !line.form.looksLikeTitle, line.form.endsSentence || line.form.cells > 40 { return true }
      if next > place + 1, line.gap > paragraphGap, line.gap >= gap { return false }
    }
    return false
  }

  /// Whether more blank lines stand before the line than between paragraphs.
  func isSetOff(_ place: Int) -> Bool { manuscript.lines[place].gap > paragraphGap }

  /// Blank lines after the line.
  func gapAfter(_ place: Int) -> Int {
    place + 1 < manuscript.lines.count ? manuscript.lines[place + 1].gap : 0
  }

  /// The value that most of `values` have, the smaller if two are even.
  static func mode(_ values: [Int]) -> Int {
    let sorted = values.sorted()
    var best = (count: 0, value: 0)
    var start = 0
    while start < sorted.count {
      var end = start
      while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
      if end - start > best.count { best = (end - start, sorted[start]) }
      start = end
    }
    return best.value
  }
}
