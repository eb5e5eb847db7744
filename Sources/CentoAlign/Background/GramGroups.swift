internal import CentoParallel

/// The places of the repeated grams of one length, gram by gram, those of a gram in order.
///
/// A gram that begins at a place is lengthened by the sign after it, so every gram's places split
/// into those of the longer grams where they stand: grams are told apart exactly, no text is hashed,
/// and what occurs once is never looked at again (a radix sort from the first digit, as suffix arrays
/// are made). Groups know nothing of one another, so that they are worked on in parallel.
struct GramGroups: Sendable {
  /// The length of the grams.
  private(set) var length = 2
  /// The beginning of each gram; the first of a group is marked with `first`.
  private let places: RawBuffer<UInt32>
  private let codes: RawBuffer<UInt16>
  private let starts: TextStarts

  /// The mark of the first place of a group.
  static let first: UInt32 = 1 << 31
  /// About how many places are one task.
  private static let block = 1 << 15
  /// The parts in which pairs are sorted: what is sorted stands twice.
  private static let parts = 4

  /// The grams of two signs.
  init(_ stream: ComparisonStream, starts: TextStarts, counts: SignCounts, threads: Int) {
    self.starts = starts
    codes = stream.symbols.codes
    let count = stream.count
    places = RawBuffer(capacity: count)
    places.resize(to: count)
    let codes = codes.view
    let ranges = counts.ranges(of: count / Self.parts + 1)
    let spare = RawBuffer<UInt32>(capacity: ranges.reduce(0) { max($0, $1.places) })
    spare.resize(to: ranges.reduce(0) { max($0, $1.places) })
    let (to, from) = (places.view, spare.view)
    var sorted = 0
    for (signs, _) in ranges {
      // By the sign after, then by the sign itself: two stable passes of counting.
      let total = CodeSort.sort(into: from, of: count, threads: threads) { place in
        signs.contains(codes[place]) && !starts[place + 1]
          ? (codes[place + 1], UInt32(truncatingIfNeeded: place)) : nil
      }
      sorted += CodeSort.sort(into: to, from: sorted, of: total, threads: threads) { index in
        (codes[Int(from[index])], from[index])
      }
    }
    places.resize(to: sorted)
    mark(threads: threads) { UInt32(codes[$0]) << 16 | UInt32(codes[$0 + 1]) }
  }

  /// Marks the groups of equal keys and leaves out those of one place.
  private func mark(threads: Int, key: @Sendable (Int) -> UInt32) {
    let view = places.view
    // A task begins where a group does.
    var blocks: [Range<Int>] = []
    var start = 0
    while start < view.count {
      var end = min(view.count, start + Self.block)
      while end < view.count, key(Int(view[end])) == key(Int(view[end - 1])) { end += 1 }
      blocks.append(start..<end)
      start = end
    }
    let (known, tasks) = (view, blocks)
    let kept = Parallel.map(count: blocks.count, threads: threads) { block in
      Self.mark(known, tasks[block], key: key)
    }
    close(blocks, kept)
  }

  /// Marks the groups of a range; gives the places that are left, at its beginning.
  private static func mark(
    _ places: RawBuffer<UInt32>.View, _ range: Range<Int>, key: (Int) -> UInt32
  ) -> Int {
    var (kept, start) = (range.lowerBound, range.lowerBound)
    while start < range.upperBound {
      let own = key(Int(places[start]))
      var end = start + 1
      while end < range.upperBound, key(Int(places[end])) == own { end += 1 }
      if end - start > 1 {
        for index in start..<end {
          places[kept] = places[index] | (index == start ? Self.first : 0)
          kept += 1
        }
      }
      start = end
    }
    return kept - range.lowerBound
  }

  /// Brings together what is left of each block.
  private func close(_ blocks: [Range<Int>], _ kept: [Int]) {
    let view = places.view
    var total = 0
    for (block, count) in zip(blocks, kept) {
      view.copy(block.lowerBound..<block.lowerBound + count, of: view, to: total)
      total += count
    }
    places.resize(to: total)
    places.releaseSpare()
  }

  /// The number of places.
  var count: Int { places.count }

