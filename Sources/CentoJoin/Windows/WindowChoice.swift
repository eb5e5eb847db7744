internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// The windows of one query in a block.
final class QueryWindows: @unchecked Sendable {
  /// Those of rows that have a feature once, and of others.
  let (once, often) = (RawBuffer<cento_window>(), RawBuffer<cento_window>())
  /// From the first row asked to the end of the longest window.
  var rows = 0..<0
}

/// Chooses the lists of a block that matter to a query, and how far they are read.
struct WindowChoice {
  let queries: RowHeads
  /// The rows of the block.
  private let rows: Range<Int>
  /// The first entry of the block, whose rows find their lists by links; nil if queries are of
  /// another set.
  private let linked: Int?
  private let reach: WindowReach
  private let least: UInt32
  private let longest: Float

  private let entries: RawBuffer<RowHeads.Entry>.View
  private let lengths: RawBuffer<Float>.View
  private let features: ListedFeatures
  private let starts: RawBuffer<UInt32>.View
  private let once: RawBuffer<UInt16>.View
  private let often: RawBuffer<UInt32>.View
  private let places: RawBuffer<UInt32>.View
  private let links: RawBuffer<UInt64>.View
  /// What the candidates' weights of each class are at most.
  private let weights: RawBuffer<Float>.View

  /// How many lookups are under way at a time.
  private static let ahead = 12

  /// - Parameters:
  ///   - least: What the product of two rests must have to be worth adding up, in units of 2^-15.
  ///   - isLinked: Whether the queries are the candidates.
  init(
    _ queries: RowHeads, in index: WindowIndex, weights: HeadWeights, reach: WindowReach,
    least: UInt32, isLinked: Bool
  ) {
    (self.queries, rows, self.reach, self.least) = (queries, index.rows, reach, least)
    linked = isLinked ? queries.starts[index.rows.lowerBound] : nil
    (longest, self.weights) = (index.longest, weights.once.view)
    (entries, lengths) = (queries.entries.view, queries.scales.lengths.view)
    features = ListedFeatures(index.features)
    (starts, once, often) = (index.starts.view, index.once.view, index.often.view)
    (places, links) = (index.places.view, index.links.view)
  }

  /// Chooses the windows of a query among the rows of the block from `first` on, and has their
  /// first lines brought near.
  func choose(_ row: Int, from first: Int, into windows: QueryWindows) {
    windows.once.resize(to: 0)
    windows.often.resize(to: 0)
    windows.rows = first..<first
    guard first < rows.count else { return }
    if let linked, row >= rows.lowerBound {
      chooseLinked(row, from: first, entry: linked, into: windows)
    } else {
      chooseListed(row, from: first, into: windows)
    }
  }

  /// By the links of the query's entries, the first of which is that of `linked`.
  private func chooseLinked(
    _ row: Int, from first: Int, entry linked: Int, into windows: QueryWindows
  ) {
    let range = queries.starts[row]..<queries.starts[row + 1]
    windows.once.resize(to: range.count)
    let (out, factor) = (windows.once.view, self.factor(row))
    var count = 0
    windows.rows = forEachPart(of: row, range, from: first) { place, entry, before in
      let link = WindowIndex.Link(bits: links[Int(places[place &- linked])])
      if link.next < before {
        once.prefetch(Int(link.start))
        out[count] = cento_window(
          start: link.start, end: 0, before: before, weight: onceWeight(entry, factor))
        count &+= 1
      }
      if link.nextOften < before, let number = features.number(of: entry.rank) {
        appendOften(entry, of: number, row, before, to: windows.often)
      }
    }
    windows.once.resize(to: count)
    find(first, windows.often)
  }

