/// What the corpus itself says of each sign: how surprising it is, and where its seed occurs again.
///
/// The weight of a sign is its surprisal under a model of all other articles (order 8, backing off
/// with a discount), so that what many sources say is cheap and one threshold serves every script.
/// Seeds are adaptive (Kiełbasa et al., Genome Research 2011): the shortest gram that ends at a
/// place and occurs at most `few` times (`often`, once it is as long as a phrase), so that their
/// number grows with the text and not with its square.
struct Background: Sendable {
  /// The weight of each sign in hundredths of a bit.
  private(set) var weights: [Int32]
  /// The places of each seed in order, seed after seed; the last of each is marked with
  /// `lastOfSeed`.
  private(set) var occurrences: [UInt32] = []
  /// Where each place stands among the occurrences, if a seed ends there.
  private(set) var slots: [UInt32]
  /// The length of the seed that ends at each place; 0 where there is none.
  private(set) var seedLengths: [UInt8]
  /// Whether more than `often` places share the seed that ends here.
  private(set) var common: [Bool]

  /// The mark of the last occurrence of a seed.
  static let lastOfSeed: UInt32 = 1 << 31
  /// The occurrences up to which the shortest seed joins all with all.
  static let few: UInt32 = 32
  /// The occurrences up to which a seed of a phrase's length does, so that a hundred copies are all
  /// found.
  static let often: UInt32 = 128
  /// The longest context of the model, and the sign itself.
  static let order = 8
  /// The signs of the longest seed: letters alone, at `Script.longestSeedShare`.
  static let longest = 36
  /// The most that a sign is worth, in hundredths of a bit.
  static let most: Int32 = 1200

  init(_ stream: ComparisonStream, articles: [Range<Int>], threads: Int) {
    let places = stream.count
    weights = []
    slots = [UInt32](repeating: 0, count: places)
    seedLengths = [UInt8](repeating: 0, count: places)
    common = [Bool](repeating: false, count: places)
    guard places > 0 else { return }

    let shares = Self.shares(stream.scripts)
    var model = SurprisalModel(places: places)
    var ranks = GramRanks(places: places)
    var wanted: [Bool]?
    repeat {
      let contexts = ranks
      ranks.lengthen(stream, wanted: wanted, threads: threads)
      if ranks.length <= Self.order {
        model.refine(stream, articles, contexts: contexts, grams: ranks)
      }
      let open = link(ranks, shares)
      if ranks.length >= Self.order {
        guard open, ranks.length < Self.longest else { break }
        wanted = needed(ranks)
      }
    } while true
    weights = model.weights(stream.scripts)
  }

  /// Links the places whose seed has this length; false once no place can have a longer one.
  private mutating func link(_ ranks: GramRanks, _ shares: [UInt32]) -> Bool {
    var ends = [UInt32](repeating: 0, count: ranks.counts.count)
    var linked: [UInt32] = []
    var open = false
    for place in ranks.ids.indices {
      let id = Int(ranks.ids[place])
      guard id != 0, seedLengths[place] == 0 else { continue }
      let share = shares[place + 1] - shares[place + 1 - ranks.length]
      guard
        share >= Script.longestSeedShare
          || share >= Script.seedShare && ranks.counts[id] <= Self.few
          || share >= Script.phraseShare && ranks.counts[id] <= Self.often
      else {
        open = true
        continue
      }
      seedLengths[place] = UInt8(ranks.length)
      common[place] = ranks.counts[id] > Self.often
      linked.append(UInt32(place))
      ends[id] += 1
    }
    var end = UInt32(occurrences.count)
    for id in ends.indices where ends[id] > 0 {
      let count = ends[id]
      ends[id] = end
      end += count
    }
    occurrences += [UInt32](repeating: 0, count: linked.count)
    for place in linked {
      let id = Int(ranks.ids[Int(place)])
      slots[Int(place)] = ends[id]
      occurrences[Int(ends[id])] = place
      ends[id] += 1
    }
    for place in linked {
      let end = Int(ends[Int(ranks.ids[Int(place)])])
      occurrences[end - 1] |= Self.lastOfSeed
    }
    return open
  }

  /// The places whose grams may still be asked for: those up to a longest seed before an open
  /// place.
  private func needed(_ ranks: GramRanks) -> [Bool] {
    var needed = [Bool](repeating: false, count: ranks.ids.count)
    var reach = 0
    for place in stride(from: needed.count - 1, through: 0, by: -1) {
      if ranks.ids[place] != 0, seedLengths[place] == 0 { reach = Self.longest - ranks.length }
      needed[place] = reach > 0
      reach -= 1
    }
    return needed
  }

  private static func shares(_ scripts: [Script]) -> [UInt32] {
    var sums: [UInt32] = [0]
    sums.reserveCapacity(scripts.count + 1)
    var sum: UInt32 = 0
    for script in scripts {
      sum &+= script.share
      sums.append(sum)
    }
    return sums
  }
}
