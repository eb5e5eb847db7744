internal import CentoParallel

/// How probable each sign is after the signs before it, by what other articles say.
///
/// P_n = (max(c − 3, 0) + 2·(s − 1) + 8·P_{n−1}) / (the same counts of the context + 8), where c
/// counts the gram in other articles and s in the sign's own. The discount forgives the copy itself
/// and two more; an article that repeats itself makes its own phrase cheap.
///
/// The sum above is the gram's mass. The context of a sign's gram is the gram one shorter that ends
/// a place before, so a length needs the masses of the last one and nothing else.
struct SurprisalModel: Sendable {
  private let probabilities: RawBuffer<Double>
  private var masses: RawBuffer<UInt32>
  private var shorter: RawBuffer<UInt32>
  private let stream: ComparisonStream
  private let starts: TextStarts
  private let articles: RangeIndex
  /// The signs of the longest article.
  private let longestArticle: Int
  private let threads: Int

  private static let backOff = 8.0
  private static let block = 1 << 16

  /// The model after grams of one sign; `spare` is room for a number for each sign.
  init(
    _ stream: ComparisonStream, starts: TextStarts, articles: RangeIndex, spare: RawBuffer<UInt32>,
    threads: Int
  ) {
    self.stream = stream
    self.starts = starts
    self.articles = articles
    self.threads = threads
    let count = stream.count
    probabilities = RawBuffer(capacity: count)
    probabilities.resize(to: count)
    masses = RawBuffer(capacity: count)
    masses.resize(to: count)
    shorter = spare
    longestArticle = (0..<articles.count).reduce(0) { max($0, articles.range($1).count) }
    countSigns()
  }

  /// Grams of one sign: their context is everything.
  private func countSigns() {
    let (codes, masses, probabilities) = (
      stream.symbols.codes.view, masses.view, probabilities.view
    )
    var all = [UInt32](repeating: 0, count: 1 << 16)
    for place in 0..<codes.count { all[Int(codes[place])] &+= 1 }
    let (counts, articles) = (all, articles)
    let blocks = Parallel.blocks(of: articles.count, size: max(1, articles.count / 64))
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      var own = [UInt32](repeating: 0, count: 1 << 16)
      for article in blocks[block] {
        let range = articles.range(article)
        for place in range { own[Int(codes[place])] &+= 1 }
        let room = Self.mass(all: codes.count, own: range.count)
        for place in range {
          let code = Int(codes[place])
          let mass = Self.mass(all: Int(counts[code]), own: Int(own[code]))
          masses[place] = UInt32(truncatingIfNeeded: mass)
          probabilities[place] =
            (Double(mass) + Self.backOff * (1.0 / 4096)) / (Double(max(room, mass)) + Self.backOff)
        }
        for place in range { own[Int(codes[place])] = 0 }
      }
    }
  }

  /// Goes from grams one shorter to these.
  mutating func refine(_ groups: GramGroups) {
    swap(&masses, &shorter)
    let blocks = Parallel.blocks(of: stream.count, size: Self.block)
    let (masses, shorter, probabilities) = (masses.view, shorter.view, probabilities.view)
    let (articles, longest, starts) = (articles, longestArticle, starts)
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      for place in blocks[block] { masses[place] = 0 }
    }
    groups.forEach(threads: threads) { groups in
      var groups = groups
      while groups.next() { Self.weigh(groups, masses, articles, longest) }
    }
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      for place in blocks[block] where !starts[place] {
        let (seen, room) = (masses[place], shorter[place - 1])
        guard seen | room != 0 else { continue }
        probabilities[place] =
          (Double(seen) + Self.backOff * probabilities[place])
          / (Double(max(room, seen)) + Self.backOff)
      }
    }
  }

  /// Writes the masses of one gram's places; those of 0 are there already.
  @inline(__always)
  private static func weigh(
    _ gram: GramGroups.Walk, _ masses: RawBuffer<UInt32>.View, _ articles: RangeIndex,
    _ longest: Int
  ) {
    let end = gram.group.upperBound
    var start = gram.group.lowerBound
    while start < end {
      let place = gram[start]
      var next = start + 1
      if next < end, gram[next] - place < longest {
        let limit = articles.range(Int(articles[place])).upperBound
        while next < end, gram[next] < limit { next += 1 }
      }
      let mass = mass(all: gram.group.count, own: next - start)
      if mass > 0 {
        for index in start..<next { masses[gram[index]] = UInt32(truncatingIfNeeded: mass) }
      }
      start = next
    }
  }

  /// The weights in hundredths of a bit, between the floor of the script and the cap; the last that
  /// is asked of a model.
  mutating func weights() -> RawBuffer<UInt16> {
    // Their memory is given back before more is taken.
    (masses, shorter) = (RawBuffer(), RawBuffer())
    let weights = RawBuffer<UInt16>(capacity: stream.count)
    weights.resize(to: stream.count)
    let (view, probabilities, scripts) = (weights.view, probabilities.view, stream.scripts)
    let surprisal = Surprisal()
    let blocks = Parallel.blocks(of: stream.count, size: Self.block)
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      for place in blocks[block] {
        let bits = surprisal.hundredths(probabilities[place], atMost: Background.most)
        view[place] = UInt16(truncatingIfNeeded: max(scripts[place].floor, bits))
      }
    }
    return weights
  }

  @inline(__always)
  private static func mass(all: Int, own: Int) -> Int {
    max(all - own - 3, 0) + 2 * max(own - 1, 0)
  }
}
