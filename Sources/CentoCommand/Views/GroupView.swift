internal import Cento

/// Groups of near-duplicates for people: which unit stands for each, and the others.
struct GroupView {
  let corpus: Corpus
  let units: FoldedUnits

  private static let shownMembers = 12

  /// A group by its weakest link, its representative first.
  func lines(for group: Group, number: Int) -> [String] {
    let others = group.members.filter { $0 != group.representative }
    return [
      "  \(number). \(Figures.count(group.members.count, "unit")), "
        + "weakest link \(Figures.score(group.weakest))",
      "    * " + name(of: group.representative),
    ]
      + others.prefix(Self.shownMembers).map { "      " + name(of: $0) }
      + more(than: others.count)
  }

  /// A group as a plan: what stays, and what goes because of it.
  func lines(keeping kept: Int, dropping copies: [DuplicateGroups.Dropped]) -> [String] {
    ["  keep         " + name(of: kept)]
      + copies.prefix(Self.shownMembers).map {
        "  drop  \(Figures.score($0.cosine))  " + name(of: $0.unit)
      }
      + more(than: copies.count)
  }

  private func more(than count: Int) -> [String] {
    count > Self.shownMembers
      ? ["      … and \(Figures.grouped(count - Self.shownMembers)) more"] : []
  }

  private func name(of index: Int) -> String {
    let unit = units.units[index]
    let text = corpus.text(
      of: unit.passage.span, inDocument: unit.document, within: unit.passage.parts)
    return "\(unit.passage.id)  \(Excerpt.beginning(of: text))"
  }
}
