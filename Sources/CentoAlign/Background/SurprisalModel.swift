internal import CentoParallel

/// How probable each sign is after the signs before it, by what other articles say.
///
/// P_n = (max(c − 3, 0) + 2·(s − 1) + 8·P_{n−1}) / (the same counts of the context + 8), where c
/// counts the gram in other articles and s in the sign's own. The discount forgives the copy itself
/// and two more; an article that repeats itself makes its own phrase cheap.
///
/// The sum above is the gram's mass. A longer gram is weighed where it is split off its context, so
/// that both masses are at hand, and P_n takes the place of P_{n−1}: one number a sign, of two bytes
/// (`Probability16`). Only the first two lengths are counted sign by sign. No gram has more mass than
/// what it begins with, so a context without mass changes nothing.
struct SurprisalModel: Sendable {
  private let articles: RangeIndex
  /// The signs of the longest article.
  private let longestArticle: Int
  private let probabilities: RawBuffer<UInt16>

  private static let backOff = 8.0
  /// What a sign that was never seen has.
  private static let unseen = 1.0 / 4096

  /// The model after these grams of two signs.
  init(
    _ stream: ComparisonStream, _ pairs: GramGroups, starts: TextStarts, articles: RangeIndex,
    counts: SignCounts, threads: Int
  ) {
    self.articles = articles
    longestArticle = (0..<articles.count).reduce(0) { max($0, articles.range($1).count) }
    var row = MassRow(count: stream.count)
    let (writer, longest) = (row.writer, longestArticle)
    var large: [[UInt64]] = []
    pairs.forEach(threads: threads) { pairs in
      var pairs = pairs
      var large: [UInt64] = []
      while pairs.next() { Self.weigh(pairs, writer, articles, longest, &large) }
      return large
    } use: {
      if !$0.isEmpty { large.append($0) }
    }
    row.add(large)
    probabilities = row.buffer
    let blocks = articles.blocks(of: max(1 << 12, min(1 << 17, stream.count / 64)))
    let own = Pool { RawBuffer<UInt32>(repeating: 0, count: 1 << 16) }
    let masses = row
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      own.with { own in
        for article in blocks[block] {
          Self.begin(articles.range(article), stream, starts, counts, own.view, masses)
        }
      }
    }
  }

  /// Writes the masses of one pair's places; those of 0 are there already.
  private static func weigh(
    _ pair: GramGroups.Walk, _ masses: MassRow.Writer, _ articles: RangeIndex, _ longest: Int,
    _ large: inout [UInt64]
  ) {
    let end = pair.group.upperBound
    var start = pair.group.lowerBound
    while start < end {
      let next = articles.run(of: pair, from: start, longest: longest)
      let mass = mass(all: pair.group.count, own: next - start)
      if mass > 0 {
        for index in start..<next { masses.set(pair[index] + 1, to: mass, &large) }
      }
      start = next
    }
  }

  /// Puts the probabilities of an article's signs after one sign before them in the place of the
  /// masses of pairs; `own` is room for counts, all 0 before and after.
  private static func begin(
    _ article: Range<Int>, _ stream: ComparisonStream, _ starts: TextStarts, _ counts: SignCounts,
    _ own: RawBuffer<UInt32>.View, _ masses: MassRow
  ) {
    let (codes, probabilities) = (stream.symbols.codes.view, masses.buffer.view)
    for place in article { own[Int(codes[place])] &+= 1 }
    let all = mass(all: codes.count, own: article.count)
    var pairs = masses.reader(from: article.lowerBound)
    // The mass of the sign before.
    var room: UInt32 = 0
    for place in article {
      let code = Int(codes[place])
      let first = mass(all: Int(counts[code]), own: Int(own[code]))
      var probability = refined(Self.unseen, seen: first, room: all)
      if !starts[place], room > 0 {
        probability = refined(probability, seen: pairs.mass(at: place), room: room)
      }
      probabilities[place] = Probability16.code(probability)
      room = first
    }
    for place in article { own[Int(codes[place])] = 0 }
  }

  /// The codes of the probabilities, sign by sign.
  var codes: RawBuffer<UInt16> { probabilities }

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

  /// The probability after a sign more of context.
  @inline(__always)
  private static func refined(_ probability: Double, seen: UInt32, room: UInt32) -> Double {
    (Double(seen) + backOff * probability) / (Double(max(room, seen)) + backOff)
  }

  @inline(__always)
  private static func mass(all: Int, own: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: max(all &- own &- 3, 0) &+ 2 &* max(own &- 1, 0))
  }

  // MARK: Longer grams

  /// What a context has at its places, used again and again.
  struct Rooms {
    /// The mass at every place, where no article has two of them.
    fileprivate(set) var mass: UInt32 = 0
    /// Whether an article has two of them: then each place has a run, and each run a mass.
    fileprivate(set) var hasRuns = false
    /// The number of the run of each place.
    fileprivate let runs = RawBuffer<UInt32>()
    /// The mass of each run.
    fileprivate let masses = RawBuffer<UInt32>()

    /// The number of the run of the context's place number `index`.
    @inline(__always)
    func run(_ index: Int) -> UInt32 { runs.view[index] }
  }

  /// Weighs a context.
  @inline(__always)
  func weigh(_ context: GramGroups.Walk, _ rooms: inout Rooms) {
    let (first, end) = (context.group.lowerBound, context.group.upperBound)
    let count = end &- first
    rooms.mass = Self.mass(all: count, own: 1)
    rooms.hasRuns = false
    var start = first
    // No article has two of its places up to here.
    while start < end {
      let next = articles.run(of: context, from: start, longest: longestArticle)
      if next &- start > 1 {
        weigh(context, singlesUpTo: start, &rooms)
        return
      }
      start = next
    }
  }

  /// Weighs a context of which some article has two places, the first of them at `known`.
  private func weigh(
    _ context: GramGroups.Walk, singlesUpTo known: Int, _ rooms: inout Rooms
  ) {
    let (first, end) = (context.group.lowerBound, context.group.upperBound)
    rooms.hasRuns = true
    rooms.runs.resize(to: end - first)
    rooms.masses.resize(to: end - first)
    let (runs, masses) = (rooms.runs.view, rooms.masses.view)
    for index in 0..<known - first {
      runs[index] = UInt32(truncatingIfNeeded: index)
      masses[index] = rooms.mass
    }
    var (start, run) = (known, known - first)
    while start < end {
      let next = articles.run(of: context, from: start, longest: longestArticle)
      for index in start..<next { runs[index - first] = UInt32(truncatingIfNeeded: run) }
      masses[run] = Self.mass(all: end - first, own: next - start)
      run += 1
      start = next
    }
  }

  /// Refines the probabilities at the places of one gram, each in an article of its own, after a
  /// context of this mass.
  @inline(__always)
  func refine(_ places: GramSplit.Places, _ range: Range<Int>, room: UInt32) {
    let seen = Double(Self.mass(all: range.count, own: 1))
    let share = 1 / (Double(room) + Self.backOff)
    let probabilities = probabilities.view
    for index in range {
      let place = places[index]
      let probability = Probability16.probability(probabilities[place])
      probabilities[place] = Probability16.code((seen + Self.backOff * probability) * share)
    }
  }

  /// Refines the probabilities at the places of one gram, of whose context an article has two.
  func refine(
    _ places: GramSplit.Places, _ range: Range<Int>, runs: RawBuffer<UInt32>.View, _ rooms: Rooms
  ) {
    let (masses, probabilities) = (rooms.masses.view, probabilities.view)
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
          let place = places[index]
          let probability = Probability16.probability(probabilities[place])
          probabilities[place] = Probability16.code((seen + Self.backOff * probability) * share)
        }
      }
      start = next
    }
  }
}

extension RangeIndex {
  /// The end of the places of a gram, from the one at `start` on, that are in one article; `longest`
  /// is the length of the longest.
  @inline(__always)
  fileprivate func run(of gram: GramGroups.Walk, from start: Int, longest: Int) -> Int {
    let end = gram.group.upperBound
    var next = start &+ 1
    guard next < end else { return next }
    let place = gram[start]
    if gram[next] &- place < longest {
      let limit = range(Int(self[place])).upperBound
      while next < end, gram[next] < limit { next &+= 1 }
    }
    return next
  }
}
