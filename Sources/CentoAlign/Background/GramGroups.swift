internal import CentoParallel

/// The places of the repeated grams of one length, gram by gram, those of a gram in order.
///
/// A gram that begins at a place is lengthened by the sign after it, so every gram's places split
/// into those of the longer grams where they stand: grams are told apart exactly, no text is hashed,
/// and what occurs once is never looked at again (a radix sort from the first digit, as suffix arrays
/// are made). Groups know nothing of one another, so that they are worked on in parallel.
struct GramGroups: Sendable {
  /// The length of the grams.
  private(set) var length = 1
  /// The beginning of each gram; the first of a group is marked with `first`.
  private let places: RawBuffer<UInt32>
  private let signs: RawBuffer<SeedSign>
  private let starts: TextStarts

  /// The mark of the first place of a group.
  static let first: UInt32 = 1 << 31
  /// The places whose signs are on their way from memory while one is looked at.
  private static let ahead = 16
  /// About how many places are one task.
  private static let block = 1 << 15

  /// The grams of one sign.
  init(_ stream: ComparisonStream, starts: TextStarts, counts: SignCounts, threads: Int) {
    self.starts = starts
    signs = stream.symbols.signs
    let count = stream.count
    places = RawBuffer(capacity: count)
    places.spreadOverLargePages()
    places.resize(to: count)
    let view = places.view
    CodeSort.sort(signs.view, into: view, threads: threads)
    // A sign that stands alone is left out: it has no mass.
    var (start, kept) = (0, 0)
    for size in counts.sizes where size > 0 {
      if size > 1 {
        if kept < start { view.copy(start..<start + size, of: view, to: kept) }
        view[kept] |= Self.first
        kept += size
      }
      start += size
    }
    places.resize(to: kept)
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
  private static let together = 16

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
    let places: RawBuffer<UInt32>.View
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

    /// The place of a later gram, of this group or of one of the next ones, whose signs should be
    /// called for by now.
    @inline(__always)
    func later(than index: Int) -> Int? {
      index &+ GramGroups.ahead < end ? self[index &+ GramGroups.ahead] : nil
    }

    /// The place at an index of the group.
    @inline(__always)
    subscript(index: Int) -> Int { Int(places[index] & ~GramGroups.first) }
  }

  /// Splits every group by the sign after its grams, and refines a model by what that tells.
  ///
  /// Where the lengths of all seeds up to this length are given, longer grams that no one will ask for
  /// again are left out: as contexts they have no mass, and every place where one ends has its seed.
  /// What follows such a place has a seed that begins later than the gram.
  mutating func lengthen(
    refining model: SurprisalModel, seedLengths: RawBuffer<UInt8>?, threads: Int
  ) {
    let lengths = seedLengths?.view
    lengthen(seedLengths: lengths, threads: threads) { walk, split, kept in
      let rooms = split.rooms
      model.weigh(walk, rooms)
      split.order(walk)
      if rooms.hasRuns {
        split.forEach { model.refine($0, $1, runs: split.runs, rooms) }
      } else if rooms.mass > 0 {
        split.forEach { model.refine($0, $1, room: rooms.mass) }
      }
      if let lengths {
        split.write(to: walk.places, &kept) { places, gram in
          gram.count > SurprisalModel.forgiven || rooms.hasRuns && split.sharesRun(gram)
            || gram.contains { lengths[places[$0]] == 0 }
        }
      } else {
        split.write(to: walk.places, &kept) { _, _ in true }
      }
    }
  }

  /// Splits every group by the sign after its grams; one of which no gram can end at a place that is
  /// wanted is given up.
  mutating func lengthen(wanted: WantedPlaces, threads: Int) {
    let length = length
    lengthen(seedLengths: nil, threads: threads) { walk, split, kept in
      guard walk.group.contains(where: { wanted[walk[$0] &+ length] }) else { return }
      split.rooms.clear()
      split.order(walk)
      split.write(to: walk.places, &kept) { _, _ in true }
    }
  }

  /// Splits every group as `body` does, which writes what is left from `kept` on, and which may read
  /// the lengths of seeds at the signs after its grams.
  @inline(__always)
  private mutating func lengthen(
    seedLengths: RawBuffer<UInt8>.View?, threads: Int,
    _ body: @Sendable (_ walk: Walk, _ split: GramSplit, _ kept: inout Int) -> Void
  ) {
    let (blocks, places, signs, starts, length) = (blocks, places.view, signs.view, starts, length)
    let splits = Pool {
      GramSplit(signs: signs, starts: starts, length: length, seedLengths: seedLengths)
    }
    let kept = Parallel.map(count: blocks.count, threads: threads) { block in
      splits.with { split in
        var walk = Walk(places: places, range: blocks[block])
        var kept = blocks[block].lowerBound
        while walk.next() { body(walk, split, &kept) }
        return kept - blocks[block].lowerBound
      }
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
    let view = bits.view
    for place in places.joined() {
      // A reach is less than a word: the bits are in one or two.
      let (first, last) = (max(0, Int(place) - reach + 1), Int(place))
      let from = UInt64.max << UInt64(first & 63)
      let upTo = UInt64.max >> UInt64(63 - last & 63)
      if first >> 6 == last >> 6 {
        view[first >> 6] |= from & upTo
      } else {
        view[first >> 6] |= from
        view[last >> 6] |= upTo
      }
    }
  }

  /// Whether a place is wanted.
  @inline(__always)
  subscript(place: Int) -> Bool { bits.view[place >> 6] >> UInt64(place & 63) & 1 != 0 }
}
