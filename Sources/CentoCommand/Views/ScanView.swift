internal import Cento

/// What a scan found, for people: on the terminal and in summary.txt.
struct ScanView {
  let session: Session
  let scan: Scan

  private static let shownDocuments = 20
  private static let shownPassages = 20
  private static let shownFamilies = 5
  private static let shownPairs = 10

  var lines: [String] {
    documents + reuse + pairs + topics + notes
  }

  private var documents: [String] {
    let entries = session.corpus.entries
    let articles = entries.reduce(0) { $0 + ($1.outline?.articles.count ?? 1) }
    let furniture = entries.reduce(0) { $0 + ($1.outline?.furnitureCount ?? 0) }
    var lines = [
      [
        Figures.count(entries.count, "document"), Figures.count(articles, "article"),
        Figures.count(scan.units.units.count, "compared unit"),
        Figures.count(furniture, "piece") + " of furniture set aside",
      ].joined(separator: " · "), "",
    ]
    for entry in entries.prefix(Self.shownDocuments) {
      let count = entry.outline?.articles.count ?? 1
      lines.append(
        "  \(entry.document.id)  \(Figures.count(count, "article")), "
          + Figures.count(entry.document.text.scalarCount, "character"))
    }
    if entries.count > Self.shownDocuments {
      lines.append("  … and \(Figures.grouped(entries.count - Self.shownDocuments)) more")
    }
    return lines + [""]
  }

  private var reuse: [String] {
    let told = scan.reuse
    var lines = ["Reused passages: \(Figures.grouped(told.count))" + told.notTold]
    let shownPassages = Array(told.passages.prefix(Self.shownPassages))
    let view = ReuseView(of: shownPassages, corpus: session.corpus, units: scan.units)
    for passage in shownPassages {
      lines += [""] + view.lines(for: passage)
    }
    for family in told.families.prefix(Self.shownFamilies) {
      lines += [""] + view.lines(for: family)
    }
    let shown =
      min(told.passages.count, Self.shownPassages) + min(told.families.count, Self.shownFamilies)
    if told.count > shown {
      lines += ["", "  … and \(Figures.grouped(told.count - shown)) more"]
    }
    return lines + CoverageView(told).lines + [""]
  }

  private var pairs: [String] {
    let found = scan.duplicates.pairs
    var lines = [
      "Near-duplicate pairs (cosine ≥ \(scan.threshold)): \(Figures.grouped(found.count))"
    ]
    let view = PairView(names: UnitNames(scan.units, of: session.corpus))
    for pair in found.prefix(Self.shownPairs) { lines += [""] + view.lines(for: pair) }
    if found.count > Self.shownPairs {
      lines += ["", "  … and \(Figures.grouped(found.count - Self.shownPairs)) more"]
    }
    return lines + [""]
  }

  private var topics: [String] {
    let count = scan.topics.clusters.count
    return ["Topics: \(Figures.count(count, "cluster"))"]
      + TopicView(corpus: session.corpus, units: scan.articles).lines(for: scan.topics) + [""]
  }

  private var notes: [String] {
    var lines: [String] = []
    if session.ignored > 0 {
      lines.append("\(Figures.count(session.ignored, "name")) in folders left alone (README, …).")
    }
    if !session.problems.isEmpty {
      lines.append("\(Figures.count(session.problems.count, "problem")):")
      lines += session.problems.prefix(20).map { "  \($0)" }
    }
    return lines
  }
}

extension Outline {
  /// The number of pieces that are no text.
  var furnitureCount: Int {
    elements.count { if case .furniture = $0.kind { true } else { false } }
  }
}
