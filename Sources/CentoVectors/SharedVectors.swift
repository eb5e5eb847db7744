package import CentoGrams
internal import CentoMatrix
package import CentoParallel

/// TF-IDF rows as far as a join at a threshold needs them.
///
/// The weights are those of `TFIDFModel` to the last bit, but a gram that only one text has is no
/// entry of its row: it adds to the row's length and to no product. And a row whose shared grams
/// alone are shorter than the threshold is in no pair: x·y ≤ |x'| |y'|, x' and y' being what the
/// rows share. Once such rows are gone other grams are of one row only, and so on.
package struct SharedVectors: Sendable {
  /// The shared grams of every text.
  package let grams: SharedGrams
  let weights: GramWeights
  /// The inverse document frequency of each shared gram.
  let factors: RankFactors
  /// For each text the sum of its squares, and the part of it that shared grams have.
  let norms: RawBuffer<Norm>

  struct Norm: BitwiseCopyable, Sendable {
    /// The length of the row before its weights are divided by it; 0 for a row without grams.
    var length: Double
    /// The length of the part that shared grams have; its rounding is far below the margin.
    var shared: Float
    /// The number of shared grams.
    var entries: UInt32
    /// Whether every gram of the text is shared.
    var isWhole: Bool
  }

  /// How far below the threshold a row's shared part must stay for the row to be left: more than
  /// all roundings of a cosine and of two lengths.
  private static let margin = 1e-5

  /// Counts the grams of texts no two of which are equal.
  ///
  /// - Parameters:
  ///   - multiplicities: For each text how many units have it.
  ///   - units: The number of all units, empty ones included.
  ///   - memory: Where the texts' grams are set aside; nil to keep all in memory.
  ///   - length: The scalars of a text.
  /// - Throws: `VectorError.grams`.
  package init(
    multiplicities: [UInt32], units: Int, options: TFIDFModel.Options, threads: Int,
    memory: CountingMemory? = nil, progress: Progress? = nil, length: (Int) -> Int,
    text: @Sendable (Int) -> [UInt32]
  ) throws(VectorError) {
    let weights = GramWeights(units: units, termFrequency: options.termFrequency)
    self.weights = weights
    let norms = RawBuffer<Norm>(capacity: multiplicities.count)
    norms.resize(to: multiplicities.count)
    self.norms = norms
    let out = norms.view
    let once = weights.tf(1)
    let sums = RowSums(
      term: { weights.tf($0) }, factor: { weights.idf($0) },
      take: { text, row in
        var squares = SquareSum(row.squares)
        let shared = squares.root
        let alone = weights.idf(multiplicities[text])
        squares.add(once * alone, times: row.lone)
        for count in row.loneRepeated { squares.add(weights.tf(count) * alone) }
        out[text] = Norm(
          length: squares.root, shared: Float(shared), entries: UInt32(row.entries),
          isWhole: row.lone == 0 && row.loneRepeated.isEmpty)
      })
    do {
      grams = try SharedGramCounter.count(
        multiplicities: multiplicities, range: options.ngrams, threads: threads, memory: memory,
        sums: sums, progress: progress, length: length, text: text)
    } catch {
      throw .grams(error)
    }
    let frequencies = grams.frequencies
    factors = RankFactors(count: frequencies.count) { weights.idf(frequencies[$0]) }
  }

  /// Whether a text has no gram at all.
  package func isEmpty(_ text: Int) -> Bool { norms.view[text].length == 0 }

  /// The rows that may be in a pair at or above `threshold`, ready to be made.
  package func plan(reaching threshold: Double, threads: Int) -> RowPlan {
    let least = threshold - Self.margin
    var alive = (0..<norms.count).map { text in
      let norm = norms.view[text]
      return norm.length > 0 && Double(norm.shared) >= least * norm.length
    }
    var living = alive.count { $0 }
    // Where nearly every row is left, looking for more to leave costs more than it saves.
    guard living * 4 < alive.count * 3 else {
      return RowPlan(self, alive: alive, counts: nil, threads: threads)
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
    return RowPlan(self, alive: alive, counts: counts, threads: threads)
  }

  /// For each shared gram how many of the living rows have it.
  private func counts(of alive: [Bool], threads: Int) -> [UInt32] {
    let workers = max(1, min(threads, 4, grams.blockCount))
    let parts = Parallel.map(count: workers, threads: threads) { worker in
      let counts = RawBuffer<UInt32>(repeating: 0, count: grams.frequencies.count)
      let view = counts.view
      for block in stride(from: worker, to: grams.blockCount, by: workers) {
        grams.forEachText(ofBlock: block, where: { alive[$0] }) { _, found in
          for place in found.range { view[Int(found.numbers[place])] &+= 1 }
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
          var squares = 0.0
          for place in found.range {
            let number = Int(found.numbers[place])
            if counts[number] < 2 { continue }
            let weight = weights.weight(
              count: found.count(at: place), frequency: grams.frequencies[number])
            squares += weight * weight
          }
          survivors.set(text, to: squares.squareRoot() >= least * norms.view[text].length)
        }
      }
    }
  }
}
