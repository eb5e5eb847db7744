/// Joins the rows of texts whose paragraphs were broken into rows of one width, as typewriters and old mail do.
///
/// A text is taken to be wrapped if nearly all rows that are followed by another without a blank line are about as
/// wide as the widest, and do not end as sentences end. Rows are then joined up to a blank line, an indented row,
/// or a row that stops short.
enum HardWrap {
  /// The lines of `lines` with the rows of a paragraph made one.
  static func joined(_ lines: [Line]) -> [Line] {
    guard let width = width(of: lines) else { return lines }
    var result: [Line] = []
    result.reserveCapacity(lines.count)
    var row: Line?
    for line in lines {
      if let last = row, var open = result.last, continues(line, after: last, width: width) {
        open = open.joined(with: line)
        result[result.count - 1] = open
      } else {
        result.append(line)
      }
      row = line
    }
    return result
  }

  /// The width of the rows, if the text is wrapped.
  static func width(of lines: [Line]) -> Int? {
    guard lines.count >= 6 else { return nil }
    var counts = [Int](repeating: 0, count: 161)
    var inner = 0
    for (line, next) in zip(lines, lines.dropFirst()) where next.gap == 0 {
      counts[min(line.form.cells, 160)] += 1
      inner += 1
    }
    guard inner >= 4, inner * 5 >= lines.count else { return nil }
    var above = 0
    var width = 160
    while width > 0, above + counts[width] <= inner / 20 {
      above += counts[width]
      width -= 1
    }
    guard width >= 40, width <= 130 else { return nil }
    var full = 0
    var open = 0
    for (line, next) in zip(lines, lines.dropFirst()) where next.gap == 0 {
      if line.form.cells * 10 >= width * 7, line.form.cells <= width + width / 5 { full += 1 }
      if !line.form.endsSentence { open += 1 }
    }
    return full * 10 >= inner * 7 && open * 10 >= inner * 6 ? width : nil
  }

  private static func continues(_ line: Line, after last: Line, width: Int) -> Bool {
    if line.gap > 0 || line.level > 0 || last.level > 0 { return false }
    if last.form.cells * 10 < width * 6 { return false }
    if line.isIndented, !last.isIndented { return false }
    return last.form.cells * 4 >= width * 3 || !last.form.endsSentence
  }
}
