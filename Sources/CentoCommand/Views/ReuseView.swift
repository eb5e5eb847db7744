internal import Cento

/// Reused passages for people: both places, both texts, what differs.
struct ReuseView {
  private let corpus: Corpus
  private let units: FoldedUnits
  private let dates: DocumentDates

  private static let shownMembers = 3
  private static let shownChanges = 8
  private static let changeWidth = 48
  private static let excerptWidth = 160

  /// A view of these passages, on several threads as far as something has to be found out first.
  init(
    of passages: some Sequence<ReusedPassage>, corpus: Corpus, units: FoldedUnits,
    threads: Int = 1
  ) {
    self.corpus = corpus
    self.units = units
    var dates = DocumentDates(corpus)
    var isAsked = [Bool](repeating: false, count: corpus.entries.count)
    for passage in passages {
      let (x, y) = (units.units[passage.a.unit].document, units.units[passage.b.unit].document)
      if x != y { (isAsked[x], isAsked[y]) = (true, true) }
    }
    dates.ask(isAsked, threads: threads)
    self.dates = dates
  }

  /// Both places, both texts, what differs.
  func lines(for passage: ReusedPassage) -> [String] {
    var lines: [UInt8] = []
    append(passage, to: &lines)
    return lines.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Appends those lines, each with its line feed.
  func append(_ passage: ReusedPassage, to lines: inout [UInt8]) {
    let reuse = passage.reuse
    append(
      reuse.relation == .identical ? "  identical" : "  \(reuse.relation.rawValue)", to: &lines)
    if reuse.tier != .passage { append(", \(reuse.tier.rawValue)", to: &lines) }
    if reuse.relation != .identical {
      append(", \(Figures.percent(reuse.similarity)) alike", to: &lines)
    }
    append(order(of: passage), to: &lines)
    lines.append(0x0A)
    append(passage.a, to: &lines)
    append(passage.b, to: &lines)
    appendChanges(in: passage, to: &lines)
  }

  /// A passage in many places: how many, its text, the first places.
  func lines(for family: PassageFamily) -> [String] {
    let tier = family.tier == .passage ? "" : ", \(family.tier.rawValue)"
    let shown = zip(family.members, family.dates).prefix(Self.shownMembers).map { member, date in
      let range = member.span.scalars
      return "    \(units.units[member.unit].passage.id)  "
        + "characters \(range.lowerBound)–\(range.upperBound)" + (date.map { "  \($0)" } ?? "")
    }
    let rest = family.members.count - shown.count
    return ["  in \(Figures.grouped(family.members.count)) places\(tier)"]
      + [excerpt(of: family.members[family.representative])]
      + shown + (rest > 0 ? ["    … and \(Figures.grouped(rest)) more"] : [])
  }

  /// Appends what differs, on one line; nothing where marks alone do.
  private func appendChanges(in passage: ReusedPassage, to lines: inout [UInt8]) {
    let told = units.placedChanges(in: passage, of: corpus).filter { $0.kind != .punctuation }
    if told.isEmpty { return }
    append("    changed: ", to: &lines)
    for (place, change) in told.prefix(Self.shownChanges).enumerated() {
      if place > 0 { append(" · ", to: &lines) }
      func text(of span: SourceSpan, inUnit unit: Int) {
        appendExcerpt(of: .init(unit: unit, span: span), width: Self.changeWidth, to: &lines)
      }
      switch change.kind {
      case .moved:
        append("moved “", to: &lines)
        text(of: change.a, inUnit: passage.a.unit)
        append("”", to: &lines)
      case _ where change.a.isEmpty:
        append("+ ", to: &lines)
        text(of: change.b, inUnit: passage.b.unit)
      case _ where change.b.isEmpty:
        append("− ", to: &lines)
        text(of: change.a, inUnit: passage.a.unit)
      default:
        text(of: change.a, inUnit: passage.a.unit)
        append(" → ", to: &lines)
        text(of: change.b, inUnit: passage.b.unit)
      }
    }
    let rest = told.count - Self.shownChanges
    if rest > 0 { append(" · and \(Figures.grouped(rest)) more", to: &lines) }
    lines.append(0x0A)
  }

  /// Which side is the earlier, where both documents are dated.
  private func order(of passage: ReusedPassage) -> String {
    let (x, y) = (units.units[passage.a.unit].document, units.units[passage.b.unit].document)
    guard x != y, let a = dates.known(ofDocument: x), let b = dates.known(ofDocument: y) else {
      return ""
    }
    if a == b { return " · both of \(a)" }
    return a < b
      ? " · first in a (\(a)), then in b (\(b))" : " · first in b (\(b)), then in a (\(a))"
  }

  private func append(_ place: ReusedPassage.Place, to lines: inout [UInt8]) {
    let id = units.units[place.unit].passage.id
    let range = place.span.scalars
    append("    ", to: &lines)
    append(id.document.rawValue, to: &lines)
    id.appendNumbers(to: &lines)
    append("  characters ", to: &lines)
    lines.append(decimal: range.lowerBound)
    append("–", to: &lines)
    lines.append(decimal: range.upperBound)
    append("\n      ", to: &lines)
    appendExcerpt(of: place, width: Self.excerptWidth, to: &lines)
    lines.append(0x0A)
  }

  private func excerpt(of place: ReusedPassage.Place) -> String {
    "      " + Excerpt.beginning(of: units.text(of: place, in: corpus), width: Self.excerptWidth)
  }

  private func appendExcerpt(
    of place: ReusedPassage.Place, width: Int, to lines: inout [UInt8]
  ) {
    var excerpt = Excerpt(width: width)
    units.forEachPiece(of: place, in: corpus) { excerpt.append($0, to: &lines) }
  }

  private func append(_ text: String, to lines: inout [UInt8]) {
    lines.append(contentsOf: text.utf8)
  }
}
