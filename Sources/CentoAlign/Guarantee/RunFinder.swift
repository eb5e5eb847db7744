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
  /// The texts of the row among all texts, and those that follow some of them.
  let copies: Copies

  /// The places of a window that are compared pair by pair without a look at their order.
  static let few = 64

  /// The places that have a partner among them.
  func partnered(_ places: [RunPlace]) -> [RunPlace] {
    guard let partnered = partners.partnered(places) else { return places }
    return zip(places, partnered).filter(\.1).map(\.0)
  }

  /// Whether a window stands in more places than pairs are told of, none overlapping another.
  func isCrowded(_ places: [RunPlace]) -> Bool {
    var most = 0
    for place in places {
      most += weight(place.text)
    }
    guard most > ReuseFamily.mostPairs else { return false }
    var count = 0
    var end = 0
    // Places are in order, but for those that were dealt by what follows.
    for place in places.sorted(by: { $0.place < $1.place }) where place.place >= end {
      count += weight(place.text)
      if count > ReuseFamily.mostPairs { return true }
      end = place.place + window
    }
    return false
  }

  /// A text and those that follow it.
  private func weight(_ text: Int) -> Int { 1 + (copies.followers[text]?.count ?? 0) }

  /// Places of the row as places of all texts, those of the texts that follow among them.
  func withCopies(_ places: [RunStretch]) -> [ReusePlace] {
    places.flatMap { stretch in
      let span = row.span(stretch.symbols)
      return ([copies.searched[stretch.text]] + (copies.followers[stretch.text] ?? [])).map {
        ReusePlace(text: $0, span: span)
      }
    }
  }

  /// How far places that share so many symbols share what follows.
  func shared(by places: [RunPlace], from depth: Int) -> Int {
    var depth = depth
    let first = places[0]
    while first.place + depth < first.end {
      let symbol = row.symbols[first.place + depth]
      for place in places
      where place.place + depth == place.end || row.symbols[place.place + depth] != symbol {
        return depth
      }
      depth += 1
    }
    return depth
  }

  /// Places by the symbol that follows so many, where two and more have it.
  func byNext(of places: [RunPlace], after depth: Int) -> [[RunPlace]] {
    var keys: [UInt64] = []
    for (index, place) in places.enumerated() where place.place + depth < place.end {
      keys.append(UInt64(row.symbols[place.place + depth]) << 32 | UInt64(index))
    }
    keys.sort()
    var groups: [[RunPlace]] = []
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end] >> 32 == keys[start] >> 32 { end += 1 }
      if end - start > 1 {
        groups.append(keys[start..<end].map { places[Int($0 & 0xFFFF_FFFF)] })
      }
      start = end
    }
    return groups
  }

  /// The runs of more than `beyond` symbols between the places of a window that is not crowded.
  func pairs(_ places: [RunPlace], beyond: Int = 0) -> [RunPair] {
    if RunPlace.areContinued(places[...]) { return [] }
    return places.count > Self.few ? pairsOfStretches(places) : pairsOfFew(places, beyond: beyond)
  }

  /// The runs between pairs of places that differ in what precedes them.
  private func pairsOfFew(_ places: [RunPlace], beyond: Int = 0) -> [RunPair] {
    var pairs: [RunPair] = []
    for (index, x) in places.enumerated() {
      for y in places[(index + 1)...] where !x.continues(y) {
        add(x, y, beyond: beyond, to: &pairs)
      }
    }
    return pairs
  }

  /// Where few stretches hold many places, the stretches in pairs: a text that repeats itself
  /// without a break would have a run for every two of its repetitions.
  private func pairsOfStretches(_ places: [RunPlace]) -> [RunPair] {
    var pairs: [RunPair] = []
    let extents = SharedExtents(places, window: window, row: row)
    let order = places.indices.sorted { extents.places[$0].place < extents.places[$1].place }
    var stretches: [(symbols: Range<Int>, places: [RunPlace])] = []
    for index in order {
      let place = extents.places[index]
      let end = place.place + extents.extent(of: index)
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
          place(RunStretch(text: x.places[0].text, symbols: x.symbols)),
          place(RunStretch(text: y.places[0].text, symbols: y.symbols)), to: &pairs)
      }
    }
    return pairs
  }

  /// The runs between places of one stretch of a text.
  func pairsWithin(_ places: [RunPlace]) -> [RunPair] {
    guard places.count > 1, comparability.allows(places[0].text, places[0].text) else { return [] }
    guard places.count > Self.few else { return pairsOfFew(places) }
    var pairs: [RunPair] = []
    var apart: [RunPlace] = []
    var index = 0
    while index < places.count {
      let first = places[index]
      apart.append(first)
      index += 1
      guard let periodic = periodicStretch(at: first, before: places[index...]) else { continue }
      let (period, end) = periodic
      // The nearest repetition that leaves nothing of the stretch before the first side or after the second.
      let half = (end - first.place + 2 * period - 1) / (2 * period) * period
      if !first.continues(RunPlace(UInt32(first.place + period), in: row)) {
        add(first, RunPlace(UInt32(first.place + half), in: row), beyond: 0, to: &pairs)
      }
      while index < places.count, places[index].place + window <= end { index += 1 }
    }
    return pairs + pairsOfFew(apart)
  }

  /// The stretch from `first` on that repeats itself without a break, if it does so more than `few` times.
  private func periodicStretch(
    at first: RunPlace, before others: ArraySlice<RunPlace>
  ) -> (period: Int, end: Int)? {
    for next in others.prefix(Self.few) {
      let period = next.place - first.place
      if sharedLength(first, next, atMost: period) < period { continue }
      let end = next.place + sharedLength(first, next, atMost: first.end - first.place)
      return end - first.place > Self.few * period ? (period, end) : nil
    }
    return nil
  }

  /// How many symbols two places of one window share, counted up to a limit.
  private func sharedLength(_ x: RunPlace, _ y: RunPlace, atMost limit: Int) -> Int {
    var length = min(window, limit)
    while length < limit, x.place + length < x.end, y.place + length < y.end,
      row.symbols[x.place + length] == row.symbols[y.place + length]
    {
      length += 1
    }
    return length
  }

  private func add(_ x: RunPlace, _ y: RunPlace, beyond: Int, to pairs: inout [RunPair]) {
    guard comparability.allows(x.text, y.text) else { return }
    var length = sharedLength(x, y, atMost: .max)
    guard length > beyond else { return }
    if x.text == y.text { length = min(length, y.place - x.place) }
    guard length >= window else { return }
    let (a, b) = (x.place..<x.place + length, y.place..<y.place + length)
    guard row.qualifies(a) else { return }
    add(
      place(RunStretch(text: x.text, symbols: a)), place(RunStretch(text: y.text, symbols: b)),
      to: &pairs)
    // A text that follows repeats what its leader repeats.
    if x.text == y.text, let followers = copies.followers[x.text] {
      for text in followers {
        add(
          ReusePlace(text: text, span: row.span(a)), ReusePlace(text: text, span: row.span(b)),
          to: &pairs)
      }
    }
  }

  /// A stretch of the row as a place of all texts.
  func place(_ stretch: RunStretch) -> ReusePlace {
    ReusePlace(text: copies.searched[stretch.text], span: row.span(stretch.symbols))
  }

  /// Adds a run that is not told already.
  func add(_ a: ReusePlace, _ b: ReusePlace, to pairs: inout [RunPair]) {
    let pair = RunPair(a, b)
    if !covering.tells(pair) { pairs.append(pair) }
  }
}
