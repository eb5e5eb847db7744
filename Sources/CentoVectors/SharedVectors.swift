package import CentoGrams
package import CentoMatrix
internal import CentoParallel

/// TF-IDF rows as far as a join at a threshold needs them.
///
/// The weights are those of `TFIDFModel` to the last bit, but a gram that only one text has is no
/// entry of its row: it adds to the row's length and to no product. And a row whose shared grams
/// alone are shorter than the threshold is in no pair: x·y ≤ |x'| |y'|, x' and y' being what the
/// rows share. Once such rows are gone other grams are of one row only, and so on.
package struct SharedVectors: Sendable {
  /// The shared grams of every text.
  package let grams: SharedGrams
  private let weights: GramWeights
  /// For each text the sum of its squares, and the part of it that shared grams have.
  private let norms: [Norm]

  private struct Norm: BitwiseCopyable, Sendable {
    /// The length of the row before its weights are divided by it; 0 for a row without grams.
    var length: Double
    /// The length of the part that shared grams have.
    var shared: Double
  }

  /// How far below the threshold a row's shared part must stay for the row to be left: more than
  /// all roundings of a cosine and of two lengths.
  private static let margin = 1e-5

  /// Counts the grams of texts no two of which are equal.
  ///
  /// - Parameters:
  ///   - multiplicities: For each text how many units have it.
  ///   - units: The number of all units, empty ones included.
  /// - Throws: `VectorError.grams`.
  package init(
    multiplicities: [UInt32], units: Int, options: TFIDFModel.Options, threads: Int,
    text: @Sendable (Int) -> [UInt32]
  ) throws(VectorError) {
    let grams: SharedGrams
    do {
      grams = try SharedGramCounter.count(
        multiplicities: multiplicities, range: options.ngrams, threads: threads, text: text)
    } catch {
      throw .grams(error)
    }
    self.grams = grams
    let weights = GramWeights(units: units, termFrequency: options.termFrequency)
    self.weights = weights
    norms = [Norm](count: grams.count) { norms in
      Parallel.forEach(count: grams.blockCount, threads: threads) { block in
        grams.forEachText(ofBlock: block) { text, found in
          let entries = found.entries.view
          var squares = SquareSum()
          for place in 0..<entries.count {
            let entry = entries[place]
            squares.add(
              weights.weight(
                count: entry.count, frequency: grams.frequencies[Int(entry.number)]))
          }
          let shared = squares.root
          let alone = weights.idf(multiplicities[text])
          squares.add(weights.tf(1) * alone, times: found.lone)
          for count in found.loneRepeated { squares.add(weights.tf(count) * alone) }
          norms.set(text, to: Norm(length: squares.root, shared: shared))
        }
      }
    }
  }

  /// Whether a text has no gram at all.
  package func isEmpty(_ text: Int) -> Bool { norms[text].length == 0 }

  /// The rows that may be in a pair at or above `threshold`, ready to be joined.
  ///
  /// - Returns: The rows, and the text of each, ascending.
  package func rows(
    reaching threshold: Double, threads: Int
  ) -> (rows: RankedRows, texts: [UInt32]) {
    let least = threshold - Self.margin
    var alive = norms.map { $0.length > 0 && $0.shared >= least * $0.length }
    var living = alive.count { $0 }
    // Where nearly every row is left, looking for more to leave costs more than it saves.
    guard living * 4 < alive.count * 3 else {
      return ranked(alive, by: grams.frequencies, threads: threads)
    }
    var counts = counts(of: alive, threads: threads)
    while living > 0 {
      let next = survivors(alive, counts: counts, least: least, threads: threads)
      let left = next.count { $0 }
      if left == living { break }
      let isWorth = left * 8 < living * 7
      (alive, living) = (next, left)
      counts = self.counts(of: alive, threads: threads)
      if !isWorth { break }
    }
    return ranked(alive, by: counts, threads: threads)
  }

  /// For each shared gram how many of the living rows have it.
  private func counts(of alive: [Bool], threads: Int) -> [UInt32] {
    let workers = max(1, min(threads, 4, grams.blockCount))
    let parts = Parallel.map(count: workers, threads: threads) { worker in
      let counts = RawBuffer<UInt32>(repeating: 0, count: grams.frequencies.count)
      let view = counts.view
      for block in stride(from: worker, to: grams.blockCount, by: workers) {
        grams.forEachText(ofBlock: block, where: { alive[$0] }) { _, found in
          let entries = found.entries.view
          for place in 0..<entries.count { view[Int(entries[place].number)] &+= 1 }
        }
      }
      return counts
    }
    let total = grams.frequencies.count
    return [UInt32](count: total) { sums in
      for gram in 0..<total {
        var sum: UInt32 = 0
        for part in parts { sum &+= part.view[gram] }
        sums.set(gram, to: sum)
      }
    }
  }

  /// The rows whose grams that another living row has are long enough.
  private func survivors(
    _ alive: [Bool], counts: [UInt32], least: Double, threads: Int
  ) -> [Bool] {
    let weights = weights
    return [Bool](count: alive.count) { survivors in
      Parallel.forEach(count: grams.blockCount, threads: threads) { block in
        for text in grams.texts(ofBlock: block) { survivors.set(text, to: false) }
        grams.forEachText(ofBlock: block, where: { alive[$0] }) { text, found in
          let entries = found.entries.view
          var squares = 0.0
          for place in 0..<entries.count {
            let entry = entries[place]
            if counts[Int(entry.number)] < 2 { continue }
            let weight = weights.weight(
              count: entry.count, frequency: grams.frequencies[Int(entry.number)])
            squares += weight * weight
          }
          survivors.set(text, to: squares.squareRoot() >= least * norms[text].length)
        }
      }
    }
  }

  /// The living rows over the grams that two rows or more have by these counts.
  private func ranked(
    _ alive: [Bool], by counts: [UInt32], threads: Int
  ) -> (rows: RankedRows, texts: [UInt32]) {
    let (ranks, order) = Self.ranks(counts)
    let texts = alive.indices.filter { alive[$0] }.map { UInt32($0) }
    let made = makeRows(alive, ranks: ranks, threads: threads)
    let weights = weights
    let factors = order.map { weights.idf(grams.frequencies[Int($0)]) }
    let factored = FactoredWeights(
      counts: made.counts, terms: (0..<256).map { $0 == 0 ? 0 : weights.tf(UInt32($0)) },
      great: made.great, factors: factors, lengths: texts.map { norms[Int($0)].length })
    let rows = RankedRows(
      indptr: made.indptr, ranks: made.ranks, weights: .factored(factored),
      whole: texts.map { made.whole[Int($0)] }, features: order.count)
    return (rows, texts)
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

  /// The entries of the living rows, one after the other.
  private struct Entries {
    var indptr: [Int]
    var ranks: RawBuffer<UInt32>
    var counts: RawBuffer<UInt8>
    var great: [Int: Double]
    /// For each text whether none of its grams is left out.
    var whole: [Bool]
  }

  /// Two readings: one for the number of each row's entries, one for the entries.
  private func makeRows(_ alive: [Bool], ranks: [UInt32], threads: Int) -> Entries {
    let allRanked = !ranks.contains(.max)
    var lengths = [UInt32](repeating: 0, count: alive.count)
    if allRanked {
      for text in alive.indices where alive[text] { lengths[text] = UInt32(grams.length(of: text)) }
    } else {
      lengths = [UInt32](count: alive.count) { lengths in
        Parallel.forEach(count: grams.blockCount, threads: threads) { block in
          for text in grams.texts(ofBlock: block) { lengths.set(text, to: 0) }
          grams.forEachText(ofBlock: block, where: { alive[$0] }) { text, found in
            let entries = found.entries.view
            var length: UInt32 = 0
            for place in 0..<entries.count {
              length &+= ranks[Int(entries[place].number)] == .max ? 0 : 1
            }
            lengths.set(text, to: length)
          }
        }
      }
    }
    var starts = [0]
    starts.reserveCapacity(alive.count + 1)
    for text in alive.indices { starts.append(starts[text] + Int(lengths[text])) }
    let total = starts[alive.count]
    let (places, counts) = (RawBuffer<UInt32>(capacity: total), RawBuffer<UInt8>(capacity: total))
    places.resize(to: total)
    counts.resize(to: total)
    let begin = starts
    let weights = weights
    var parts: [[(Int, Double)]] = []
    let whole = [Bool](count: alive.count) { whole in
      parts = Parallel.map(count: grams.blockCount, threads: threads) { block in
        for text in grams.texts(ofBlock: block) { whole.set(text, to: false) }
        var great: [(Int, Double)] = []
        let (places, counts) = (places.view, counts.view)
        grams.forEachText(ofBlock: block, where: { alive[$0] }) { text, found in
          let entries = found.entries.view
          var next = begin[text]
          for place in 0..<entries.count {
            let entry = entries[place]
            let rank = ranks[Int(entry.number)]
            if rank == .max { continue }
            places[next] = rank
            if entry.count < 256 {
              counts[next] = UInt8(truncatingIfNeeded: entry.count)
            } else {
              counts[next] = 0
              great.append((next, weights.tf(entry.count)))
            }
            next += 1
          }
          whole.set(
            text,
            to: next - begin[text] == entries.count && found.lone == 0
              && found.loneRepeated.isEmpty)
        }
        return great
      }
    }
    var indptr = [0]
    for text in alive.indices where alive[text] { indptr.append(starts[text + 1]) }
    return Entries(
      indptr: indptr, ranks: places, counts: counts,
      great: Dictionary(uniqueKeysWithValues: parts.flatMap { $0 }), whole: whole)
  }
}
