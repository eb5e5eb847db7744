internal import CentoParallel

/// Some texts on their way from length to length: the name of the gram at each place, and what
/// has been found so far.
///
/// Sendable because one task at a time works on a block, save `look(up:in:)`, whose calls for
/// different shards write to disjoint places.
final class SharedBlock: @unchecked Sendable {
  /// A gram on its way to a shard.
  struct Dealt: BitwiseCopyable, Sendable {
    var key: UInt64
    /// The place in the block.
    var place: UInt32
    /// How many units have the text.
    var units: UInt32
  }

  /// What one length found: for each text the grams that another text has too.
  struct Level {
    /// The end of each text's grams.
    var ends: Parked<UInt32>
    /// The numbers of the grams, in the order of their first places.
    var numbers: Parked<UInt32>
    /// The entries of the grams that a text has more than once, ascending, and how often.
    var repeated: Parked<Repeats.Entry>
  }

  /// The texts, by their place in the corpus.
  let texts: Range<Int>
  private(set) var levels: [Level] = []
  /// For each text the number of grams that it has once and no other text has.
  private(set) var lone: RawBuffer<UInt32>
  /// A text, from the block's first, and how often it has a gram that no other text has.
  let loneRepeated = RawBuffer<Repeats.Entry>()

  /// Where each text starts in the block; one entry more than texts.
  private var starts: [UInt32] = []
  /// At each place the number of the gram from there on, from 1; 0 if it is of one text only.
  private var names = Parked<UInt32>()
  /// The same for the length that is being counted, where only a part of the shards is at a time.
  private var next = Parked<UInt32>()
  private var repeats = Parked<Repeats.Entry>()
  /// Where each text's repetitions end.
  private var repeatEnds: [UInt32] = []
  private var dealt = RawBuffer<Dealt>()
  private var dealtStarts: [Int] = []

  init(texts: Range<Int>) {
    self.texts = texts
    lone = RawBuffer(repeating: 0, count: texts.count)
  }

  /// The places of the grams of `length` in text `row` of the block.
  private func places(_ row: Int, length: Int) -> Range<Int> {
    let start = Int(starts[row])
    return start..<max(start, Int(starts[row + 1]) - length + 1)
  }

  // MARK: The shortest grams

  /// Lays the texts out, finds where each repeats itself, and gives the keys of the shortest grams.
  func begin(length: Int, text: (Int) -> [UInt32], scratch: SharedScratch) {
    let keys = scratch.keys
    keys.resize(to: 0)
    let isLaidOut = !starts.isEmpty
    if !isLaidOut {
      starts.reserveCapacity(texts.count + 1)
      starts.append(0)
      repeatEnds.reserveCapacity(texts.count)
    }
    for (row, index) in texts.enumerated() {
      append(WhiteSpaceRuns.collapsed(text(index)), length: length, to: keys)
      if isLaidOut { continue }
      starts.append(UInt32(truncatingIfNeeded: keys.count))
      scratch.repeats.find(in: keys.view, places(row, length: length), into: repeats.buffer)
      repeatEnds.append(UInt32(truncatingIfNeeded: repeats.buffer.count))
    }
    leaveOutRepeats(scratch)
  }

  /// Appends a key for each place: 0 where no gram of `length` fits.
  private func append(_ text: [UInt32], length: Int, to keys: RawBuffer<UInt64>) {
    // One more than the scalar, so that no key is 0; 21 bits hold it.
    let base = keys.count
    keys.resize(to: base + text.count)
    let out = keys.view
    let mask: UInt64 = (1 << UInt64(21 * length)) - 1
    var window: UInt64 = 0
    var place = base - length + 1
    for scalar in text {
      window = (window &<< 21 | UInt64(scalar &+ 1)) & mask
      if place >= base { out[place] = window }
      place += 1
    }
    for rest in max(base, place)..<base + text.count { out[rest] = 0 }
  }

  // MARK: Longer grams

  /// The keys of the grams of `length`, from the names of those one shorter: a gram is the pair
  /// of the gram that it begins with and the gram that it ends with.
  func fill(length: Int, scratch: SharedScratch) {
    let keys = scratch.keys
    let names = names.buffer.view
    keys.resize(to: names.count)
    keys.fill(with: 0)
    let out = keys.view
    for row in 0..<texts.count {
      let range = places(row, length: length)
      if range.isEmpty { continue }
      var head = UInt64(names[range.lowerBound])
      for place in range {
        let tail = UInt64(names[place + 1])
        out[place] = head == 0 || tail == 0 ? 0 : head &<< 32 | tail
        head = tail
      }
    }
    leaveOutRepeats(scratch)
  }

