internal import CentoParallel

/// What the corpus itself says of each sign: how surprising it is, and where its seed occurs again.
///
/// The weight of a sign is its surprisal under a model of all other articles (order 8, backing off
/// with a discount), so that what many sources say is cheap and one threshold serves every script.
/// Seeds are adaptive (Kiełbasa et al., Genome Research 2011): the shortest gram that ends at a
/// place and occurs at most `few` times (`often`, once it is as long as a phrase), so that their
/// number grows with the text and not with its square.
package struct Background: Sendable {
  /// The signs, with their weights and the lengths of their seeds.
  let signs: RawBuffer<SeedSign>
  /// The places of each seed that is followed.
  private(set) var seeds: SeedPlaces
  /// The seeds whose length their signs do not say.
  private let odd: OddSeeds

  /// The mark of the length of a seed that more than `often` places share.
  private static let commonSeed: UInt8 = 1 << 7
  /// The mark of the length of a seed that is the seed of every place where its gram ends, and not
  /// common.
  private static let pureSeed: UInt8 = 1 << 6
  /// In the place of the length of a seed where a text begins, and behind the last text: no seed ends
  /// there.
  static let textStart = commonSeed | pureSeed
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

  /// The weight of a sign in hundredths of a bit.
  @inline(__always)
  package func weight(_ place: Int) -> Int32 { Int32(signs.view[place].weight) }

  /// The length of the seed that ends at a place; 0 where there is none.
  @inline(__always)
  package func seedLength(_ place: Int) -> Int {
    let length = signs.view[place].seedLength
    return length > 0 && length < SeedSign.long ? length : odd.length(place) ?? length
  }

  /// Whether more than `often` places share the seed that ends at a place.
  @inline(__always)
  func isCommon(_ place: Int) -> Bool { odd.isCommon(place) }

  /// What these texts say of their signs.
  package init(of texts: [ReuseText], threads: Int) {
    let stream = ComparisonStream(texts, threads: threads)
    self.init(stream, articles: ReuseSearch.articles(texts, stream), threads: threads)
  }

  init(_ stream: ComparisonStream, articles: [Range<Int>], threads: Int) {
    var places = SeedPlaces(of: stream.count)
    guard stream.count > 0 else {
      (signs, seeds, odd) = (stream.symbols.signs, places, OddSeeds(of: 0))
      return
    }
    let lengths = Self.learnt(
      stream, RangeIndex(starts: [0] + articles.map(\.upperBound)), &places, threads)
    places.finish()
    odd = Self.weigh(stream, lengths, threads)
    signs = stream.symbols.signs
    seeds = places
  }

  /// Goes to the seeds of a part of the texts, given in signs, after the parts before it.
  mutating func go(to part: Range<Int>, threads: Int) { seeds.go(to: part, threads: threads) }

  /// Writes the probability of every sign to the row; gives the length of the seed that ends there,
  /// with `commonSeed` where more than `often` places share it and `pureSeed` where all places of its
  /// gram do; 0 where there is none.
  private static func learnt(
    _ stream: ComparisonStream, _ articles: RangeIndex, _ places: inout SeedPlaces, _ threads: Int
  ) -> RawBuffer<UInt8> {
    let (starts, counts) = (TextStarts(stream), SignCounts(stream))
    let model = SurprisalModel(stream, articles: articles, counts: counts, threads: threads)
    var groups = GramGroups(stream, starts: starts, counts: counts, threads: threads)
    while groups.length < 3 {
      groups.lengthen(refining: model, seedLengths: nil, threads: threads)
    }
    // A seed has three signs at least.
    let lengths = RawBuffer<UInt8>(capacity: stream.count + 1)
    lengths.spreadOverLargePages()
    lengths.resize(to: stream.count + 1)
    lengths.fill(with: 0)
    mark(startsOf: stream, lengths, textStart)
    while groups.length < Self.order {
      _ = Self.link(groups, stream, lengths, &places, threads)
      groups.lengthen(refining: model, seedLengths: lengths, threads: threads)
    }
    Self.linkLonger(groups, stream, lengths, &places, threads)
    mark(startsOf: stream, lengths, 0)
    return lengths
  }

  /// Sets what stands for the length of a seed where texts begin, and behind the last.
  private static func mark(
    startsOf stream: ComparisonStream, _ lengths: RawBuffer<UInt8>, _ value: UInt8
  ) {
    let view = lengths.view
    for text in 0..<stream.texts.count { view[stream.range(ofText: text).lowerBound] = value }
    view[stream.count] = value
  }

  /// Puts weights and lengths of seeds in the place of probabilities; the lengths are given back to
  /// the system piece by piece.
  private static func weigh(
    _ stream: ComparisonStream, _ lengths: RawBuffer<UInt8>, _ threads: Int
  ) -> OddSeeds {
    var odd = OddSeeds(of: stream.count)
    let (signs, scripts) = (stream.symbols.signs.view, stream.scripts)
    let (lengthAt, weights) = (lengths.view, SurprisalModel.weights)
    let weight = weights.view
    for piece in Parallel.blocks(of: stream.count, size: 1 << 21) {
      let blocks = Parallel.blocks(of: piece.count, size: 1 << 16)
      let found = Parallel.map(count: blocks.count, threads: threads) { block in
        var found: [UInt32] = []
        for index in blocks[block] {
          let place = piece.lowerBound &+ index
          let mark = lengthAt[place]
          let isCommon = mark & commonSeed != 0
          let length = Int(mark & (pureSeed &- 1))
          if isCommon || length >= SeedSign.long {
            found.append(UInt32(truncatingIfNeeded: place))
          }
          let sign = signs[place]
          signs[place] = SeedSign(
            symbol: UInt16(truncatingIfNeeded: sign.symbol),
            weight: max(UInt16(scripts[place].floor), weight[Int(sign.probability)]),
            // What is common continues nothing.
            seedLength: isCommon ? 0 : length)
        }
        return found
      }
      for place in found.joined() {
        let mark = lengthAt[Int(place)]
        odd.append(
          Int(place), length: Int(mark & (pureSeed - 1)), isCommon: mark & commonSeed != 0)
      }
      lengths.releaseFirst(piece.upperBound)
    }
    return odd
  }

  /// Links the places whose seed is as long as these grams or longer.
  private static func linkLonger(
    _ groups: consuming GramGroups, _ stream: ComparisonStream, _ seedLengths: RawBuffer<UInt8>,
    _ places: inout SeedPlaces, _ threads: Int
  ) {
    while true {
      let open = Self.link(groups, stream, seedLengths, &places, threads)
      guard groups.length < Self.longest, open.contains(where: { !$0.isEmpty }) else { break }
      let wanted = WantedPlaces(open, reach: Self.longest - groups.length, of: stream.count)
      groups.lengthen(wanted: wanted, threads: threads)
    }
  }

  /// Links the places whose seed has this length; gives those that can have a longer one.
  private static func link(
    _ groups: GramGroups, _ stream: ComparisonStream, _ seedLengths: RawBuffer<UInt8>,
    _ places: inout SeedPlaces, _ threads: Int
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
            for index in groups.group where lengths[groups[index] + length - 1] == 0 {
              open.append(UInt32(groups[index] + length - 1))
            }
          }
          continue
        }
        let isSure = UInt32(length) * Script.leastShare >= needed
        let isFollowed =
          count > Self.often
          || !continues(groups[groups.group.lowerBound] + length - 1, lengths, length)
        let before = linked.count
        var seeds = 0
        for index in groups.group {
          if let later = groups.later(than: index) { lengths.prefetch(later &+ length &- 1) }
          var sign = groups[index]
          let place = sign &+ length &- 1
          guard lengths[place] == 0 else { continue }
          var share: UInt32 = isSure ? needed : 0
          while share < needed, sign <= place {
            share &+= scripts[sign].share
            sign &+= 1
          }
          guard share >= needed else {
            if tellsOpen { open.append(UInt32(place)) }
            continue
          }
          lengths[place] = UInt8(length) | (count > Self.often ? Self.commonSeed : 0)
          seeds &+= 1
          if isFollowed { linked.append(UInt32(place)) }
        }
        if seeds == count, count <= Self.often {
          for index in groups.group { lengths[groups[index] &+ length &- 1] |= Self.pureSeed }
        }
        if linked.count > before { linked[linked.count - 1] |= SeedPlaces.last }
      }
      return (linked, open)
    } use: { (linked: [UInt32], open: [UInt32]) in
      places.append(linked)
      if !open.isEmpty { stillOpen.append(open) }
    }
    return stillOpen
  }

  /// Whether every place of a gram continues a hit of a shorter seed, and so need not be followed.
  ///
  /// The place before its last sign is then of a pure seed, which all places of the longer gram have
  /// before them. Seeds as short were all linked before; of those that are being linked now some may
  /// be written meanwhile, but none of them is shorter.
  private static func continues(
    _ place: Int, _ lengths: RawBuffer<UInt8>.View, _ length: Int
  ) -> Bool {
    guard place > 0 else { return false }
    let before = lengths[place - 1]
    return before & Self.pureSeed != 0 && Int(before & (Self.pureSeed - 1)) < length
  }
}
