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
    /// Where the numbers of the level's grams start.
    let base: Int
    let repeated: RawBuffer<BucketGrams.Repeat>.View
    let lone: RawBuffer<BucketGrams.Repeat>.View

    /// Calls for the first entries from one on, and for the first grams, which are read soon.
    @inline(__always)
    func callFor(_ starts: BucketGrams.Starts, _ grams: RawBuffer<GramNumbers.Gram>.View) {
      let first = Int(starts.entries) &+ offset
      for line in 0..<4 { entries.prefetch(first &+ line &* 16) }
      for line in 0..<4 { grams.prefetch(base &+ line &* 8) }
      repeated.prefetch(Int(starts.repeated))
      lone.prefetch(Int(starts.lone))
    }

    /// The name of the gram of an entry.
    @inline(__always)
    func wideName(_ place: Int, _ entry: UInt32) -> Int {
      var name = base &+ Int(entry & 0xFFFF)
      if high.count > 0 { name &+= Int(high[place &+ highOffset]) &<< 16 }
      return name
    }
  }

  /// What all blocks are filled by.
  struct Task: Sendable {
    /// What is known of each name.
    let grams: RawBuffer<GramNumbers.Gram>.View
    /// The factor of each kind of frequency.
    let factors: RawBuffer<Double>.View
    /// For each kind the square of a gram that a text has once.
    let once: RawBuffer<UInt64>.View
    let sums: RowSums?

    /// What stands for a gram that a text has so often.
    @inline(__always)
    func term(_ count: UInt32) -> Double { sums?.term(count) ?? 0 }
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
  ///   - starts: For each source where the block's entries start in its level.
  ///   - ends: Likewise where they end.
  ///   - task: What all blocks go by.
  func fill(
    from sources: [Source], starts: RawBuffer<BucketGrams.Starts>.View,
    ends: RawBuffer<BucketGrams.Starts>.View,
    for task: Task, scratch: AssemblyScratch
  ) {
    let rowStarts = layOut(sources, starts: starts, ends: ends, scratch: scratch)
    scratch.counts.fill(with: 1)
    var greatPlaces: [(row: Int, place: Int, count: UInt32)] = []
    for index in sources.indices {
      let source = sources[index]
      if index + 3 < sources.count { sources[index + 3].callFor(starts[index + 3], task.grams) }
      let (start, end) = (starts[index], ends[index])
      var place = Int(start.entries) &+ source.offset
      let last = Int(end.entries) &+ source.offset
      for again in Int(start.repeated)..<Int(end.repeated) {
        let repeated = source.repeated[again]
        let next = Int(repeated.place) &+ source.offset
        enter(place..<next, of: source, upTo: last, task, scratch)
        let (row, target) = enterRepeated(
          next, count: repeated.count, of: source, task, scratch)
        if repeated.count > 255 { greatPlaces.append((row, target, repeated.count)) }
        place = next &+ 1
      }
      enter(place..<last, of: source, upTo: last, task, scratch)
      for place in Int(start.lone)..<Int(end.lone) { addLone(source.lone[place]) }
    }
    loneRepeated.sort { ($0.place, $0.count) < ($1.place, $1.count) }
    take(rowStarts, greatPlaces, scratch: scratch)
    if let sums = task.sums { tell(sums, scratch: scratch) }
  }

  /// Enters texts that have a gram once.
  ///
  /// What is known of a gram, the row of an entry and the line that the row writes to next are
  /// called for early: a quarter of the time went by waiting for the last.
  @inline(__always)
  private func enter(
    _ places: Range<Int>, of source: Source, upTo end: Int, _ task: Task, _ scratch: AssemblyScratch
  ) {
    let (rows, out, entries) = (scratch.rows.view, scratch.numbers.view, source.entries)
    let (grams, once) = (task.grams, task.once)
    let last = end &- 1
    if source.high.count > 0 {
      for place in places {
        let entry = entries[place]
        let gram = grams[source.wideName(place, entry)]
        Self.enter(gram.number, once[Int(gram.kind)], rows, Int(entry &>> 16), out)
      }
    } else {
      let base = source.base
      for place in places {
        let soon = entries[min(place &+ 16, last)]
        rows.prefetch(Int(soon &>> 16))
        grams.prefetch(base &+ Int(soon & 0xFFFF))
        let entry = entries[place]
        let gram = grams[base &+ Int(entry & 0xFFFF)]
        Self.enter(gram.number, once[Int(gram.kind)], rows, Int(entry &>> 16), out)
      }
    }
  }

  @inline(__always)
  private static func enter(
    _ number: UInt32, _ square: UInt64, _ rows: RawBuffer<AssemblyScratch.Row>.View, _ row: Int,
    _ out: RawBuffer<UInt32>.View
  ) {
    let state = rows[row]
    let target = Int(state.cursor)
    out[target] = number
    out.prefetch(target &+ 16)
    let (low, carry) = state.low.addingReportingOverflow(square)
    rows[row] = AssemblyScratch.Row(
      low: low, high: state.high &+ (carry ? 1 : 0), cursor: state.cursor &+ 1)
  }

  /// Enters a text that has a gram more than once.
  @inline(never)
  private func enterRepeated(
    _ place: Int, count: UInt32, of source: Source, _ task: Task, _ scratch: AssemblyScratch
  ) -> (row: Int, target: Int) {
    let entry = source.entries[place]
    let gram = task.grams[source.wideName(place, entry)]
    let row = Int(entry &>> 16)
    let target = Int(scratch.rows.view[row].cursor)
    let square = ExactSquare.units(of: task.term(count) * task.factors[Int(gram.kind)])
    Self.enter(
      gram.number, UInt64(truncatingIfNeeded: square), scratch.rows.view, row, scratch.numbers.view)
    scratch.rows.view[row].high &+= UInt64(truncatingIfNeeded: square &>> 64)
    lone.view[row] &-= count &- 1
    scratch.counts.view[target] = count < 256 ? UInt8(truncatingIfNeeded: count) : 0
    return (row, target)
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
          squares: rows[row].squares,
          entries: Int(ends[row]) - start, lone: Int(lone[row]),
          loneRepeated: first < again ? loneRepeated[first..<again].map(\.count) : []))
      start = Int(ends[row])
    }
  }

  /// Gives each row its room in the scratch: where the rows start.
  private func layOut(
    _ sources: [Source], starts: RawBuffer<BucketGrams.Starts>.View,
    ends: RawBuffer<BucketGrams.Starts>.View,
    scratch: AssemblyScratch
  ) -> [UInt32] {
    scratch.rows.resize(to: texts.count)
    scratch.rows.fill(with: AssemblyScratch.Row(low: 0, high: 0, cursor: 0))
    let (rows, lone) = (scratch.rows.view, lone.view)
    var room = 0
    for row in 0..<texts.count { room += Int(lone[row]) }
    if room <= scratch.roomyGrams {
      for row in 0..<texts.count { rows[row].cursor = lone[row] }
    } else {
      for (index, source) in sources.enumerated() {
        let first = Int(starts[index].entries) + source.offset
        for place in first..<Int(ends[index].entries) + source.offset {
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

  /// Adds a gram that one of the texts alone has, more than once.
  private func addLone(_ gram: BucketGrams.Repeat) {
    let row = Int(gram.place) - texts.lowerBound
    lone.view[row] &-= gram.count
    loneRepeated.append(
      BucketGrams.Repeat(place: UInt32(truncatingIfNeeded: row), count: gram.count))
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
    /// The squares of its weights so far, the last 64 bits and those before them.
    var low: UInt64
    var high: UInt64
    /// Where its next entry goes.
    var cursor: UInt32

    /// The squares of its weights.
    var squares: UInt128 { UInt128(high) &<< 64 | UInt128(low) }
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
