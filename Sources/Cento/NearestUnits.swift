/// Each unit's nearest units, from all pairs above a floor.
///
/// The join at the floor finds every pair once, over distinct texts, and each unit's best are
/// chosen among its own: far less work than a scan for each unit where the floor is not low.
struct NearestUnits {
  /// Below this floor pairs are not gathered: there may be nearly as many as there can be.
  static let leastFloor = 0.2

  let distinct: EqualUnits
  let wanted: Int
  /// If given, neighbours are sought for the units before this place, among those at or after it.
  let against: Int?
  /// For each text where its neighbours start; one entry more than texts.
  private let starts: [Int]
  private let neighbours: [Neighbour]

  private struct Neighbour {
    var text: UInt32
    var cosine: Double
  }

  /// - Parameters:
  ///   - pairs: The pairs of texts at or above the floor.
  init(
    _ pairs: [ScoredPair], of distinct: EqualUnits, wanted: Int, against: Int?
  ) {
    (self.distinct, self.wanted, self.against) = (distinct, wanted, against)
    var starts = [Int](repeating: 0, count: distinct.multiplicities.count + 2)
    for pair in pairs {
      starts[pair.a + 2] += 1
      starts[pair.b + 2] += 1
    }
    for text in 2..<starts.count { starts[text] += starts[text - 1] }
    var neighbours = [Neighbour](
      repeating: Neighbour(text: 0, cosine: 0), count: 2 * pairs.count)
    for pair in pairs {
      for (text, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
        neighbours[starts[text + 1]] = Neighbour(text: UInt32(other), cosine: pair.cosine)
        starts[text + 1] += 1
      }
    }
    starts.removeLast()
    (self.starts, self.neighbours) = (starts, neighbours)
  }

  /// The nearest of a unit, by (printed score ↓, number).
  ///
  /// - Parameters:
  ///   - text: The unit's text.
  ///   - isEmpty: Whether the text folds to nothing: such units are no neighbours.
  /// - Complexity: O(k log k) for k pairs of the unit's text with others, and as many units as
  ///   are wanted of each.
  func nearest(of unit: Int, text: Int, isEmpty: Bool) -> [ScoredPair] {
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
    for neighbour in neighbours[starts[text]..<starts[text + 1]] {
      take(Int(neighbour.text), cosine: neighbour.cosine)
    }
    found.sort { ($1.score, $0.pair.b) < ($0.score, $1.pair.b) }
    return found.prefix(wanted).map(\.pair)
  }
}
