/// Each unit's nearest units, from the nearest texts of its text.
struct NearestUnits {
  let distinct: EqualUnits
  /// The nearest texts of each text, told by their first units that may be neighbours.
  let texts: NearestRows
  /// If given, neighbours are sought for the units before this place, among those at or after it.
  let against: Int?

  /// The nearest of a unit, by (printed score ↓, number).
  ///
  /// No more texts are needed than units are wanted: each text before another has a unit that comes
  /// before all units of the other.
  ///
  /// - Parameter isEmpty: Whether the unit's text folds to nothing: such units are no neighbours.
  /// - Complexity: O(k² log k) for k wanted units, k log k where no two are equal.
  func nearest(of unit: Int, isEmpty: Bool) -> [ScoredPair] {
    let (wanted, text) = (texts.wanted, Int(distinct.texts[unit]))
    var found: [(score: Int, pair: ScoredPair)] = []
    func take(_ other: Int, cosine: Double) {
      let score = Cosine.millionths(cosine)
      var taken = 0
      for member in distinct.members(of: other).lazy.map({ Int($0) }) where member != unit {
        if let against, member < against { continue }
        found.append((score, ScoredPair(a: unit, b: member, cosine: cosine)))
        taken += 1
        if taken == wanted { break }
      }
    }
    if !isEmpty { take(text, cosine: 1) }
    for place in 0..<texts.count(of: text) {
      let neighbour = texts.neighbour(place, of: text)
      take(Int(distinct.texts[Int(neighbour.name)]), cosine: neighbour.cosine)
    }
    found.sort { ($1.score, $0.pair.b) < ($0.score, $1.pair.b) }
    return found.prefix(wanted).map(\.pair)
  }
}
