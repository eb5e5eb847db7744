internal import Cento

/// Groups of near-duplicates for people: which unit stands for each, and the others.
struct GroupView {
  let names: UnitNames

  private static let shownMembers = 12

  /// A group by its weakest link, its representative first.
  func lines(for group: Group, number: Int) -> [String] {
    let others = group.members.filter { $0 != group.representative }
    return [
      "  \(number). \(Figures.count(group.members.count, "unit")), "
        + "weakest link \(Figures.score(group.weakest))",
      "    * " + names.line(group.representative),
    ]
      + others.prefix(Self.shownMembers).map { "      " + names.line($0) }
      + more(than: others.count)
  }

  /// A group as a plan: what stays, and what goes because of it.
  func lines(keeping kept: Int, dropping copies: [DuplicateGroups.Dropped]) -> [String] {
    ["  keep         " + names.line(kept)]
      + copies.prefix(Self.shownMembers).map {
        "  drop  \(Figures.score($0.cosine))  " + names.line($0.unit)
      }
      + more(than: copies.count)
  }

  private func more(than count: Int) -> [String] {
    count > Self.shownMembers
      ? ["      … and \(Figures.grouped(count - Self.shownMembers)) more"] : []
  }
}
