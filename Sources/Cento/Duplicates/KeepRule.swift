/// Which unit of a group stands for it.
///
/// Of equally good units the first in document order does.
public enum KeepRule: String, Sendable, Hashable, CaseIterable {
  /// The longest: the most folded scalars, so that added space makes no copy longer.
  case longest
  /// The first in document order.
  case first
  /// The newest by `DocumentDates`; a unit without a date comes after all that have one.
  case newest

  /// The units in the order in which they are preferred.
  func order(of units: FoldedUnits, in corpus: Corpus) -> [Int] {
    let places = units.units.indices
    switch self {
    case .first: return Array(places)
    case .longest:
      return KeepRule.sorted(places.map { units.texts[$0].scalars.count })
    case .newest:
      var known = DocumentDates(corpus)
      let dates = corpus.entries.indices.map { known.seconds(ofDocument: $0) ?? Int.min }
      return KeepRule.sorted(units.units.map { dates[$0.document] })
    }
  }

  /// The same of units whose documents are not in memory.
  func order(of units: StoredUnits) -> [Int] {
    switch self {
    case .first: return Array(0..<units.count)
    case .longest: return KeepRule.sorted((0..<units.count).map { units.scalarCount(of: $0) })
    case .newest:
      return KeepRule.sorted(
        (0..<units.count).map { units.seconds(ofDocument: units.document(of: $0)) ?? Int.min })
    }
  }

  /// The places of `values`, the highest value first, then by place.
  private static func sorted(_ values: [Int]) -> [Int] {
    values.indices.sorted { values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1 }
  }
}
