internal import Cento

/// Pairs of units for people: the score, both names, both beginnings.
struct PairView {
  let corpus: Corpus
  let units: FoldedUnits

  func lines(for pair: ScoredPair) -> [String] {
    ["  \(Figures.score(pair.cosine))", line(for: pair.a), line(for: pair.b)]
  }

  private func line(for index: Int) -> String {
    let unit = units.units[index]
    let text = corpus.text(
      of: unit.passage.span, inDocument: unit.document, within: unit.passage.parts)
    return "    \(unit.passage.id)  \(Excerpt.beginning(of: text))"
  }
}
