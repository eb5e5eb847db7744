package import CentoParallel

/// What the corpus itself says of each sign: how surprising it is, and where its seed occurs again.
///
/// The weight of a sign is its surprisal under a model of all other articles (order 8, backing off
/// with a discount), so that what many sources say is cheap and one threshold serves every script.
/// Seeds are adaptive (Kiełbasa et al., Genome Research 2011): the shortest gram that ends at a
/// place and occurs at most `few` times (`often`, once it is as long as a phrase), so that their
/// number grows with the text and not with its square.
package struct Background: Sendable {
  /// The weight of each sign in hundredths of a bit.
  package let weights: RawBuffer<UInt16>
  /// The places of each seed in order, seed after seed; the last of each is marked with
  /// `lastOfSeed`.
  let occurrences: RawBuffer<UInt32>
  /// Where each place stands among the occurrences, if a seed ends there.
  let slots: RawBuffer<UInt32>
  /// The length of the seed that ends at each place, with `commonSeed` where more than `often`
  /// places share it and `pureSeed` where all places of its gram do; 0 where there is none.
  package let seedLengths: RawBuffer<UInt8>

  /// The mark of the last occurrence of a seed.
  static let lastOfSeed: UInt32 = 1 << 31
  /// The mark of the length of a seed that more than `often` places share.
  private static let commonSeed: UInt8 = 1 << 7
  /// The mark of the length of a seed that is the seed of every place where its gram ends, and not
  /// common.
  private static let pureSeed: UInt8 = 1 << 6
  /// The occurrences up to which the shortest seed joins all with all.
  static let few = 32
  /// The occurrences up to which a seed of a phrase's length does, so that a hundred copies are all
  /// found.
  static let often = 128
  /// The longest context of the model, and the sign itself.
  static let order = 8
  /// The signs of the longest seed: letters alone, at `Script.longestSeedShare`.
  static let longest = 36
  /// The most that a sign is worth, in hundredths of a bit.
  static let most: Int32 = 1200

  /// The length of the seed that ends at a place; 0 where there is none.
  @inline(__always)
  package func seedLength(_ place: Int) -> Int {
    Int(seedLengths.view[place] & (Self.pureSeed - 1))
  }

  /// Whether more than `often` places share the seed that ends at a place.
  @inline(__always)
  func isCommon(_ place: Int) -> Bool { seedLengths.view[place] & Self.commonSeed != 0 }

  /// Whether every place where the seed's gram ends has this seed, which is not common.
  @inline(__always)
  func isPure(_ place: Int) -> Bool { seedLengths.view[place] & Self.pureSeed != 0 }

  /// What these texts say of their signs.
  package init(of texts: [ReuseText], threads: Int) {
    let stream = ComparisonStream(texts, threads: threads)
    self.init(stream, articles: ReuseSearch.articles(texts, stream), threads: threads)
  }

  init(_ stream: ComparisonStream, articles: [Range<Int>], threads: Int) {
    let count = stream.count
    seedLengths = RawBuffer(repeating: 0, count: count)
    occurrences = RawBuffer(capacity: count)
    slots = RawBuffer()
    guard count > 0 else {
      weights = RawBuffer()
      return
    }
    let starts = TextStarts(stream)
    let (learnt, longer) = Self.learnt(
      stream, starts, RangeIndex(starts: [0] + articles.map(\.upperBound)), seedLengths,
      occurrences, threads)
    weights = learnt
    Self.linkLonger(longer, stream, seedLengths, occurrences, threads)
    // The grams are gone: their memory is that of the slots.
    slots.resize(to: count)
    let (slots, occurrences) = (slots.view, occurrences.view)
    let blocks = Parallel.blocks(of: occurrences.count, size: 1 << 16)
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      for slot in blocks[block] {
        slots[Int(occurrences[slot] & ~Self.lastOfSeed)] = UInt32(slot)
      }
    }
  }

  /// The weights of the signs, and the grams of the model's longest context; the model is gone then.
  private static func learnt(
    _ stream: ComparisonStream, _ starts: TextStarts, _ articles: RangeIndex,
    _ seedLengths: RawBuffer<UInt8>, _ occurrences: RawBuffer<UInt32>, _ threads: Int
  ) -> (RawBuffer<UInt16>, GramGroups) {
    let spare = RawBuffer<UInt32>(capacity: stream.count)
    spare.resize(to: stream.count)
    var groups = GramGroups(stream, starts: starts, spare: spare, threads: threads)
    var model = SurprisalModel(
      stream, starts: starts, articles: articles, spare: spare, threads: threads)
    // A seed has three signs at least.
    while groups.length <= Self.order {
      model.refine(groups)
      guard groups.length < Self.order else { break }
      _ = Self.link(groups, stream, seedLengths, occurrences, threads)
      groups.lengthen(wanted: nil, threads: threads)
    }
    return (model.weights(), groups)
  }

  /// Links the places whose seed is as long as these grams or longer.
  private static func linkLonger(
    _ groups: consuming GramGroups, _ stream: ComparisonStream, _ seedLengths: RawBuffer<UInt8>,
    _ occurrences: RawBuffer<UInt32>, _ threads: Int
  ) {
    while true {
      let open = Self.link(groups, stream, seedLengths, occurrences, threads)
      guard groups.length < Self.longest, open.contains(where: { !$0.isEmpty }) else { break }
      let wanted = WantedPlaces(open, reach: Self.longest - groups.length, of: stream.count)
      groups.lengthen(wanted: wanted, threads: threads)
    }
  }

  /// Links the places whose seed has this length; gives those that can have a longer one.
  private static func link(
    _ groups: GramGroups, _ stream: ComparisonStream, _ seedLengths: RawBuffer<UInt8>,
    _ occurrences: RawBuffer<UInt32>, _ threads: Int
  ) -> [[UInt32]] {
    let (length, lengths, scripts) = (groups.length, seedLengths.view, stream.scripts)
    let tellsOpen = length >= Self.order
    var stillOpen: [[UInt32]] = []
    groups.forEach(threads: threads) { groups in
      var groups = groups
      var linked: [UInt32] = []
      var open: [UInt32] = []
      while groups.next() {
        let count = groups.group.count
        // The shares that make a seed of a gram in so many places; most need not be added up.
        let needed =
          count <= Self.few
          ? Script.seedShare
          : count <= Self.often ? Script.phraseShare : Script.longestSeedShare
        if UInt32(length) * Script.mostShare < needed {
          if tellsOpen {
            for index in groups.group where lengths[groups[index]] == 0 {
              open.append(UInt32(groups[index]))
            }
          }
          continue
        }
        let isSure = UInt32(length) * Script.leastShare >= needed
        let before = linked.count
        for index in groups.group {
          let place = groups[index]
          guard lengths[place] == 0 else { continue }
          var share: UInt32 = isSure ? needed : 0
          var sign = place &+ 1 &- length
          while share < needed, sign <= place {
            share &+= scripts[sign].share
            sign &+= 1
          }
          guard share >= needed else {
            if tellsOpen { open.append(UInt32(place)) }
            continue
          }
          lengths[place] = UInt8(length) | (count > Self.often ? Self.commonSeed : 0)
          linked.append(UInt32(place))
        }
        if linked.count - before == count, count <= Self.often {
          for index in groups.group { lengths[groups[index]] |= Self.pureSeed }
        }
        if linked.count > before { linked[linked.count - 1] |= Self.lastOfSeed }
      }
      return (linked, open)
    } use: { (linked: [UInt32], open: [UInt32]) in
      for place in linked { occurrences.append(place) }
      if !open.isEmpty { stillOpen.append(open) }
    }
    return stillOpen
  }
}
