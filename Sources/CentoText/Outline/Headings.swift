/// Tells headings from paragraphs inside articles.
enum Headings {
  /// Writes the role of heading into every line of the body that is one.
  ///
  /// A heading is a short line that is no sentence, over a paragraph. Up to three may follow one another; in
  /// a longer run, a list or a poem, only those with a number are headings.
  static func mark(_ manuscript: inout Manuscript) {
    var place = 0
    while place < manuscript.lines.count {
      guard mayBeHeading(manuscript, place) else {
        place += 1
        continue
      }
      var end = place
      while end < manuscript.lines.count, mayBeHeading(manuscript, end) { end += 1 }
      let leads = end < manuscript.lines.count && manuscript.roles[end] == .body
      for line in place..<end {
        let isNamed = manuscript.lines[line].level > 0
        let number = manuscript.numbering(at: line)
        let isNumbered = number.map { $0.kind != .clause } ?? false
        if isNamed || (leads && (end - place <= 3 || isNumbered || line == end - 1))
          || number?.kind == .division
        {
          manuscript.roles[line] = .heading
        }
      }
      place = end
    }
  }

  private static func mayBeHeading(_ manuscript: Manuscript, _ place: Int) -> Bool {
    guard manuscript.roles[place] == .body else { return false }
    let line = manuscript.lines[place]
    return line.form.looksLikeTitle && (line.form.cells <= 90 || line.level > 0)
  }
}