  /// Takes the places out whose gram stands earlier in its text.
  private func leaveOutRepeats(_ scratch: SharedScratch) {
    let (keys, again) = (scratch.keys.view, repeats.buffer.view)
    for index in 0..<again.count { keys[Int(again[index].place)] = 0 }
  }

  // MARK: Counting

  /// Deals the grams that may stand in two texts to some shards; all of them without a sieve.
  ///
  /// - Parameter shards: Those that are counted now; the others have been or will be.
  func deal(
    _ sieve: GramSieve?, to shards: Range<Int>, units: (Int) -> UInt32, scratch: SharedScratch
  ) {
    let keys = scratch.keys.view
    if shards.lowerBound == 0 {
      let names = RawBuffer<UInt32>(repeating: 0, count: keys.count)
      // Until all shards have been counted the keys are made of the names one shorter.
      next.set(names)
    }
    scratch.kept.resize(to: keys.count + 1)
    let kept = scratch.kept.view
    // Every key is written and the next one overwrites it unless it is wanted: whether a gram
    // repeats cannot be foretold, and a branch on it would wait for the sieve's memory.
    var found = 0
    for row in 0..<texts.count {
      let weight = units(texts.lowerBound + row)
      for place in Int(starts[row])..<Int(starts[row + 1]) {
        let key = keys[place]
        kept[found] = Dealt(key: key, place: UInt32(truncatingIfNeeded: place), units: weight)
        found &+= key != 0 ? 1 : 0
      }
    }
    if let sieve {
      let nonzero = found
      found = 0
      for index in 0..<nonzero {
        let entry = kept[index]
        kept[found] = entry
        found &+= sieve.mayRepeat(SharedHash.mixed(entry.key)) ? 1 : 0
      }
    }
    if shards.count < GramShards.count {
      let all = found
      found = 0
      for index in 0..<all {
        let entry = kept[index]
        kept[found] = entry
        let shard = Int(truncatingIfNeeded: SharedHash.mixed(entry.key) & 63)
        found &+= shards.contains(shard) ? 1 : 0
      }
    }
    var counts = InlineArray<64, Int>(repeating: 0)
    for index in 0..<found {
      counts[Int(truncatingIfNeeded: SharedHash.mixed(kept[index].key) & 63)] &+= 1
    }
    dealtStarts = [Int](repeating: 0, count: GramShards.count + 1)
    for shard in 0..<GramShards.count {
      dealtStarts[shard + 1] = dealtStarts[shard] + counts[shard]
      counts[shard] = dealtStarts[shard]
    }
    dealt.resize(to: found)
    let out = dealt.view
    for index in 0..<found {
      let entry = kept[index]
      let shard = Int(truncatingIfNeeded: SharedHash.mixed(entry.key) & 63)
      out[counts[shard]] = entry
      counts[shard] &+= 1
    }
  }

  /// Counts the grams of one shard, whose raw names come to stand at their places.
  func look(up shard: Int, in table: SharedTable) {
    table.add(
      dealt.view, dealtStarts[shard]..<dealtStarts[shard + 1], shard: shard,
      names: next.buffer.view)
  }

  /// Gives back what was dealt, once it is counted.
  ///
  /// - Parameter isLast: Whether all shards have been counted.
  func forgetDealt(isLast: Bool) {
    dealt = RawBuffer()
    guard isLast else { return }
    (names, next) = (next, Parked())
  }

  // MARK: The end of a length

  /// Replaces raw names by numbers, keeps what was found and extends the repetitions by one.
  ///
  /// - Parameters:
  ///   - names: The number of each raw name; see `SharedTable.number`.
  ///   - offsets: Where each shard's names begin.
  ///   - keeps: Whether grams of this length are wanted.
  ///   - isLast: Whether no longer ones are.
  /// - Returns: The number of places from which a shared gram may go on.
  func end(
    length: Int, names raw: RawBuffer<UInt32>.View, offsets: [Int], keeps: Bool, isLast: Bool,
    scratch: SharedScratch
  ) -> Int {
    let (names, again) = (names.buffer.view, repeats.buffer.view)
    var open = 0
    for place in 0..<names.count {
      let name = names[place]
      guard name != 0 else { continue }
      let number =
        raw[
          offsets[Int(name & UInt32(GramShards.count - 1))]
            + Int(name &>> GramShards.numberShift)]
      names[place] = number
      open += number != 0 ? 1 : 0
    }
    if keeps { keep(length: length, scratch: scratch) }
    guard !isLast else { return 0 }
    for index in 0..<again.count {
      names[Int(again[index].place)] = names[Int(again[index].first)]
    }
    let longer = RawBuffer<Repeats.Entry>()
    var start = 0
    for row in 0..<texts.count {
      scratch.repeats.extend(
        again, start..<Int(repeatEnds[row]), in: places(row, length: length + 1), into: longer)
      start = Int(repeatEnds[row])
      repeatEnds[row] = UInt32(truncatingIfNeeded: longer.count)
    }
    repeats.set(longer)
    return open
  }