  /// By where the lists of the query's features start.
  private func chooseListed(_ row: Int, from first: Int, into windows: QueryWindows) {
    let range = queries.starts[row]..<queries.starts[row + 1]
    windows.once.resize(to: range.count)
    let (out, factor) = (windows.once.view, self.factor(row))
    for place in range.prefix(Self.ahead) { features.prefetch(entries[place].rank) }
    // First which features have lists, by their numbers and the places of their entries; then where
    // the lists start.
    var some = 0
    windows.rows = forEachPart(of: row, range, from: first) { place, entry, before in
      if place + Self.ahead < range.upperBound {
        features.prefetch(entries[place + Self.ahead].rank)
      }
      guard let number = features.number(of: entry.rank) else { return }
      starts.prefetch(2 &* number)
      out[some] = cento_window(
        start: UInt32(truncatingIfNeeded: number),
        end: UInt32(truncatingIfNeeded: place &- range.lowerBound), before: before, weight: 0)
      some &+= 1
    }
    var many = 0
    for index in 0..<some {
      let listed = out[index]
      let (number, entry) = (2 &* Int(listed.start), entries[range.lowerBound &+ Int(listed.end)])
      let (start, end) = (starts[number], starts[number &+ 2])
      if start < end {
        once.prefetch(Int(start))
        out[many] = cento_window(
          start: start, end: end &- 1, before: listed.before, weight: onceWeight(entry, factor))
        many &+= 1
      }
      if starts[number &+ 1] < starts[number &+ 3] {
        appendOften(entry, of: Int(listed.start), row, listed.before, to: windows.often)
      }
    }
    if first > 0 {
      // The window lies within `postings`, of which the list ends before `end`.
      many = unsafe cento_join_once_find(
        once.address, out.address, many, UInt32(truncatingIfNeeded: first), share(first))
    }
    windows.once.resize(to: many)
    find(first, windows.often)
  }

  /// Calls `body` with each entry of a query's head that matters to rows from `first` on, and the
  /// row before which its window ends.
  ///
  /// - Returns: The rows that are reached.
  @inline(__always)
  private func forEachPart(
    of row: Int, _ range: Range<Int>, from first: Int,
    _ body: (Int, RowHeads.Entry, UInt32) -> Void
  ) -> Range<Int> {
    let (chunkRows, length) = (WindowReach.chunkRows, lengths[row])
    let (wholes, rests) = (reach.wholes.view, reach.rests.view)
    let firstChunk = first / chunkRows
    var end = wholes.count
    while end > firstChunk && wholes[end - 1] > length { end -= 1 }
    let last = min(end * chunkRows, rows.count)
    guard first < last else { return first..<first }
    var norm = UInt32(JoinBounds.whole)
    for place in range {
      if norm < least { break }
      let reached = Float(norm) * Float(norm) * 0x1p-30 * length
      while end > firstChunk && rests[end - 1] > reached { end -= 1 }
      if end * chunkRows <= first { break }
      let entry = entries[place]
      body(place, entry, UInt32(truncatingIfNeeded: min(end * chunkRows, rows.count)))
      norm = UInt32(entry.below)
    }
    return first..<last
  }

  /// What a row collects is told in units of its share of the query's length.
  private func factor(_ row: Int) -> Float { EntryDealer.tolerance / lengths[row] }

  @inline(__always)
  private func onceWeight(_ entry: RowHeads.Entry, _ factor: Float) -> UInt32 {
    let more = Float(entry.weight) * weights[Int(cento_rank_class(entry.rank))] * factor
    return UInt32(min(more, 0xFFFF)) &+ 1
  }

  /// Adds the list of rows that have a feature more than once.
  private func appendOften(
    _ entry: RowHeads.Entry, of number: Int, _ row: Int, _ before: UInt32,
    to windows: RawBuffer<cento_window>
  ) {
    let place = 2 &* number &+ 1
    let weight = Float(entry.weight) * (longest / lengths[row])
    windows.append(
      cento_window(
        start: starts[place], end: starts[place &+ 2] &- 1, before: before,
        weight: UInt32(min(weight, 0x1p31)) &+ 1))
  }

  private func find(_ first: Int, _ windows: RawBuffer<cento_window>) {
    guard first > 0, windows.count > 0 else { return }
    let left = unsafe cento_join_often_find(
      often.address, windows.view.address, windows.count, UInt32(truncatingIfNeeded: first),
      share(first))
    windows.resize(to: left)
  }

  /// Where among all rows a row stands, of 2^32.
  private func share(_ row: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: (UInt64(row) << 32) / UInt64(rows.count))
  }
}
