internal import CentoGrams
package import CentoMatrix
internal import CentoParallel

/// The rows of a join before they are made: which texts have one, and the rank of each gram.
///
/// Rows are made for all texts at once, or for some blocks of them at a time, the ranks and so the
/// weights being the same: a tile of a join.
package struct RowPlan: Sendable {
  private let vectors: SharedVectors
  private let alive: [Bool]
  /// The rank of each gram, the commonest first; `.max` for those that only one living row has.
  ///
  /// Nil where ranks are numbers.
  private let ranks: [UInt32]?
  /// The inverse document frequency of each rank.
  private let factors: RankFactors
  /// For each text the number of its row's entries.
  private let lengths: [UInt32]

  /// The living rows over the grams that two rows or more have by these counts; over all shared
  /// grams without.
  init(_ vectors: SharedVectors, alive: [Bool], counts: [UInt32]?, threads: Int) {
    self.vectors = vectors
    self.alive = alive
    guard let counts else {
      ranks = nil
      factors = vectors.factors
      lengths = alive.indices.map { alive[$0] ? vectors.norms.view[$0].entries : 0 }
      return
    }
    let (ranks, order) = Self.ranks(counts)
    self.ranks = ranks
    let view = vectors.factors
    factors = RankFactors(count: order.count) { view[order[$0]] }
    lengths = Self.lengths(vectors, alive: alive, ranks: ranks, threads: threads)
  }

  /// The number of ranks.
  package var features: Int { factors.count }

  /// The number of entries of all rows.
  package var entries: Int { lengths.reduce(0) { $0 + Int($1) } }

  /// The number of texts, with or without a row.
  package var texts: Int { alive.count }

  /// The number of blocks of texts.
  package var blocks: Int { vectors.grams.blockCount }

  /// Runs of blocks whose rows have at most `entries` entries, single blocks excepted.
  package func tiles(of entries: Int) -> [Range<Int>] {
    let grams = vectors.grams
    let sizes = (0..<grams.blockCount).map { block in
      grams.texts(ofBlock: block).reduce(0) { $0 + Int(lengths[$1]) }
    }
    return Parallel.runs(of: sizes, upTo: entries)
  }

  /// All rows.
  package func rows(threads: Int) -> TileRows {
    rows(ofBlocks: 0..<vectors.grams.blockCount, threads: threads)
  }

  /// The rows of some blocks.
  ///
  /// - Parameter isLast: Whether the grams that the rows are made of are let go: no row of these
  ///   blocks can be made again.
  /// - Complexity: O(entries) time; 5 bytes an entry and 25 a row.
  package func rows(
    ofBlocks blocks: Range<Int>, isLast: Bool = false, threads: Int
  ) -> TileRows {
    let all = span(of: blocks)
    let texts = all.filter { alive[$0] }.map { UInt32($0) }
    // Where all grams have ranks and all texts stay in memory, rows are what was counted.
    let made =
      ranks == nil && blocks.count == vectors.grams.blockCount
      ? Entries(counted: vectors) : nil
    let entries =
      made
      ?? Entries(
        vectors.grams, blocks: blocks, texts: all, weights: vectors.weights, alive: alive,
        ranks: ranks, lengths: lengths, isLast: isLast, threads: threads)
    let weights = vectors.weights
    let factored = FactoredWeights(
      counts: entries.counts, terms: (0..<256).map { $0 == 0 ? 0 : weights.tf(UInt32($0)) },
      great: entries.great, factors: factors,
      lengths: texts.map { vectors.norms.view[Int($0)].length })
    return TileRows(
      rows: RankedRows(
        starts: texts.map { entries.starts[Int($0) - all.lowerBound] },
        lengths: texts.map { lengths[Int($0)] }, ranks: entries.places,
        weights: .factored(factored), whole: texts.map { entries.whole[Int($0) - all.lowerBound] },
        features: factors.count),
      texts: texts)
  }

  private func span(of blocks: Range<Int>) -> Range<Int> {
    guard let first = blocks.first, let last = blocks.last else { return 0..<0 }
    let grams = vectors.grams
    return grams.texts(ofBlock: first).lowerBound..<grams.texts(ofBlock: last).upperBound
  }

  /// The ranks of the grams by these counts, the greatest first, `.max` for those below 2, and
  /// the gram of each rank.
  private static func ranks(_ counts: [UInt32]) -> (ranks: [UInt32], order: [UInt32]) {
    var starts = [UInt32](repeating: 0, count: Int(counts.max() ?? 0) + 1)
    for count in counts { starts[Int(count)] += 1 }
    var sum: UInt32 = 0
    for count in starts.indices.reversed() where count >= 2 {
      let size = starts[count]
      starts[count] = sum
      sum += size
    }
    var ranks = [UInt32](repeating: .max, count: counts.count)
    var order = [UInt32](repeating: 0, count: Int(sum))
    for (gram, count) in counts.enumerated() where count >= 2 {
      let rank = starts[Int(count)]
      starts[Int(count)] = rank + 1
      ranks[gram] = rank
      order[Int(rank)] = UInt32(gram)
    }
    return (ranks, order)
  }

  private static func lengths(
    _ vectors: SharedVectors, alive: [Bool], ranks: [UInt32], threads: Int
  ) -> [UInt32] {
    let grams = vectors.grams
    return [UInt32](count: alive.count) { lengths in
      Parallel.forEach(count: grams.blockCount, threads: threads) { block in
        for text in grams.texts(ofBlock: block) { lengths.set(text, to: 0) }
        grams.forEachText(ofBlock: block, where: { alive[$0] }) { text, found in
          var length: UInt32 = 0
          for place in found.range {
            length &+= ranks[Int(found.numbers[place])] == .max ? 0 : 1
          }
          lengths.set(text, to: length)
        }
      }
    }
  }
}

