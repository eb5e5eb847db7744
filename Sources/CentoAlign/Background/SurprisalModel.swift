internal import CentoParallel

/// How probable each sign is after the signs before it, by what other articles say.
///
/// P_n = (max(c − 3, 0) + 2·(s − 1) + 8·P_{n−1}) / (the same counts of the context + 8), where c
/// counts the gram in other articles and s in the sign's own. The discount forgives the copy itself
/// and two more; an article that repeats itself makes its own phrase cheap.
///
/// The sum above is the gram's mass. A longer gram is weighed where it is split off its context, so
/// that both masses are at hand, and P_n takes the place of P_{n−1}: one number a sign, of two bytes
/// (`Probability16`). No gram has more mass than what it begins with, so a context without mass
/// changes nothing.
struct SurprisalModel: Sendable {
  private let articles: RangeIndex
  /// The signs of the longest article.
  private let longestArticle: Int
  /// The row, of which the probabilities are what is learnt here.
  private let signs: RawBuffer<SeedSign>

  private static let backOff = 8.0
  /// What a sign that was never seen has.
  private static let unseen = 1.0 / 4096

  /// The model after grams of one sign.
  init(_ stream: ComparisonStream, articles: RangeIndex, counts: SignCounts, threads: Int) {
    self.articles = articles
    longestArticle = (0..<articles.count).reduce(0) { max($0, articles.range($1).count) }
    signs = stream.symbols.signs
    let model = self
    let blocks = articles.blocks(of: max(1 << 12, min(1 << 17, stream.count / 64)))
    let own = Pool { RawBuffer<UInt32>(repeating: 0, count: 1 << 16) }
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      own.with { own in
        for article in blocks[block] {
          model.begin(articles.range(article), counts, own.view)
        }
      }
    }
  }

  /// Writes the probabilities of an article's signs without regard to those before them; `own` is
  /// room for counts, all 0 before and after.
  private func begin(
    _ article: Range<Int>, _ counts: SignCounts, _ own: RawBuffer<UInt32>.View
  ) {
    let signs = signs.view
    for place in article { own[Int(signs[place].symbol)] &+= 1 }
    let share = 1 / (Double(Self.mass(all: signs.count, own: article.count)) + Self.backOff)
    for place in article {
      let code = signs[place].symbol
      let seen = Double(Self.mass(all: counts[code], own: Int(own[Int(code)])))
      let probability = (seen + Self.backOff * Self.unseen) * share
      signs[place] = signs[place].with(probability: Probability16.code(probability))
    }
    for place in article { own[Int(signs[place].symbol)] = 0 }
  }

  /// The weight of each code in hundredths of a bit, at most the cap.
  static var weights: RawBuffer<UInt16> {
    let weights = RawBuffer<UInt16>(capacity: Probability16.codes)
    let surprisal = Surprisal()
    for code in 0..<Probability16.codes {
      let probability = Probability16.probability(UInt16(truncatingIfNeeded: code))
      let bits = surprisal.hundredths(probability, atMost: Background.most)
      weights.append(UInt16(truncatingIfNeeded: bits))
    }
    return weights
  }

  @inline(__always)
  private static func mass(all: Int, own: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: max(all &- own &- 3, 0) &+ 2 &* max(own &- 1, 0))
  }

  // MARK: Longer grams

  /// The places of a gram, each in an article of its own, that give it no mass.
  static let forgiven = 4

  /// Weighs a context.
  @inline(__always)
  func weigh(_ context: GramGroups.Walk, _ rooms: ContextRooms) {
    let end = context.group.upperBound
    rooms.clear(mass: Self.mass(all: context.group.count, own: 1))
    let (articles, longest) = (articles.view, longestArticle)
    var start = context.group.lowerBound
    // No article has two of its places up to here.
    while start < end {
      let next = articles.run(of: context, from: start, longest: longest)
      if next &- start > 1 {
        weigh(context, singlesUpTo: start, rooms)
        return
      }
      start = next
    }
  }

  /// Weighs a context of which some article has two places, the first of them at `known`.
  private func weigh(_ context: GramGroups.Walk, singlesUpTo known: Int, _ rooms: ContextRooms) {
    let (first, end) = (context.group.lowerBound, context.group.upperBound)
    var places = rooms.begin(places: end - first)
    for _ in first..<known { places.append(1, mass: rooms.mass) }
    let (articles, longest) = (articles.view, longestArticle)
    var start = known
    while start < end {
      let next = articles.run(of: context, from: start, longest: longest)
      places.append(next - start, mass: Self.mass(all: end - first, own: next - start))
      start = next
    }
  }

  /// Refines the probabilities at the places of one gram, each in an article of its own, after a
  /// context of this mass.
  @inline(__always)
  func refine(_ places: GramSplit.Places, _ range: Range<Int>, room: UInt32) {
    let seen = Double(Self.mass(all: range.count, own: 1))
    let share = 1 / (Double(room) + Self.backOff)
    let signs = signs.view
    for index in range {
      places.prefetch(signs, after: index)
      Self.refine(signs, places[index], seen, share)
    }
  }

  @inline(__always)
  private static func refine(
    _ signs: RawBuffer<SeedSign>.View, _ place: Int, _ seen: Double, _ share: Double
  ) {
    let probability = Probability16.probability(signs[place].probability)
    signs[place] = signs[place].with(
      probability: Probability16.code((seen + backOff * probability) * share))
  }

  /// Refines the probabilities at the places of one gram, of whose context an article has two.
  func refine(
    _ places: GramSplit.Places, _ range: Range<Int>, runs: RawBuffer<UInt32>.View,
    _ rooms: ContextRooms
  ) {
    let (masses, signs) = (rooms.masses.view, signs.view)
    var start = range.lowerBound
    while start < range.upperBound {
      let run = runs[start]
      var next = start &+ 1
      while next < range.upperBound, runs[next] == run { next &+= 1 }
      let room = masses[Int(run)]
      if room > 0 {
        let seen = Double(Self.mass(all: range.count, own: next &- start))
        let share = 1 / (Double(room) + Self.backOff)
        for index in start..<next {
          places.prefetch(signs, after: index)
          Self.refine(signs, places[index], seen, share)
        }
      }
      start = next
    }
  }
}

extension RangeIndex.View {
  /// The end of the places of a gram, from the one at `start` on, that are in one article; `longest`
  /// is the length of the longest.
  @inline(__always)
  fileprivate func run(of gram: GramGroups.Walk, from start: Int, longest: Int) -> Int {
    let last = gram.group.upperBound
    var next = start &+ 1
    guard next < last else { return next }
    let place = gram[start]
    if gram[next] &- place < longest {
      let limit = end(self[place])
      while next < last, gram[next] < limit { next &+= 1 }
    }
    return next
  }
}
