internal import CentoParallel

/// Where the seeds that are followed occur, seed by seed, and each place's own among them.
struct SeedPlaces: Sendable {
  /// The places of each seed in order, seed after seed; the last of each is marked with `last`.
  private let occurrences: RawBuffer<UInt32>
  /// The places among them, a bit for every sign.
  private let bits: RawBuffer<UInt64>
  /// How many there are before every 64th sign.
  private let ranks = RawBuffer<UInt32>()
  /// Where each of these places stands among the occurrences, in order of place.
  private let slots = RawBuffer<UInt32>()

  /// The mark of the last occurrence of a seed.
  static let last: UInt32 = 1 << 31

  /// No places among so many signs.
  init(of signs: Int) {
    bits = RawBuffer(repeating: 0, count: signs / 64 + 1)
    // Room that is never written takes no memory.
    occurrences = RawBuffer(capacity: signs)
  }

  /// Adds the places of some seeds.
  mutating func append(_ places: [UInt32]) {
    let bits = bits.view
    for place in places {
      occurrences.append(place)
      let place = Int(place & ~Self.last)
      bits[place >> 6] |= 1 << UInt64(place & 63)
    }
  }

  /// Numbers the places; to be called once, after the last of them.
  mutating func finish(threads: Int) {
    var count: UInt32 = 0
    for word in 0..<bits.count {
      ranks.append(count)
      count &+= UInt32(truncatingIfNeeded: bits.view[word].nonzeroBitCount)
    }
    slots.resize(to: occurrences.count)
    let (places, slots, numbered) = (occurrences.view, slots.view, self)
    let blocks = Parallel.blocks(of: places.count, size: 1 << 16)
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      for slot in blocks[block] {
        slots[numbered.rank(Int(places[slot] & ~Self.last))] = UInt32(truncatingIfNeeded: slot)
      }
    }
  }

  /// The places before a sign.
  private func rank(_ sign: Int) -> Int {
    let word = sign >> 6
    return Int(ranks.view[word])
      &+ (bits.view[word] & (1 << UInt64(sign & 63) &- 1)).nonzeroBitCount
  }

  /// The places of each seed; after `slot` those that share its seed, up to the marked one.
  var view: RawBuffer<UInt32>.View { occurrences.view }

  /// Calls `body` with every place of a range where a seed ends, and where it stands in `view`.
  @inline(__always)
  func forEach(in range: Range<Int>, _ body: (_ place: Int, _ slot: Int) -> Void) {
    guard !range.isEmpty else { return }
    let (bits, slots) = (bits.view, slots.view)
    var number = rank(range.lowerBound)
    var word = range.lowerBound >> 6
    var rest = bits[word] & (~0 << UInt64(range.lowerBound & 63))
    while true {
      while rest != 0 {
        let place = word << 6 | rest.trailingZeroBitCount
        if place >= range.upperBound { return }
        body(place, Int(slots[number]))
        number &+= 1
        rest &= rest &- 1
      }
      word &+= 1
      if word << 6 >= range.upperBound { return }
      rest = bits[word]
    }
  }
}
