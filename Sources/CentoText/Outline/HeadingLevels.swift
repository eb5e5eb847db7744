/// Levels of headings that the format itself names: hints of the document's blocks, `#` signs of Markdown.
enum HeadingLevels {
  /// Writes the levels into the lines of `manuscript`; signs of Markdown become marks.
  static func mark(_ manuscript: inout Manuscript, blocks: [Block]) {
    markHints(&manuscript, blocks: blocks)
    let hashes = manuscript.lines.indices.filter { hashCount(manuscript, $0) != nil }
    for place in hashes {
      guard let count = hashCount(manuscript, place) else { continue }
      let line = manuscript.lines[place]
      let sign = line.bytes.lowerBound..<line.bytes.lowerBound + count
      let rest = manuscript.text.trimmed(bytes: sign.upperBound..<line.bytes.upperBound)
      let form = LineForm(of: manuscript.text, in: rest.bytes)
      guard form.looksLikeTitle else { continue }
      manuscript.furniture.append((.mark, manuscript.text.span(bytes: sign)))
      manuscript.lines[place].bytes = rest.bytes
      manuscript.lines[place].scalars = rest.scalars
      manuscript.lines[place].form = form
      if manuscript.lines[place].level == 0 { manuscript.lines[place].level = count }
    }
    if !hashes.isEmpty { manuscript.renew() }
  }

  private static func markHints(_ manuscript: inout Manuscript, blocks: [Block]) {
    var place = 0
    for block in blocks {
      guard case .heading(let level) = block.hint else { continue }
      while place < manuscript.lines.count,
        manuscript.lines[place].bytes.lowerBound < block.span.bytes.lowerBound
      {
        place += 1
      }
      while place < manuscript.lines.count,
        manuscript.lines[place].bytes.lowerBound < block.span.bytes.upperBound
      {
        manuscript.lines[place].level = max(1, level)
        place += 1
      }
    }
  }

  /// How many `#` signs stand before a space and a text at the start of the line: one to six.
  private static func hashCount(_ manuscript: Manuscript, _ place: Int) -> Int? {
    let bytes = manuscript.lines[place].bytes
    let utf8 = manuscript.text.utf8
    guard utf8[bytes.lowerBound] == 0x23 else { return nil }
    var at = bytes.lowerBound
    while at < bytes.upperBound, utf8[at] == 0x23, at - bytes.lowerBound < 7 { at += 1 }
    let count = at - bytes.lowerBound
    guard count <= 6, at < bytes.upperBound, utf8[at] == 0x20 || utf8[at] == 0x09 else {
      return nil
    }
    return count
  }
}
