internal import CentoParallel

/// The places of one gram, put in order of the sign after it; used again and again.
///
/// Sendable because one task at a time has it.
final class GramSplit: @unchecked Sendable {
  /// What the gram's places are worth as contexts.
  let rooms = ContextRooms()
  private let signs: RawBuffer<SeedSign>.View
  private let starts: TextStarts
  private let length: Int
  /// What tells the beginnings of texts in the place of `starts`, and will be read of the places that
  /// are ordered.
  private let seedLengths: RawBuffer<UInt8>.View?
  /// The sign after each gram, and below it the place of that sign.
  private let keys = RawBuffer<UInt64>()
  private let spare = RawBuffer<UInt64>()
  private let ownRuns = RawBuffer<UInt32>()
  private var count = 0

  /// For grams of this length; `seedLengths` may be asked for at the signs after them, and are
  /// `Background.textStart` where a text begins.
  init(
    signs: RawBuffer<SeedSign>.View, starts: TextStarts, length: Int,
    seedLengths: RawBuffer<UInt8>.View?
  ) {
    (self.signs, self.starts, self.length) = (signs, starts, length)
    self.seedLengths = seedLengths
  }

  /// The run of each place, where `rooms` has runs.
  var runs: RawBuffer<UInt32>.View { ownRuns.view }

  /// Whether two places of a longer gram are of one run, where there are runs.
  @inline(__always)
  func sharesRun(_ gram: Range<Int>) -> Bool {
    let runs = ownRuns.view
    for index in gram.lowerBound &+ 1..<gram.upperBound where runs[index] == runs[index &- 1] {
      return true
    }
    return false
  }

  /// Takes the places of a gram, in order of the sign after it, of equal signs in order of place.
  @inline(__always)
  func order(_ gram: GramGroups.Walk) {
    if rooms.hasRuns {
      orderWithRuns(gram)
    } else {
      gather(gram) { _, next in next }
    }
  }

  /// The same, with the run of each place: the place's number is sorted in its stead.
  private func orderWithRuns(_ gram: GramGroups.Walk) {
    let first = gram.group.lowerBound
    gather(gram) { index, _ in index &- first }
    ownRuns.resize(to: count)
    let (view, runs, numbers) = (keys.view, ownRuns.view, rooms.runs.view)
    for index in 0..<count {
      let number = Int(view[index] & 0xFFFF_FFFF)
      runs[index] = numbers[number]
      view[index] = view[index] & ~0xFFFF_FFFF | UInt64(gram[first &+ number] &+ length)
    }
  }

  /// Sorts the places by the sign after the gram; `low` says of an index of the group and the place of
  /// that sign what stands below it in the key.
  @inline(__always)
  private func gather(_ gram: GramGroups.Walk, low: (_ index: Int, _ next: Int) -> Int) {
    keys.resize(to: gram.group.count)
    let view = keys.view
    var (count, differing) = (0, UInt64(0))
    for index in gram.group {
      if let later = gram.later(than: index) {
        signs.prefetch(later &+ length)
        if let seedLengths {
          seedLengths.prefetch(later &+ length)
        } else {
          starts.prefetch(later &+ length)
        }
      }
      let next = gram[index] &+ length
      // The longer gram ends in the text if the next one does not begin there.
      if seedLengths.map({ $0[next] == Background.textStart }) ?? starts[next] { continue }
      let key = UInt64(signs[next].symbol) << 32 | UInt64(truncatingIfNeeded: low(index, next))
      view[count] = key
      differing |= key ^ view[0]
      count &+= 1
    }
    self.count = count
    // What goes on alike everywhere, as most of a long phrase does, is in order as it is.
    if differing >> 32 != 0 { sort() }
  }

  /// The last places of longer grams.
  struct Places {
    fileprivate let keys: RawBuffer<UInt64>.View

    /// Has the sign of a later place brought near: those of a large gram are no longer there.
    @inline(__always)
    func prefetch(_ signs: RawBuffer<SeedSign>.View, after index: Int) {
      if index &+ Self.ahead < keys.count { signs.prefetch(self[index &+ Self.ahead]) }
    }
    private static let ahead = 16

    /// A place.
    @inline(__always)
    subscript(index: Int) -> Int { Int(truncatingIfNeeded: keys[index] & 0xFFFF_FFFF) }
  }

  /// Calls `body` with the range of each longer gram among the places.
  @inline(__always)
  func forEach(_ body: (_ places: Places, _ gram: Range<Int>) -> Void) {
    let (view, count) = (keys.view, count)
    var start = 0
    while start < count {
      let end = Self.end(from: start, view, count)
      body(Places(keys: view), start..<end)
      start = end
    }
  }

  /// The end of the longer gram that is at `start`.
  @inline(__always)
  private static func end(
    from start: Int, _ view: RawBuffer<UInt64>.View, _ count: Int
  ) -> Int {
    let sign = view[start] >> 32
    var end = start &+ 1
    while end < count, view[end] >> 32 == sign { end &+= 1 }
    return end
  }

  /// Writes the beginnings of the grams that are in more than one place, and that are asked for, from
  /// `kept` on.
  @inline(__always)
  func write(
    to target: RawBuffer<UInt32>.View, _ kept: inout Int,
    where isWanted: (_ places: Places, _ gram: Range<Int>) -> Bool
  ) {
    let (view, count, length) = (keys.view, count, UInt32(truncatingIfNeeded: length))
    var (start, next) = (0, kept)
    while start < count {
      let end = Self.end(from: start, view, count)
      if end &- start > 1, isWanted(Places(keys: view), start..<end) {
        target[next] = (UInt32(truncatingIfNeeded: view[start]) &- length) | GramGroups.first
        next &+= 1
        for index in start &+ 1..<end {
          target[next] = UInt32(truncatingIfNeeded: view[index]) &- length
          next &+= 1
        }
      }
      start = end
    }
    kept = next
  }

  // MARK: Sorting

  @inline(__always)
  private func sort() {
    if count <= 64 {
      Self.insertionSort(keys.view, count)
    } else {
      Self.radixSort(keys, spare, count)
    }
  }

  @inline(__always)
  private static func insertionSort(_ keys: RawBuffer<UInt64>.View, _ count: Int) {
    guard count > 1 else { return }
    for index in 1..<count {
      let key = keys[index]
      var place = index
      while place > 0, keys[place &- 1] > key {
        keys[place] = keys[place &- 1]
        place &-= 1
      }
      keys[place] = key
    }
  }

  /// Sorts by bits 32 to 47, of equal ones the earlier first.
  private static func radixSort(
    _ keys: RawBuffer<UInt64>, _ spare: RawBuffer<UInt64>, _ count: Int
  ) {
    spare.resize(to: count)
    for (from, to, shift) in [(keys.view, spare.view, UInt64(32)), (spare.view, keys.view, 40)] {
      var ends = InlineArray<256, Int32>(repeating: 0)
      for index in 0..<count { ends[Int(from[index] >> shift & 0xFF)] &+= 1 }
      var sum: Int32 = 0
      for digit in 0..<256 {
        let size = ends[digit]
        ends[digit] = sum
        sum &+= size
      }
      for index in 0..<count {
        let digit = Int(from[index] >> shift & 0xFF)
        to[Int(ends[digit])] = from[index]
        ends[digit] &+= 1
      }
    }
  }
}
