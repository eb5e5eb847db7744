internal import Cento

/// Reused passages for people: both places, both texts, what differs.
struct ReuseView {
  let corpus: Corpus
  let units: FoldedUnits
  private var dates: DocumentDates

  private static let shownMembers = 3
  private static let shownChanges = 8
  private static let changeWidth = 48

  init(corpus: Corpus, units: FoldedUnits) {
    self.corpus = corpus
    self.units = units
    dates = DocumentDates(corpus)
  }

  mutating func lines(for passage: ReusedPassage) -> [String] {
    let reuse = passage.reuse
    let tier = reuse.tier == .passage ? "" : ", \(reuse.tier.rawValue)"
    let head =
      reuse.relation == .identical
      ? "  identical\(tier)"
      : "  \(reuse.relation.rawValue)\(tier), \(Figures.percent(reuse.similarity)) alike"
    return [head + order(of: passage)] + lines(for: passage.a) + lines(for: passage.b)
      + changed(units.changes(in: passage, of: corpus))
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

  /// What differs, on one line; nothing where marks alone do.
  func changed(_ changes: [PassageChange]) -> [String] {
    let told = changes.filter { $0.kind != .punctuation }
    if told.isEmpty { return [] }
    let shown = told.prefix(Self.shownChanges).map(Self.text)
    let rest = told.count - shown.count
    let more = rest > 0 ? " · and \(Figures.grouped(rest)) more" : ""
    return ["    changed: " + shown.joined(separator: " · ") + more]
  }

  private static func text(_ change: PassageChange) -> String {
    let a = Excerpt.beginning(of: change.a, width: changeWidth)
    let b = Excerpt.beginning(of: change.b, width: changeWidth)
    if change.kind == .moved { return "moved “\(a)”" }
    if change.a.isEmpty { return "+ \(b)" }
    return change.b.isEmpty ? "− \(a)" : "\(a) → \(b)"
  }

  /// Which side is the earlier, where both documents are dated.
  private mutating func order(of passage: ReusedPassage) -> String {
    let (x, y) = (units.units[passage.a.unit].document, units.units[passage.b.unit].document)
    guard x != y, let a = dates.date(ofDocument: x), let b = dates.date(ofDocument: y) else {
      return ""
    }
    if a == b { return " · both of \(a)" }
    return a < b
      ? " · first in a (\(a)), then in b (\(b))" : " · first in b (\(b)), then in a (\(a))"
  }

  private func lines(for place: ReusedPassage.Place) -> [String] {
    let id = units.units[place.unit].passage.id
    let range = place.span.scalars
    return [
      "    \(id)  characters \(range.lowerBound)–\(range.upperBound)",
      excerpt(of: place),
    ]
  }

  private func excerpt(of place: ReusedPassage.Place) -> String {
    "      " + Excerpt.beginning(of: units.text(of: place, in: corpus), width: 160)
  }
}
