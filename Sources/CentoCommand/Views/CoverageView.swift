internal import Cento

/// How much of each text is copied, for people: those with most, as a table.
struct CoverageView {
  private let coverage: Coverage?
  private let noun: String

  private static let shown = 20
  private static let headings = ["copied", "without quotations", "largest source"]

  init(_ told: ToldReuse) {
    coverage = told.coverage
    noun = told.level?.rawValue ?? "document"
  }

  /// An empty line, the table and what it leaves out; nothing where nothing is copied.
  var lines: [String] {
    guard let coverage, !coverage.copied.isEmpty else { return [] }
    let all = coverage.copied
    let order = all.indices.sorted { x, y in
      (all[y].total, all[y].copied, x) < (all[x].total, all[x].copied, y)
    }
    var lines = [
      "",
      "Text shared with other \(noun)s: in \(Figures.count(all.count, noun)), "
        + "\(Figures.finePercent(coverage.share)) of all that was compared", "",
      row(Self.headings, ""),
    ]
    for index in order.prefix(Self.shown) {
      let text = all[index]
      let shares = [text.total, text.withoutQuotations, text.largest].map(Figures.finePercent)
      lines.append(row(shares, "\(text.id)  ← \(text.largestSource)"))
    }
    if all.count > Self.shown {
      lines.append("  … and \(Figures.grouped(all.count - Self.shown)) more: --format jsonl")
    }
    return lines
  }

  private func row(_ cells: [String], _ name: String) -> String {
    let columns = zip(cells, Self.headings).map { cell, heading in
      String(repeating: " ", count: max(0, heading.count - cell.count)) + cell
    }
    let line = "  " + columns.joined(separator: "  ")
    return name.isEmpty ? line : line + "  " + name
  }
}
