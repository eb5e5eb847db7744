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
    var counts = counts(of: alive, threads: threads)
    // Each round costs about what it takes to read the rows that are left.
    while living > 0 {
      let next = survivors(alive, counts: counts, least: least, threads: threads)
      let left = next.count { $0 }
      let isWorth = left * 8 < living * 7
      if left < living {
        alive = next
        living = left
        counts = self.counts(of: alive, threads: threads)
      }
      if !isWorth { break }
    }
    return ranked(alive, counts: counts, threads: threads)
  }

  /// For each shared gram how many of the living rows have it.
  private func counts(of alive: [Bool], threads: Int) -> RawBuffer<UInt32> {
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
    let sum = parts[0].view
    for part in parts.dropFirst() {
      let other = part.view
      for place in 0..<sum.count { sum[place] &+= other[place] }
    }
    return parts[0]
  }

  /// The rows whose grams that another living row has are long enough.
  private func survivors(
    _ alive: [Bool], counts: RawBuffer<UInt32>, least: Double, threads: Int
  ) -> [Bool] {
    let weights = weights
    return [Bool](count: alive.count) { survivors in
      Parallel.forEach(count: grams.blockCount, threads: threads) { block in
        for text in grams.texts(ofBlock: block) { survivors.set(text, to: false) }
        let counts = counts.view
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

  private func ranked(
    _ alive: [Bool], counts: RawBuffer<UInt32>, threads: Int
  ) -> (rows: RankedRows, texts: [UInt32]) {
    let features = rank(counts)
    let texts = alive.indices.filter { alive[$0] }.map { UInt32($0) }
    let rowOf = rows(of: texts)
    let lengths = RawBuffer<UInt32>(repeating: 0, count: texts.count)
    Parallel.forEach(count: grams.blockCount, threads: threads) { block in
      let (ranks, lengths) = (counts.view, lengths.view)
      grams.forEachText(ofBlock: block, where: { alive[$0] }) { text, found in
        let entries = found.entries.view
        var length: UInt32 = 0
        for place in 0..<entries.count {
          length &+= ranks[Int(entries[place].number)] == .max ? 0 : 1
        }
        lengths[Int(rowOf[text])] = length
      }
    }
    var indptr = [0]
    indptr.reserveCapacity(texts.count + 1)
    for row in texts.indices { indptr.append(indptr[row] + Int(lengths.view[row])) }
    let total = indptr[texts.count]
    let (ranks, values) = (RawBuffer<UInt32>(capacity: total), RawBuffer<Double>(capacity: total))
    ranks.resize(to: total)
    values.resize(to: total)
    let starts = indptr
    let whole = [Bool](count: texts.count) { whole in
      Parallel.forEach(count: grams.blockCount, threads: threads) { block in
        let (places, ranks, values) = (counts.view, ranks.view, values.view)
        var sorter = RowSorter()
        grams.forEachText(ofBlock: block, where: { alive[$0] }) { text, found in
          let entries = found.entries.view
          sorter.removeAll()
          for place in 0..<entries.count {
            let rank = places[Int(entries[place].number)]
            if rank != .max {
              sorter.append(key: rank, value: UInt32(truncatingIfNeeded: place))
            }
          }
          sorter.sort()
          let (row, length) = (Int(rowOf[text]), norms[text].length)
          let start = starts[row]
          for index in 0..<sorter.count {
            let entry = entries[Int(sorter.value(at: index))]
            ranks[start + index] = sorter.key(at: index)
            values[start + index] =
              weights.weight(
                count: entry.count, frequency: grams.frequencies[Int(entry.number)]) / length
          }
          whole.set(
            row,
            to: sorter.count == entries.count && found.lone == 0 && found.loneRepeated.isEmpty)
        }
      }
    }
    let rows = RankedRows(
      indptr: indptr, ranks: ranks, weights: values, whole: whole, features: features)
    return (rows, texts)
  }

  /// For each text its row.
  private func rows(of texts: [UInt32]) -> [UInt32] {
    var out = [UInt32](repeating: .max, count: grams.count)
    for (row, text) in texts.enumerated() { out[Int(text)] = UInt32(row) }
    return out
  }

  /// Replaces counts by ranks, the greatest count first, and those below 2 by `.max`.
  ///
  /// - Returns: The number of ranks.
  private func rank(_ counts: RawBuffer<UInt32>) -> Int {
    let view = counts.view
    var greatest: UInt32 = 0
    for place in 0..<view.count { greatest = max(greatest, view[place]) }
    var starts = [UInt32](repeating: 0, count: Int(greatest) + 1)
    for place in 0..<view.count { starts[Int(view[place])] += 1 }
    var sum: UInt32 = 0
    for count in starts.indices.reversed() where count >= 2 {
      let size = starts[count]
      starts[count] = sum
      sum += size
    }
    for place in 0..<view.count {
      let count = Int(view[place])
      if count < 2 {
        view[place] = .max
      } else {
        view[place] = starts[count]
        starts[count] += 1
      }
    }
    return Int(sum)
  }
}
