internal import CCentoKernels
internal import CentoParallel

/// The lists of a block, made of entries that were dealt, each of which becomes a link on the way.
struct WindowLists {
  /// See `WindowIndex`.
  let features: RawBuffer<UInt64>
  let starts: RawBuffer<UInt32>
  let once: RawBuffer<UInt16>
  let often: RawBuffer<UInt32>

  /// The lists; `dealt.entries` are links afterwards.
  init(_ dealt: DealtHeads, features: Int, in room: WindowRoom, threads: Int) {
    let (starts, once, often, counters) = (room.starts, room.once, room.often, room.counters)
    let listed = ListedFeatures(of: features, in: room.features)
    let pool = Pool { RawBuffer<UInt32>() }
    let sizes = Parallel.map(count: DealtHeads.ranges, threads: threads) { range in
      pool.with { Self.count(range, of: dealt, listed, counters[range], numbers: $0) }
    }
    // An end stands before all lists.
    var begins: [Size] = [Size(features: 0, once: 1, often: 1)]
    for size in sizes { begins.append(begins[begins.count - 1] + size) }
    let (begin, all) = (begins, begins[sizes.count])
    starts.resize(to: 2 * all.features + 2)
    // Sixteen more than there are: kernels may read them.
    once.reserve(Int(all.once) + 16 - once.count)
    once.resize(to: Int(all.once))
    often.resize(to: Int(all.often))
    once.view[0] = UInt16(CENTO_LIST_END)
    often.view[0] = Self.oftenEnd
    (starts.view[2 * all.features], starts.view[2 * all.features + 1]) = (all.once, all.often)
    Parallel.forEach(count: DealtHeads.ranges, threads: threads) { range in
      let lists = (starts.view, once.view, often.view)
      listed.count(dealt.ranks(range), from: begin[range].features)
      Self.lay(out: counters[range], from: begin[range], lists)
      Self.fill(range, of: dealt, lists, counters[range].view)
    }
    (self.features, self.starts, self.once, self.often) = (room.features, starts, once, often)
  }

  private typealias Lists = (
    starts: RawBuffer<UInt32>.View, once: RawBuffer<UInt16>.View, often: RawBuffer<UInt32>.View
  )

  /// The features of a range, and how many places their lists take with their ends.
  private struct Size {
    var features: Int
    var once: UInt32
    var often: UInt32

    static func + (a: Size, b: Size) -> Size {
      Size(features: a.features + b.features, once: a.once + b.once, often: a.often + b.often)
    }
  }

  private static let oftenEnd = UInt32(CENTO_LIST_END) << UInt32(CENTO_OFTEN_SHIFT)

  /// Numbers the features of a range, which entries are told by from here on, and counts the postings
  /// of each.
  ///
  /// - Parameter numbers: Where the number of each rank is noted.
  private static func count(
    _ range: Int, of dealt: DealtHeads, _ listed: ListedFeatures, _ counters: RawBuffer<UInt32>,
    numbers: RawBuffer<UInt32>
  ) -> Size {
    let (ranks, places, entries) = (dealt.ranks(range), dealt.entries(range), dealt.entries.view)
    listed.clear(ranks)
    for place in places { listed.insert(DealtEntry(bits: entries[place]).rank) }
    numbers.resize(to: ranks.count)
    let (first, number) = (ranks.lowerBound, numbers.view)
    let many = listed.number(ranks) { number[$0 &- first] = $1 }
    counters.resize(to: 2 * many)
    counters.fill(with: 0)
    let counts = counters.view
    for place in places {
      let entry = DealtEntry(bits: entries[place])
      let own = number[Int(entry.rank) &- first]
      entries[place] = entry.under(own).bits
      counts[2 &* Int(own) &+ (entry.isOften ? 1 : 0)] &+= 1
    }
    var size = Size(features: many, once: 0, often: 0)
    for feature in 0..<many {
      let (once, often) = (counts[2 * feature], counts[2 * feature + 1])
      size.once &+= once &+ (once > 0 ? 1 : 0)
      size.often &+= often &+ (often > 0 ? 1 : 0)
    }
    return size
  }

  /// Tells where the lists of a range start, writes their ends, and turns counts into where these
  /// stand; 0 for lists of none.
  private static func lay(out counters: RawBuffer<UInt32>, from begin: Size, _ lists: Lists) {
    let (next, first) = (counters.view, 2 * begin.features)
    var (one, other) = (begin.once, begin.often)
    for counter in stride(from: 0, to: next.count, by: 2) {
      let (many, more) = (next[counter], next[counter + 1])
      (lists.starts[first + counter], lists.starts[first + counter + 1]) = (one, other)
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
    let (entries, once, often) = (dealt.entries.view, lists.once, lists.often)
    for place in dealt.entries(range).reversed() {
      let entry = DealtEntry(bits: entries[place])
      let counter = 2 &* Int(entry.rank)
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
