internal import Cento

/// Reused passages for people: both places, both texts.
struct ReuseView {
  let corpus: Corpus
  let units: FoldedUnits

  private static let shownMembers = 3

  func lines(for passage: ReusedPassage) -> [String] {
    let reuse = passage.reuse
    let tier = reuse.tier == .passage ? "" : ", \(reuse.tier.rawValue)"
    let head =
      reuse.relation == .identical
      ? "  identical\(tier)"
      : "  \(reuse.relation.rawValue)\(tier), \(Figures.percent(reuse.similarity)) alike"
    return [head] + lines(for: passage.a) + lines(for: passage.b)
  }

  /// A passage in many places: how many, its text, the first places.
  func lines(for family: PassageFamily) -> [String] {
    let tier = family.tier == .passage ? "" : ", \(family.tier.rawValue)"
    let shown = family.members.prefix(Self.shownMembers).map { member in
      let range = member.span.scalars
      return "    \(units.units[member.unit].passage.id)  "
        + "characters \(range.lowerBound)–\(range.upperBound)"
    }
    let rest = family.members.count - shown.count
    return ["  in \(Figures.grouped(family.members.count)) places\(tier)"]
      + ["      " + Excerpt.beginning(of: family.members[family.representative].text, width: 160)]
      + shown + (rest > 0 ? ["    … and \(Figures.grouped(rest)) more"] : [])
  }

  private func lines(for place: ReusedPassage.Place) -> [String] {
    let id = units.units[place.unit].passage.id
    let range = place.span.scalars
    return [
      "    \(id)  characters \(range.lowerBound)–\(range.upperBound)",
      "      " + Excerpt.beginning(of: place.text, width: 160),
    ]
  }
}
