internal import CentoParallel

/// Some texts and the shared grams of each.
///
/// Sendable because one task at a time works on a block.
final class SharedBlock: @unchecked Sendable {
  /// The texts, by their place in the corpus.
  let texts: Range<Int>
  /// Where the grams of the first text start.
  private(set) var first = 0
  /// The end of each text's grams, from there.
  private(set) var ends = Parked<UInt32>()
  /// The numbers of the grams.
  private(set) var numbers = Parked<UInt32>()
  /// How often the text has each; 0 where that is more than 255.
  private(set) var counts = Parked<UInt8>()
  /// Whether numbers and counts are parts of what all blocks have.
  private(set) var isPart = false
  /// How often, for those that a text has more than 255 times, by the place of the entry.
  private(set) var great: [Int: UInt32] = [:]
  /// For each text the number of grams that it has once and no other text has.
  let lone: RawBuffer<UInt32>
  /// A text, from the block's first, and how often it has a gram that no other text has; by texts.
  private(set) var loneRepeated: [BucketGrams.Repeat] = []

  /// The texts of a chunk, with the number of their places for grams of the range.
  init(of chunk: DealtChunk, range: NGramRange) {
    texts = chunk.texts
    lone = RawBuffer(repeating: 0, count: texts.count)
    let (lone, lengths) = (lone.view, chunk.lengths.view)
    for row in 0..<texts.count {
      for length in range.lower...range.upper where lengths[row] >= UInt32(length) {
        lone[row] &+= lengths[row] &- UInt32(length) &+ 1
      }
    }
  }

  /// One length of one bucket as blocks read it: views of what `BlockAssembly` holds.
  struct Source: Sendable {
    /// Entries, and by how much their places differ from those in the level.
    let entries: RawBuffer<UInt32>.View
    let offset: Int
    /// The first bits of names, and by how much their places differ from those of the entries.
    let high: RawBuffer<UInt16>.View
    let highOffset: Int
    /// Where the entries of each block start in the level.
    let starts: RawBuffer<UInt32>.View
    /// Where the numbers of the level's grams start.
    let base: Int
    let repeated: RawBuffer<BucketGrams.Repeat>.View
    let lone: RawBuffer<BucketGrams.Repeat>.View

    /// Calls for the first entries of a block, which are read soon.
    @inline(__always)
    func callFor(_ block: Int, _ grams: RawBuffer<GramNumbers.Gram>.View) {
      let first = Int(starts[block]) &+ offset
      for line in 0..<4 { entries.prefetch(first &+ line &* 16) }
      for line in 0..<4 { grams.prefetch(base &+ line &* 8) }
    }

    /// The name of the gram of an entry.
    @inline(__always)
    func name(_ place: Int, _ entry: UInt32) -> Int {
      var name = base &+ Int(entry & 0xFFFF)
      if high.count > 0 { name &+= Int(high[place &+ highOffset]) &<< 16 }
      return name
    }
  }

  /// Has what it finds written into these from a place on.
  func take(_ numbers: RawBuffer<UInt32>, _ counts: RawBuffer<UInt8>, from first: Int) {
    self.numbers.set(numbers)
    self.counts.set(counts)
    (self.first, isPart) = (first, true)
  }

  /// Brings the grams of the texts together.
  ///
  /// - Parameters:
  ///   - block: The block's place among all.
  ///   - all: What is known of each name.
  ///   - once: For each kind of frequency the square of a gram that a text has once.
  ///   - kinds: The frequency of each kind.
  func fill(
    _ block: Int, from sources: [Source], grams all: RawBuffer<GramNumbers.Gram>.View,
    once: RawBuffer<UInt64>.View, kinds: [UInt32], sums: RowSums?, scratch: AssemblyScratch
  ) {
    let starts = layOut(block, sources, scratch: scratch)
    let (rows, lone) = (scratch.rows.view, lone.view)
    scratch.counts.fill(with: 1)
    let (out, many) = (scratch.numbers.view, scratch.counts.view)
    var greatPlaces: [(row: Int, place: Int, count: UInt32)] = []
    for (index, source) in sources.enumerated() {
      let first = Int(source.starts[block])
      let range = first &+ source.offset..<Int(source.starts[block + 1]) &+ source.offset
      if index + 2 < sources.count { sources[index + 2].callFor(block, all) }
      var again = 0
      var next = Int.max
      if source.repeated.count > 0 {
        again = source.repeated.first(from: first)
        next = again < source.repeated.count ? Int(source.repeated[again].place) : .max
      }
      let entries = source.entries
      for place in range {
        let entry = entries[place]
        let gram = all[source.name(place, entry)]
        let row = Int(entry &>> 16)
        let state = rows[row]
        let target = Int(state.cursor)
        out[target] = gram.number
        var square = UInt128(once[Int(gram.kind)])
        if place &- source.offset == next {
          let count = source.repeated[again].count
          lone[row] &-= count &- 1
          many[target] = count < 256 ? UInt8(truncatingIfNeeded: count) : 0
          if count > 255 { greatPlaces.append((row, target, count)) }
          again += 1
          next = again < source.repeated.count ? Int(source.repeated[again].place) : .max
          if let sums { square = sums.many(count, kinds[Int(gram.kind)]) }
        }
        rows[row] = AssemblyScratch.Row(
          squares: state.squares &+ square, cursor: state.cursor &+ 1)
      }
      if source.lone.count > 0 { addLone(of: source.lone) }
    }
    loneRepeated.sort { ($0.place, $0.count) < ($1.place, $1.count) }
    take(starts, greatPlaces, scratch: scratch)
    if let sums { tell(sums, scratch: scratch) }
  }

