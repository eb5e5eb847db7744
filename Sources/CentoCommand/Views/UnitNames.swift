internal import Cento

/// How units are named to people and programs.
struct UnitNames {
  /// The id of a unit.
  let id: (Int) -> String
  /// The beginning of its text.
  let beginning: (Int) -> String

  /// The names of units whose documents are in memory.
  init(_ units: FoldedUnits, of corpus: Corpus) {
    id = { "\(units.units[$0].passage.id)" }
    beginning = { index in
      let unit = units.units[index]
      return Excerpt.beginning(
        of: corpus.text(
          of: unit.passage.span, inDocument: unit.document, within: unit.passage.parts))
    }
  }

  /// The names of units that kept their beginnings.
  init(_ units: StoredUnits) {
    id = { units.id(of: $0) }
    beginning = { units.excerpt(of: $0) }
  }

  /// The id and the beginning.
  func line(_ unit: Int) -> String { "\(id(unit))  \(beginning(unit))" }
}
