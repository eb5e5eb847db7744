/// The runs that the places of one window share in pairs.
///
/// A run is told once, at the first window of it: where the symbols before two windows are the
/// same, the windows before them tell.
struct RunFinder: Sendable {
  let row: RunRow
  /// The symbols of a window.
  let window: Int
  let comparability: Comparability
  let partners: Partners
  /// What need not be told again.
  let covering: Covering

  /// The places of a window that are compared pair by pair without a look at their order.
  static let few = 64

  /// The places of a group that have a partner in it.
  func partnered(_ group: [UInt32]) -> [RunPlace] {
    let places = group.map { RunPlace($0, in: row) }
    let partnered = partners.partnered(places.map(\.text))
    return zip(places, partnered).filter(\.1).map(\.0)
  }

  /// The places of a range that have a partner in it, by their order of what follows.
  func partnered(_ extents: SharedExtents, _ range: Range<Int>) -> [Int] {
    let partnered = partners.partnered(extents.places[range].map(\.text))
    return zip(range, partnered).filter(\.1).map(\.0)
  }

  /// Whether a window stands in more places than pairs are told of, none overlapping another.
  func isCrowded(_ places: [RunPlace]) -> Bool {
    guard places.count > ReuseFamily.mostPairs else { return false }
    var count = 0
    var end = 0
    for place in places.map(\.place).sorted() where place >= end {
      count += 1
      end = place + window
    }
    return count > ReuseFamily.mostPairs
  }

  /// The runs between the places of a window that is not crowded.
  func pairs(_ places: [RunPlace]) -> [RunPair] {
    guard places.count > Self.few else { return pairsOfFew(places) }
    let extents = SharedExtents(places, window: window, row: row)
    return pairs(extents, Array(extents.places.indices))
  }

  /// The runs between some places, by their order of what follows, which are not crowded.
  func pairs(_ extents: SharedExtents, _ chosen: [Int]) -> [RunPair] {
    let places = chosen.map { extents.places[$0] }
    if RunPlace.areContinued(places[...]) { return [] }
    guard places.count > Self.few else { return pairsOfFew(places.sorted { $0.place < $1.place }) }
    return pairsOfStretches(extents, chosen)
  }

  /// The runs between pairs of places that differ in what precedes them.
  private func pairsOfFew(_ places: [RunPlace]) -> [RunPair] {
    var pairs: [RunPair] = []
    for (index, x) in places.enumerated() {
      for y in places[(index + 1)...] where !x.continues(y) {
        add(x, y, to: &pairs)
      }
    }
    return pairs
  }

  /// Where few stretches hold many places, the stretches in pairs: a text that repeats itself
  /// without a break would have a run for every two of its repetitions.
  private func pairsOfStretches(_ extents: SharedExtents, _ chosen: [Int]) -> [RunPair] {
    var pairs: [RunPair] = []
    guard let first = chosen.first, let last = chosen.last else { return [] }
    let range = first..<last + 1
    let order = chosen.sorted { extents.places[$0].place < extents.places[$1].place }
    var stretches: [(symbols: Range<Int>, places: [RunPlace])] = []
    for index in order {
      let place = extents.places[index]
      let end = place.place + extents.extent(of: index, in: range)
      if let last = stretches.last, place.place < last.symbols.upperBound {
        let merged = last.symbols.lowerBound..<max(last.symbols.upperBound, end)
        stretches[stretches.count - 1].symbols = merged
        stretches[stretches.count - 1].places.append(place)
      } else {
        stretches.append((place.place..<end, [place]))
      }
    }
    for (index, x) in stretches.enumerated() {
      pairs += pairsWithin(x.places)
      for y in stretches[(index + 1)...] {
        guard comparability.allows(x.places[0].text, y.places[0].text) else { continue }
        add(
          ReusePlace(text: x.places[0].text, span: row.span(x.symbols)),
          ReusePlace(text: y.places[0].text, span: row.span(y.symbols)), to: &pairs)
      }
    }
    return pairs
  }

  /// The runs between places of one stretch of a text.
  func pairsWithin(_ places: [RunPlace]) -> [RunPair] {
    guard places.count > 1, comparability.allows(places[0].text, places[0].text) else { return [] }
    return pairsOfFew(places)
  }

  private func add(_ x: RunPlace, _ y: RunPlace, to pairs: inout [RunPair]) {
    guard comparability.allows(x.text, y.text) else { return }
    var length = window
    while x.place + length < x.end, y.place + length < y.end,
      row.symbols[x.place + length] == row.symbols[y.place + length]
    {
      length += 1
    }
    if x.text == y.text { length = min(length, y.place - x.place) }
    guard length >= window else { return }
    let (a, b) = (x.place..<x.place + length, y.place..<y.place + length)
    guard row.qualifies(a) else { return }
    add(
      ReusePlace(text: x.text, span: row.span(a)), ReusePlace(text: y.text, span: row.span(b)),
      to: &pairs)
  }

  func add(_ a: ReusePlace, _ b: ReusePlace, to pairs: inout [RunPair]) {
    let pair = RunPair(a, b)
    if !covering.tells(pair) { pairs.append(pair) }
  }
}