  private func keep(length: Int, scratch: SharedScratch) {
    let (names, again, lone) = (names.buffer.view, repeats.buffer.view, lone.view)
    // How often a gram comes again, at its first place; a repetition itself is marked.
    let more = scratch.zeros(names.count)
    for index in 0..<again.count {
      more[Int(again[index].first)] &+= 1
      more[Int(again[index].place)] = .max
    }
    let ends = RawBuffer<UInt32>(capacity: texts.count)
    let found = scratch.numbers
    found.resize(to: names.count)
    let numbers = found.view
    let repeated = RawBuffer<Repeats.Entry>()
    var count = 0
    for row in 0..<texts.count {
      for place in places(row, length: length) {
        let (name, extra) = (names[place], more[place])
        if extra == .max { continue }
        if name != 0 {
          if extra != 0 {
            repeated.append(
              Repeats.Entry(place: UInt32(truncatingIfNeeded: count), first: extra &+ 1))
          }
          numbers[count] = name &- 1
          count += 1
        } else if extra == 0 {
          lone[row] &+= 1
        } else {
          loneRepeated.append(
            Repeats.Entry(place: UInt32(truncatingIfNeeded: row), first: extra &+ 1))
        }
      }
      ends.append(UInt32(truncatingIfNeeded: count))
    }
    for index in 0..<again.count {
      more[Int(again[index].first)] = 0
      more[Int(again[index].place)] = 0
    }
    let exact = RawBuffer<UInt32>(capacity: count)
    exact.resize(to: count)
    let copy = exact.view
    for index in 0..<count { copy[index] = numbers[index] }
    levels.append(
      Level(ends: Parked(ends), numbers: Parked(exact), repeated: Parked(repeated)))
  }

  // MARK: Memory

  /// Sets aside what is not needed before the block is met again.
  ///
  /// - Parameter isChanged: Whether names may have been written since they came back.
  func park(in file: SpillFile?, isChanged: Bool = true) {
    guard let file else { return }
    names.park(in: file, isChanged: isChanged)
    next.park(in: file, isChanged: isChanged)
    repeats.park(in: file, isChanged: isChanged)
    parkLevels(in: file)
  }

  /// Brings back what counting needs: all but the lengths that are done.
  func recall(from file: SpillFile?) {
    guard let file else { return }
    names.recall(from: file)
    next.recall(from: file)
    repeats.recall(from: file)
  }

  /// Sets aside what was found.
  func parkLevels(in file: SpillFile?) {
    guard let file else { return }
    for place in levels.indices {
      levels[place].ends.park(in: file, isChanged: false)
      levels[place].numbers.park(in: file, isChanged: false)
      levels[place].repeated.park(in: file, isChanged: false)
    }
  }

  /// Brings back what was found.
  func recallLevels(from file: SpillFile?) {
    guard let file else { return }
    for place in levels.indices {
      levels[place].ends.recall(from: file)
      levels[place].numbers.recall(from: file)
      levels[place].repeated.recall(from: file)
    }
  }

  /// Gives back what only counting needs.
  func finish() {
    names = Parked()
    repeats = Parked()
    starts = []
    repeatEnds = []
    dealtStarts = []
  }
}

/// Memory that the blocks of one worker use one after the other.
///
/// Sendable because one task at a time has it, from a `Pool`.
final class SharedScratch: @unchecked Sendable {
  let keys = RawBuffer<UInt64>()
  let kept = RawBuffer<SharedBlock.Dealt>()
  let numbers = RawBuffer<UInt32>()
  let repeats = Repeats()
  private let counts = RawBuffer<UInt32>()

  /// Moves the keys that are not 0 to the front; their number.
  func compactKeys() -> Int {
    let keys = keys.view
    var count = 0
    for place in 0..<keys.count {
      let key = keys[place]
      keys[count] = key
      count &+= key == 0 ? 0 : 1
    }
    return count
  }

  /// `count` zeros, to be left as zeros.
  func zeros(_ count: Int) -> RawBuffer<UInt32>.View {
    let known = counts.count
    if count > known {
      counts.resize(to: count)
      let view = counts.view
      for place in known..<count { view[place] = 0 }
    }
    return counts.view
  }
}
