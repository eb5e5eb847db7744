internal import Cento

/// Reused passages for people: both places, both texts.
struct ReuseView {
  let corpus: Corpus
  let units: FoldedUnits

  func lines(for passage: ReusedPassage) -> [String] {
    let reuse = passage.reuse
    let tier = reuse.tier == .passage ? "" : ", \(reuse.tier.rawValue)"
    let head =
      reuse.relation == .identical
      ? "  identical\(tier)"
      : "  \(reuse.relation.rawValue)\(tier), \(Figures.percent(reuse.similarity)) alike"
    return [head] + lines(for: passage.a) + lines(for: passage.b)
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
