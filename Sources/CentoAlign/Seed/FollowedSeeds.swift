internal import CentoParallel

/// The places of one text whose seeds are followed, and the later places that share them.
///
/// Both lie all over the memory. So each step is taken for many seeds before the next one, and what
/// the next one reads is called for. One is used again and again, so that its tables are made once.
struct FollowedSeeds {
  /// Place and slot of each seed.
  private let seeds = RawBuffer<UInt64>(capacity: Self.most)
  /// Where the pairs of each of some seeds end.
  private let ends = RawBuffer<Int>(capacity: Self.most)
  private let pairs = RawBuffer<UInt64>(capacity: Self.together + Background.often)

  /// The seeds that are gathered before they are followed.
  private static let most = 64
  /// The pairs of places from which on they are looked at.
  private static let together = 192
  /// The signs of a seed that is not long.
  private static let shortSeed = 5
  /// The places that a common seed is followed to.
  private static let neighbours = 8

  /// Whether no seed should be added before they are drained.
  var isFull: Bool { seeds.count >= Self.most }

  /// Adds the seed of a place, which stands at a slot of the seeds' places.
  @inline(__always)
  func append(_ place: Int, _ slot: Int, _ background: Background) {
    background.seeds.view.prefetch(slot &+ 1)
    seeds.append(UInt64(truncatingIfNeeded: place) << 32 | UInt64(truncatingIfNeeded: slot))
  }

  /// Calls `body` with pairs of places that share a seed and continue no other hit, the own place
  /// above the later one, which is among the partners; again and again until all seeds are followed,
  /// then forgets them.
  @inline(__always)
  func drain(
    _ background: Background, _ texts: RangeIndex, in partners: Range<Int>,
    _ body: (_ pairs: RawBuffer<UInt64>) -> Void
  ) {
    let seeds = seeds.view
    let occurrences = background.seeds.view
    let signs = background.signs.view
    var first = 0
    while first < seeds.count {
      pairs.resize(to: 0)
      ends.resize(to: 0)
      var next = first
      while next < seeds.count, pairs.count < Self.together {
        add(seeds[next], occurrences, partners, signs, background)
        ends.append(pairs.count)
        next += 1
      }
      var (start, kept) = (0, 0)
      for seed in first..<next {
        let end = ends.view[seed - first]
        kept = keep(start..<end, of: Int(seeds[seed] >> 32), from: kept, signs, background)
        start = end
      }
      pairs.resize(to: kept)
      for pair in 0..<kept { texts.prefetch(Int(pairs.view[pair] & 0xFFFF_FFFF)) }
      body(pairs)
      first = next
    }
    self.seeds.resize(to: 0)
  }

  /// Adds the later places that share a seed.
  @inline(__always)
  private func add(
    _ seed: UInt64, _ occurrences: RawBuffer<UInt32>.View, _ partners: Range<Int>,
    _ signs: RawBuffer<SeedSign>.View, _ background: Background
  ) {
    let (first, end) = (UInt32(partners.lowerBound), UInt32(partners.upperBound))
    let isCommon = background.isCommon(Int(seed >> 32))
    let most = isCommon ? Self.neighbours : Background.often
    pairs.resize(to: pairs.count + most)
    let view = pairs.view
    let own = seed & ~0xFFFF_FFFF
    var next = view.count &- most
    var slot = Int(seed & 0xFFFF_FFFF)
    let last = slot &+ most
    while slot < last, occurrences[slot] < SeedPlaces.last {
      slot &+= 1
      let other = occurrences[slot] & ~SeedPlaces.last
      if other < first { continue }
      if other >= end { break }
      // What may tell that it continues a hit: the sign before it, and the one before its seed.
      signs.prefetch(Int(other) &- 1)
      signs.prefetch(Int(other) &- Self.shortSeed)
      view[next] = own | UInt64(other)
      next &+= 1
    }
    pairs.resize(to: next)
  }

  /// Moves the pairs of one seed that continue no other hit to those that are kept; gives the number
  /// of these.
  ///
  /// Every pair is written and kept or not without a branch.
  @inline(__always)
  private func keep(
    _ range: Range<Int>, of place: Int, from kept: Int, _ signs: RawBuffer<SeedSign>.View,
    _ background: Background
  ) -> Int {
    let view = pairs.view
    var next = kept
    let test = background.isCommon(place) ? .none : continuation(of: place, signs, background)
    for index in range {
      let pair = view[index]
      let other = Int(pair & 0xFFFF_FFFF)
      view[next] = pair
      switch test {
      case .none: next &+= 1
      case .length(let length):
        next &+= UInt32(signs[other &- 1].seedLength) == length ? 0 : 1
      case .lengthAndSign(let length, let sign):
        let isSame = UInt32(signs[other &- 1].seedLength) == length
        next &+= isSame && signs[other &- Int(length)].equals(sign) ? 0 : 1
      case .long: next &+= continuesLong(place, other, signs, background) ? 0 : 1
      }
    }
    return next
  }

  /// What tells that the places before two places share a seed too, and so are a hit that grows into
  /// the same run.
  private enum Continuation {
    /// Nothing: no place before shares a seed.
    case none
    /// A seed of this length before the other place.
    case length(UInt32)
    /// A seed of this length before it, and this sign where that seed's text begins one earlier.
    case lengthAndSign(UInt32, SeedSign)
    /// Seeds longer than their signs say.
    case long
  }

  /// The test of the places that share the seed of a place.
  ///
  /// A common seed is not followed everywhere (see `SeedRuns`), so it continues nothing.
  @inline(__always)
  private func continuation(
    of place: Int, _ signs: RawBuffer<SeedSign>.View, _ background: Background
  ) -> Continuation {
    guard place > 0 else { return .none }
    let length = signs[place - 1].seedLength
    if length == SeedSign.long { return .long }
    let own = background.seedLength(place)
    guard length > 0, length <= own else { return .none }
    return length < own
      ? .length(UInt32(length)) : .lengthAndSign(UInt32(length), signs[place - length])
  }

  /// Whether the places before these share a seed that is longer than their signs say.
  private func continuesLong(
    _ place: Int, _ other: Int, _ signs: RawBuffer<SeedSign>.View, _ background: Background
  ) -> Bool {
    let length = background.seedLength(place - 1)
    guard signs[other - 1].seedLength == SeedSign.long, background.seedLength(other - 1) == length
    else { return false }
    let own = background.seedLength(place)
    if length < own { return true }
    return length == own && signs[place - length].equals(signs[other - length])
  }
}
