internal import CentoParallel

/// Where the seeds that are followed occur, seed by seed, and each place's own among them.
///
/// Texts are compared with later ones, a part of them after the other: only the places of one part
/// know where they stand among the occurrences, and what lies before it is forgotten.
struct SeedPlaces: Sendable {
  /// The places of each seed in order, seed after seed; the last of each is marked with `last`.
  private let occurrences: RawBuffer<UInt32>
  /// The places among them, a bit for every sign.
  private let bits: RawBuffer<UInt64>
  /// How many there are before every 64th sign.
  private let ranks = RawBuffer<UInt32>()
  /// Where each of these places that is in the part stands among the occurrences, in order of place.
  private let slots = RawBuffer<UInt32>()
  /// How many there are before the part.
  private var first = 0
  /// The sign before which the occurrences are forgotten.
  private var forgotten = 0

  /// The mark of the last occurrence of a seed.
  static let last: UInt32 = 1 << 31

  /// No places among so many signs.
  init(of signs: Int) {
    bits = RawBuffer(capacity: signs / 64 + 1)
    bits.resize(to: signs / 64 + 1)
    // Room that is never written takes no memory.
    occurrences = RawBuffer(capacity: signs)
    occurrences.spreadOverLargePages()
  }

  /// Adds the places of some seeds.
  func append(_ places: [UInt32]) {
    occurrences.append(places)
  }

  /// Counts the places; to be called once, after the last of them.
  func finish() {
    bits.fill(with: 0)
    let (bits, places) = (bits.view, occurrences.view)
    for slot in 0..<places.count {
      let place = Int(places[slot] & ~Self.last)
      bits[place >> 6] |= 1 << UInt64(place & 63)
    }
    var count: UInt32 = 0
    for word in 0..<bits.count {
      ranks.append(count)
      count &+= UInt32(truncatingIfNeeded: bits[word].nonzeroBitCount)
    }
  }

  /// Goes to a part of the signs, after the parts before it.
  mutating func go(to part: Range<Int>, threads: Int) {
    // A fourth at a time: all that is left is moved.
    if (part.lowerBound - forgotten) * 4 >= bits.count * 64 {
      forget(before: UInt32(part.lowerBound))
      forgotten = part.lowerBound
    }
    first = rank(part.lowerBound)
    slots.resize(to: rank(part.upperBound) - first)
    let (places, slots, numbered) = (occurrences.view, slots.view, self)
    let blocks = Parallel.blocks(of: places.count, size: 1 << 16)
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      for slot in blocks[block] {
        let place = Int(places[slot] & ~Self.last)
        guard part.contains(place) else { continue }
        slots[numbered.rank(place) - numbered.first] = UInt32(truncatingIfNeeded: slot)
      }
    }
  }

  /// Leaves out the occurrences before a sign: seeds are followed to later places alone.
  private func forget(before sign: UInt32) {
    guard sign > 0 else { return }
    let view = occurrences.view
    var kept = 0
    for slot in 0..<view.count where view[slot] & ~Self.last >= sign {
      view[kept] = view[slot]
      kept += 1
    }
    occurrences.resize(to: kept)
    occurrences.releaseSpare()
  }

  /// The places before a sign.
  private func rank(_ sign: Int) -> Int {
    let word = sign >> 6
    return Int(ranks.view[word])
      &+ (bits.view[word] & (1 << UInt64(sign & 63) &- 1)).nonzeroBitCount
  }

  /// The places of each seed; after `slot` those that share its seed, up to the marked one.
  var view: RawBuffer<UInt32>.View { occurrences.view }

  /// Calls `body` with every place of a range of the part where a seed ends, and where it stands in
  /// `view`.
  @inline(__always)
  func forEach(in range: Range<Int>, _ body: (_ place: Int, _ slot: Int) -> Void) {
    guard !range.isEmpty else { return }
    let (bits, slots) = (bits.view, slots.view)
    var number = rank(range.lowerBound) &- first
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