/// Rows that may be in a pair, and the text of each, ascending.
package struct TileRows: Sendable {
  /// The rows.
  package let rows: RankedRows
  /// The text of each row.
  package let texts: [UInt32]

  /// Rows of these texts.
  package init(rows: RankedRows, texts: [UInt32]) {
    self.rows = rows
    self.texts = texts
  }
}

/// The entries of the living rows of some blocks, one after the other.
private struct Entries {
  let places: RawBuffer<UInt32>
  let counts: RawBuffer<UInt8>
  var great: [Int: Double] = [:]
  /// For each text of the blocks whether none of its grams is left out.
  var whole: [Bool] = []
  /// For each text of the blocks where its entries start.
  let starts: [Int]

  /// The entries as they were counted; nil where they are not held as one.
  init?(counted vectors: SharedVectors) {
    guard let entries = vectors.grams.entries else { return nil }
    (places, counts) = (entries.numbers, entries.counts)
    great = vectors.grams.great.mapValues { vectors.weights.tf($0) }
    var starts: [Int] = []
    starts.reserveCapacity(vectors.norms.count)
    var start = 0
    for text in 0..<vectors.norms.count {
      starts.append(start)
      start += Int(vectors.norms.view[text].entries)
    }
    self.starts = starts
    whole = (0..<vectors.norms.count).map { vectors.norms.view[$0].isWhole }
  }

  init(
    _ grams: SharedGrams, blocks: Range<Int>, texts: Range<Int>, weights: GramWeights,
    alive: [Bool], ranks: [UInt32]?, lengths: [UInt32], isLast: Bool, threads: Int
  ) {
    var starts = [0]
    starts.reserveCapacity(texts.count + 1)
    for text in texts { starts.append(starts[starts.count - 1] + Int(lengths[text])) }
    let total = starts[texts.count]
    self.starts = starts
    (places, counts) = (RawBuffer<UInt32>(capacity: total), RawBuffer<UInt8>(capacity: total))
    places.resize(to: total)
    counts.resize(to: total)
    let (begin, origin, places, counts) = (starts, texts.lowerBound, places, counts)
    var parts: [[(Int, Double)]] = []
    whole = [Bool](count: texts.count) { whole in
      parts = Parallel.map(count: blocks.count, threads: threads) { index in
        let block = blocks.lowerBound + index
        for text in grams.texts(ofBlock: block) { whole.set(text - origin, to: false) }
        var great: [(Int, Double)] = []
        let (places, counts) = (places.view, counts.view)
        grams.forEachText(ofBlock: block, isLast: isLast, where: { alive[$0] }) { text, found in
          let start = begin[text - origin]
          var next = start
          for place in found.range {
            let number = found.numbers[place]
            let rank = ranks?[Int(number)] ?? number
            if rank == .max { continue }
            places[next] = rank
            counts[next] = found.counts[place]
            if found.counts[place] == 0 {
              great.append((next, weights.tf(found.count(at: place))))
            }
            next += 1
          }
          whole.set(
            text - origin,
            to: next - start == found.range.count && found.lone == 0
              && found.loneRepeated.isEmpty)
        }
        return great
      }
    }
    great = Dictionary(uniqueKeysWithValues: parts.flatMap { $0 })
  }
}