  /// Tells what the rows add up to.
  private func tell(_ sums: RowSums, scratch: AssemblyScratch) {
    let (rows, lone, ends) = (scratch.rows.view, lone.view, ends.buffer.view)
    var (start, again) = (0, 0)
    for (row, text) in texts.enumerated() {
      let first = again
      while again < loneRepeated.count, Int(loneRepeated[again].place) == row { again += 1 }
      sums.take(
        text,
        RowSums.Row(
          squares: rows[row].squares, entries: Int(ends[row]) - start, lone: Int(lone[row]),
          loneRepeated: first < again ? loneRepeated[first..<again].map(\.count) : []))
      start = Int(ends[row])
    }
  }

  /// Gives each row its room in the scratch: where the rows start.
  private func layOut(_ block: Int, _ sources: [Source], scratch: AssemblyScratch) -> [UInt32] {
    scratch.rows.resize(to: texts.count)
    scratch.rows.fill(with: AssemblyScratch.Row(squares: 0, cursor: 0))
    let (rows, lone) = (scratch.rows.view, lone.view)
    var room = 0
    for row in 0..<texts.count { room += Int(lone[row]) }
    if room <= scratch.roomyGrams {
      for row in 0..<texts.count { rows[row].cursor = lone[row] }
    } else {
      for source in sources {
        let first = Int(source.starts[block]) + source.offset
        for place in first..<Int(source.starts[block + 1]) + source.offset {
          rows[Int(source.entries[place] &>> 16)].cursor &+= 1
        }
      }
    }
    var starts: [UInt32] = []
    starts.reserveCapacity(texts.count)
    var total: UInt32 = 0
    for row in 0..<texts.count {
      starts.append(total)
      total += rows[row].cursor
      rows[row].cursor = starts[row]
    }
    scratch.numbers.resize(to: Int(total))
    scratch.counts.resize(to: Int(total))
    return starts
  }

  /// Takes the rows over from the scratch, one right behind the other.
  private func take(
    _ starts: [UInt32], _ greatPlaces: [(row: Int, place: Int, count: UInt32)],
    scratch: AssemblyScratch
  ) {
    let (rows, lone) = (scratch.rows.view, lone.view)
    let ends = RawBuffer<UInt32>(capacity: texts.count)
    var total: UInt32 = 0
    for row in 0..<texts.count {
      let count = rows[row].cursor - starts[row]
      lone[row] &-= count
      total += count
      ends.append(total)
    }
    self.ends.set(ends)
    if !isPart {
      let numbers = RawBuffer<UInt32>(capacity: Int(total))
      numbers.resize(to: Int(total))
      let counts = RawBuffer<UInt8>(capacity: Int(total))
      counts.resize(to: Int(total))
      self.numbers.set(numbers)
      self.counts.set(counts)
    }
    for (row, place, count) in greatPlaces {
      let start = row > 0 ? Int(ends.view[row - 1]) : 0
      great[first + start + place - Int(starts[row])] = count
    }
    let (numbers, counts) = (numbers.buffer.view, counts.buffer.view)
    var start = first
    for row in 0..<texts.count {
      let range = Int(starts[row])..<Int(rows[row].cursor)
      numbers.copy(range, of: scratch.numbers.view, to: start)
      counts.copy(range, of: scratch.counts.view, to: start)
      start += range.count
    }
  }

  /// Adds the grams that one of the texts alone has, more than once.
  private func addLone(of all: RawBuffer<BucketGrams.Repeat>.View) {
    var place = all.first(from: texts.lowerBound)
    while place < all.count, Int(all[place].place) < texts.upperBound {
      let row = Int(all[place].place) - texts.lowerBound
      lone.view[row] &-= all[place].count
      loneRepeated.append(
        BucketGrams.Repeat(place: UInt32(truncatingIfNeeded: row), count: all[place].count))
      place += 1
    }
  }

  // MARK: Memory

  /// Sets aside what was found.
  func park(in file: SpillFile?) {
    guard let file else { return }
    ends.park(in: file, isChanged: false)
    numbers.park(in: file, isChanged: false)
    counts.park(in: file, isChanged: false)
  }

  /// The number of grams of all texts, while they are in memory.
  private var entries: Int { texts.isEmpty ? 0 : Int(ends.buffer.view[texts.count - 1]) }

  /// Whether what was found has been let go.
  private(set) var isForgotten = false

  /// Lets go of what was found.
  func forget() {
    if isPart {
      let own = first..<first + entries
      numbers.buffer.giveBack(own)
      counts.buffer.giveBack(own)
    }
    (ends, numbers, counts) = (Parked(), Parked(), Parked())
    isForgotten = true
  }

  /// Brings back what was found.
  func recall(from file: SpillFile?) {
    guard let file else { return }
    ends.recall(from: file)
    numbers.recall(from: file)
    counts.recall(from: file)
  }
}

/// Memory that the blocks of one worker use one after the other.
///
/// Sendable because one task at a time has it, from a `Pool`.
final class AssemblyScratch: @unchecked Sendable {
  /// A row while it is made.
  struct Row: BitwiseCopyable {
    /// The squares of its weights so far.
    var squares: UInt128
    /// Where its next entry goes.
    var cursor: UInt32
  }

  /// Up to so many grams a block's rows are laid out with room for all that they may have, and
  /// need not be counted first.
  let roomyGrams: Int
  let rows = RawBuffer<Row>()
  let numbers = RawBuffer<UInt32>()
  let counts = RawBuffer<UInt8>()

  init(roomyGrams: Int) {
    self.roomyGrams = roomyGrams
  }
}