  /// Ranges of whole groups, each a task.
  private var blocks: [Range<Int>] {
    let view = places.view
    var blocks: [Range<Int>] = []
    var start = 0
    while start < view.count {
      var end = min(view.count, start + Self.block)
      while end < view.count, view[end] & Self.first == 0 { end += 1 }
      blocks.append(start..<end)
      start = end
    }
    return blocks
  }

  /// The tasks whose results are held at once, for each thread.
  private static let together = 8

  /// Hands what `body` makes of the groups to `use`, one task after the other.
  func forEach<Result: Sendable>(
    threads: Int, _ body: @Sendable (_ groups: Walk) -> Result, use: (Result) -> Void
  ) {
    let blocks = blocks
    for some in Parallel.blocks(of: blocks.count, size: Self.together * max(1, threads)) {
      let results = Parallel.map(count: some.count, threads: threads) { block in
        body(Walk(places: places.view, range: blocks[some.lowerBound + block]))
      }
      for result in results { use(result) }
    }
  }

  /// Some of the groups, one after the other.
  struct Walk {
    private let places: RawBuffer<UInt32>.View
    private let end: Int
    private(set) var group: Range<Int>

    init(places: RawBuffer<UInt32>.View, range: Range<Int>) {
      self.places = places
      end = range.upperBound
      group = range.lowerBound..<range.lowerBound
    }

    /// Goes to the next group; false after the last one.
    @inline(__always)
    mutating func next() -> Bool {
      let start = group.upperBound
      guard start < end else { return false }
      var next = start + 1
      while next < end, places[next] & GramGroups.first == 0 { next += 1 }
      group = start..<next
      return true
    }

    /// The place at an index of the group.
    @inline(__always)
    subscript(index: Int) -> Int { Int(places[index] & ~GramGroups.first) }
  }

  /// Splits every group by the sign after its grams, and refines a model by what that tells.
  mutating func lengthen(refining model: SurprisalModel, threads: Int) {
    lengthen(threads: threads) { walk, split, rooms in
      model.weigh(walk, &rooms)
      split.order(walk, runs: rooms)
      if rooms.hasRuns {
        split.forEach { model.refine($0, $1, runs: split.runs, rooms) }
      } else if rooms.mass > 0 {
        split.forEach { model.refine($0, $1, room: rooms.mass) }
      }
    }
  }

  /// Splits every group by the sign after its grams; one of which no gram can end at a place that is
  /// wanted is given up.
  mutating func lengthen(wanted: WantedPlaces, threads: Int) {
    let length = length
    lengthen(threads: threads) { walk, split, rooms in
      if walk.group.contains(where: { wanted[walk[$0] + length] }) {
        split.order(walk, runs: rooms)
      } else {
        split.clear()
      }
    }
  }

  /// Splits every group as `order` says.
  private mutating func lengthen(
    threads: Int,
    _ order: @Sendable (Walk, inout GramSplit, inout SurprisalModel.Rooms) -> Void
  ) {
    let (blocks, places, codes, starts, length) = (blocks, places.view, codes.view, starts, length)
    let kept = Parallel.map(count: blocks.count, threads: threads) { block in
      var walk = Walk(places: places, range: blocks[block])
      var split = GramSplit(codes: codes, starts: starts, length: length)
      var rooms = SurprisalModel.Rooms()
      var kept = blocks[block].lowerBound
      while walk.next() {
        order(walk, &split, &rooms)
        split.write(to: places, &kept)
      }
      return kept - blocks[block].lowerBound
    }
    close(blocks, kept)
    self.length += 1
  }
}

/// The places whose grams may still be asked for, a bit each.
struct WantedPlaces: Sendable {
  private let bits: RawBuffer<UInt64>

  /// The `reach` places up to each of these.
  init(_ places: [[UInt32]], reach: Int, of count: Int) {
    bits = RawBuffer(repeating: 0, count: count / 64 + 1)
    for place in places.joined() {
      for wanted in max(0, Int(place) - reach + 1)...Int(place) {
        bits.view[wanted >> 6] |= 1 << UInt64(wanted & 63)
      }
    }
  }

  /// Whether a place is wanted.
  @inline(__always)
  subscript(place: Int) -> Bool { bits.view[place >> 6] >> UInt64(place & 63) & 1 != 0 }
}
