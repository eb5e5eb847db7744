internal import Cento

/// Pairs of units for people: the score, both names, both beginnings.
struct PairView {
  let names: UnitNames

  func lines(for pair: ScoredPair) -> [String] {
    [
      "  \(Figures.score(pair.cosine))", "    " + names.line(pair.a), "    " + names.line(pair.b),
    ]
  }
}
