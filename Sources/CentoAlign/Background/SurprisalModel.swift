internal import CentoParallel

/// How probable each sign is after the signs before it, by what other articles say.
///
/// P_n = (max(c − 3, 0) + 2·(s − 1) + 8·P_{n−1}) / (the same counts of the context + 8), where c
/// counts the gram in other articles and s in the sign's own. The discount forgives the copy itself
/// and two more; an article that repeats itself makes its own phrase cheap.
///
/// The sum above is the gram's mass. The context of a sign's gram is the gram one shorter that ends
/// a place before, so the masses of all lengths are all that is needed: they are packed, length by
/// length, and all probabilities of a place are computed in one go at the end. No gram has more mass
/// than what it begins or ends with, so the lengths beyond the first without mass have none.
struct SurprisalModel: Sendable {
  /// The masses of the length in work.
  private var row: MassRow
  /// Those of the lengths before it, from two signs on, block by block.
  private var packed: [[PackedMasses]] = []
  private let stream: ComparisonStream
  private let starts: TextStarts
  private let articles: RangeIndex
  /// Neighbouring articles, each a task.
  private let blocks: [Range<Int>]
  /// The signs of the longest article.
  private let longestArticle: Int
  private let threads: Int

  private static let backOff = 8.0
  /// What a sign that was never seen has.
  private static let unseen = 1.0 / 4096

  /// The model after grams of one sign.
  init(_ stream: ComparisonStream, starts: TextStarts, articles: RangeIndex, threads: Int) {
    self.stream = stream
    self.starts = starts
    self.articles = articles
    self.threads = threads
    row = MassRow(count: stream.count)
    blocks = articles.blocks(of: max(1 << 12, min(1 << 17, stream.count / 64)))
    longestArticle = (0..<articles.count).reduce(0) { max($0, articles.range($1).count) }
  }

  /// The signs of a block of articles.
  private func signs(_ block: Int) -> Range<Int> {
    let articles = blocks[block]
    return self.articles.range(articles.lowerBound)
      .lowerBound..<self.articles.range(
        articles.upperBound - 1
      ).upperBound
  }

  /// Goes from grams one shorter to these.
  mutating func refine(_ groups: GramGroups) {
    row.clear(threads: threads)
    let (writer, articles, longest) = (row.writer, articles, longestArticle)
    var large: [[UInt64]] = []
    groups.forEach(threads: threads) { groups in
      var groups = groups
      var large: [UInt64] = []
      while groups.next() { Self.weigh(groups, writer, articles, longest, &large) }
      return large
    } use: {
      if !$0.isEmpty { large.append($0) }
    }
    row.add(large)
    if groups.length < Background.order { packed.append(pack()) }
  }

  private func pack() -> [PackedMasses] {
    let scratch = Pool { RawBuffer<UInt8>() }
    return Parallel.map(count: blocks.count, threads: threads) { block in
      scratch.with { PackedMasses(signs(block), of: row, $0) }
    }
  }

  /// Writes the masses of one gram's places; those of 0 are there already.
  @inline(__always)
  private static func weigh(
    _ gram: GramGroups.Walk, _ masses: MassRow.Writer, _ articles: RangeIndex, _ longest: Int,
    _ large: inout [UInt64]
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
        for index in start..<next { masses.set(gram[index], to: mass, &large) }
      }
      start = next
    }
  }

  /// The weights in hundredths of a bit, between the floor of the script and the cap: where the
  /// masses of the longest grams stand.
  consuming func weights() -> RawBuffer<UInt16> {
    let codes = stream.symbols.codes.view
    var counts = [UInt32](repeating: 0, count: 1 << 16)
    for place in 0..<codes.count { counts[Int(codes[place])] &+= 1 }
    let model = self
    let (all, surprisal) = (counts, Surprisal())
    let own = Pool { RawBuffer<UInt32>(repeating: 0, count: 1 << 16) }
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      own.with { model.weigh(block, all, $0.view, surprisal) }
    }
    return row.buffer
  }

  /// Writes the weights of a block of articles; `own` is room for counts, all 0 before and after.
  private func weigh(
    _ block: Int, _ counts: [UInt32], _ own: RawBuffer<UInt32>.View, _ surprisal: Surprisal
  ) {
    let (codes, scripts, weights) = (stream.symbols.codes.view, stream.scripts, row.buffer.view)
    let signs = signs(block)
    // From two signs to one less than the longest.
    var readers = InlineArray<6, PackedMasses.Reader> { packed[$0][block].reader(of: signs) }
    var longest = row.reader(from: signs.lowerBound)
    // The masses of the grams of every length that end at the sign before.
    var before = InlineArray<8, UInt32>(repeating: 0)
    for article in blocks[block] {
      let range = articles.range(article)
      for place in range { own[Int(codes[place])] &+= 1 }
      let all = Self.mass(all: codes.count, own: range.count)
      for place in range {
        let code = Int(codes[place])
        let first = Self.mass(all: Int(counts[code]), own: Int(own[code]))
        var probability = Self.refined(Self.unseen, seen: first, room: all)
        var room = before[0]
        before[0] = UInt32(truncatingIfNeeded: first)
        if starts[place] {
          // No gram goes over the beginning of a text.
          for length in 1..<Background.order { before[length] = 0 }
        } else {
          for length in 1..<Background.order {
            let seen =
              length < Background.order - 1
              ? readers[length - 1].mass(at: place - signs.lowerBound) : longest.mass(at: place)
            guard seen | room != 0 else { break }
            probability = Self.refined(probability, seen: Int(seen), room: Int(room))
            (room, before[length]) = (before[length], seen)
          }
        }
        let bits = surprisal.hundredths(probability, atMost: Background.most)
        weights[place] = UInt16(truncatingIfNeeded: max(scripts[place].floor, bits))
      }
      for place in range { own[Int(codes[place])] = 0 }
    }
  }

  /// The probability after a sign more of context.
  @inline(__always)
  private static func refined(_ probability: Double, seen: Int, room: Int) -> Double {
    (Double(seen) + backOff * probability) / (Double(max(room, seen)) + backOff)
  }

  @inline(__always)
  private static func mass(all: Int, own: Int) -> Int {
    max(all - own - 3, 0) + 2 * max(own - 1, 0)
  }
}
