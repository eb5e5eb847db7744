internal import CCentoKernels
internal import CentoParallel

/// The lists of a block, made of entries that were dealt, each of which becomes a link on the way.
struct WindowLists {
  /// See `WindowIndex`.
  let starts: RawBuffer<UInt32>
  let once: RawBuffer<UInt16>
  let often: RawBuffer<UInt32>

  /// The lists; `dealt.entries` are links afterwards.
  init(_ dealt: DealtHeads, features: Int, in room: WindowRoom, threads: Int) {
    let (starts, once, often) = (room.starts, room.once, room.often)
    starts.resize(to: 2 * features + 2)
    let sizes = Parallel.map(count: DealtHeads.ranges, threads: threads) { range in
      Self.count(range, of: dealt, starts.view)
    }
    // An end stands before all lists.
    var begins: [Size] = [Size(once: 1, often: 1)]
    for size in sizes {
      let last = begins[begins.count - 1]
      begins.append(Size(once: last.once + size.once, often: last.often + size.often))
    }
    let (begin, all) = (begins, begins[sizes.count])
    once.resize(to: Int(all.once))
    often.resize(to: Int(all.often))
    once.view[0] = UInt16(CENTO_LIST_END)
    often.view[0] = Self.oftenEnd
    (starts.view[2 * features], starts.view[2 * features + 1]) = (all.once, all.often)
    Parallel.forEach(count: DealtHeads.ranges, threads: threads) { range in
      let next = RawBuffer<UInt32>(repeating: 0, count: 2 * dealt.ranks(range).count)
      let lists = (starts.view, once.view, often.view)
      Self.lay(out: dealt.ranks(range), from: begin[range], lists, next.view)
      Self.fill(range, of: dealt, lists, next.view)
    }
    (self.starts, self.once, self.often) = (starts, once, often)
  }

  private typealias Lists = (
    starts: RawBuffer<UInt32>.View, once: RawBuffer<UInt16>.View, often: RawBuffer<UInt32>.View
  )

  private struct Size {
    var once: UInt32
    var often: UInt32
  }

  private static let oftenEnd = UInt32(CENTO_LIST_END) << UInt32(CENTO_OFTEN_SHIFT)

  /// Counts the postings of each rank of a range, to where its lists will start.
  ///
  /// - Returns: How many places the lists take with their ends.
  private static func count(
    _ range: Int, of dealt: DealtHeads, _ counts: RawBuffer<UInt32>.View
  ) -> Size {
    let (ranks, entries) = (dealt.ranks(range), dealt.entries.view)
    for rank in ranks { (counts[2 * rank], counts[2 * rank + 1]) = (0, 0) }
    for place in dealt.entries(range) {
      let entry = DealtEntry(bits: entries[place])
      counts[2 &* Int(entry.rank) &+ (entry.isOften ? 1 : 0)] &+= 1
    }
    var size = Size(once: 0, often: 0)
    for rank in ranks {
      let (once, often) = (counts[2 * rank], counts[2 * rank + 1])
      size.once &+= once &+ (once > 0 ? 1 : 0)
      size.often &+= often &+ (often > 0 ? 1 : 0)
    }
    return size
  }

  /// Turns counts into starts, writes the ends of lists, and to `next` where they stand; 0 for lists
  /// of none.
  private static func lay(
    out ranks: Range<Int>, from begin: Size, _ lists: Lists, _ next: RawBuffer<UInt32>.View
  ) {
    var (one, other) = (begin.once, begin.often)
    for rank in ranks {
      let (many, more) = (lists.starts[2 * rank], lists.starts[2 * rank + 1])
      (lists.starts[2 * rank], lists.starts[2 * rank + 1]) = (one, other)
      let counter = 2 * (rank - ranks.lowerBound)
      if many > 0 {
        lists.once[Int(one &+ many)] = UInt16(CENTO_LIST_END)
        next[counter] = one &+ many
        one &+= many &+ 1
      }
      if more > 0 {
        lists.often[Int(other &+ more)] = oftenEnd
        next[counter + 1] = other &+ more
        other &+= more &+ 1
      }
    }
  }

  /// Writes the postings of a range from their ends on, and in place of each entry what follows it.
  private static func fill(
    _ range: Int, of dealt: DealtHeads, _ lists: Lists, _ next: RawBuffer<UInt32>.View
  ) {
    let (entries, first) = (dealt.entries.view, dealt.ranks(range).lowerBound)
    let (once, often) = (lists.once, lists.often)
    for place in dealt.entries(range).reversed() {
      let entry = DealtEntry(bits: entries[place])
      let counter = 2 &* (Int(entry.rank) &- first)
      let (at, other) = (next[counter], next[counter &+ 1])
      entries[place] =
        WindowIndex.Link(
          start: at, next: once[Int(at)], nextOften: often[Int(other)] &>> UInt32(CENTO_OFTEN_SHIFT)
        ).bits
      if entry.isOften {
        often[Int(other) &- 1] = entry.oftenPosting
        next[counter &+ 1] = other &- 1
      } else {
        once[Int(at) &- 1] = entry.row
        next[counter] = at &- 1
      }
    }
  }
}
