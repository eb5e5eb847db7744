public import CentoParallel

/// Rows whose columns are numbered by how many rows have them, the commonest 0, and from which
/// columns of one row only are left out: what a join reads.
///
/// The lengths of rows are those before anything was left out. A row's entries come in any order,
/// unless its maker says otherwise.
@usableFromInline
package struct RankedRows: Sendable {
  /// What a weight is made of.
  @usableFromInline
  package enum Weights: Sendable {
    /// The weights themselves.
    case explicit(RawBuffer<Double>)
    /// A count and a factor for each entry, five bytes with its rank instead of twelve.
    case factored(FactoredWeights)
  }

  /// Where each row starts.
  ///
  /// Between two rows there may be entries that are no row's.
  @usableFromInline package let starts: [Int]
  /// The number of entries of each row.
  @usableFromInline package let lengths: [UInt32]
  /// The ranks.
  @usableFromInline package let ranks: RawBuffer<UInt32>
  /// The weights.
  @usableFromInline package let weights: Weights
  /// The counts that weights are made of, for loops that need no more; nil where weights are given.
  @usableFromInline package let counts: RawBuffer<UInt8>.View?
  /// For each row whether nothing was left out.
  package let whole: [Bool]
  /// The number of ranks.
  package let features: Int

  /// Rows of these arrays.
  package init(
    starts: [Int], lengths: [UInt32], ranks: RawBuffer<UInt32>, weights: Weights, whole: [Bool],
    features: Int
  ) {
    self.starts = starts
    self.lengths = lengths
    self.ranks = ranks
    self.weights = weights
    counts = if case .factored(let factored) = weights { factored.counts.view } else { nil }
    self.whole = whole
    self.features = features
  }

  /// The number of rows.
  package var count: Int { starts.count }

  /// The number of entries of all rows.
  package var entries: Int { lengths.reduce(0) { $0 + Int($1) } }

  /// Where the entries of a row are.
  @inlinable @inline(__always)
  package func range(ofRow row: Int) -> Range<Int> {
    let start = starts[row]
    return start..<start &+ Int(lengths[row])
  }

  /// Writes the weights of a row to the first places of `out`, which is made long enough.
  @inlinable
  package func read(_ row: Int, into out: RawBuffer<Double>) {
    let (start, end) = (starts[row], starts[row] + Int(lengths[row]))
    out.resize(to: end - start)
    let out = out.view
    switch weights {
    case .explicit(let weights):
      let weights = weights.view
      for place in start..<end { out[place - start] = weights[place] }
    case .factored(let factored):
      // The tables are taken once, not once an entry; the operations are `factored.weight`'s.
      let (ranks, counts, terms, factors) = (
        ranks.view, factored.counts.view, factored.terms, factored.factors.reader
      )
      let length = factored.lengths[row]
      for place in start..<end {
        let count = Int(counts[place])
        let term = count > 0 ? terms[count] : factored.term(place)
        out[place - start] = term * factors[ranks[place]] / length
      }
    }
  }

  /// Has the entries of a row brought near: the first `most` of them.
  @inlinable @inline(__always)
  package func callFor(_ row: Int, most: Int) {
    let start = starts[row]
    let end = start &+ min(Int(lengths[row]), most)
    for place in stride(from: start, to: end, by: 16) { ranks.view.prefetch(place) }
    if let counts {
      for place in stride(from: start, to: end, by: 64) { counts.prefetch(place) }
    } else if case .explicit(let weights) = weights {
      for place in stride(from: start, to: end, by: 8) { weights.view.prefetch(place) }
    }
  }

  /// The weight of one entry of a row.
  @inlinable @inline(__always)
  package func weight(_ place: Int, row: Int) -> Double {
    switch weights {
    case .explicit(let weights): weights.view[place]
    case .factored(let factored):
      factored.weight(place, rank: ranks.view[place], row: row)
    }
  }
}

/// Weights of the form tf(count) · factor(column) / length(row).
@usableFromInline
package struct FactoredWeights: Sendable {
  /// How often each entry occurs; 0 where that is more than 255.
  @usableFromInline package let counts: RawBuffer<UInt8>
  /// What stands for so many occurrences: tf of 0 … 255.
  @usableFromInline package let terms: [Double]
  /// tf of the entries that occur more often.
  @usableFromInline package let great: [Int: Double]
  /// The factor of each rank.
  @usableFromInline package let factors: RankFactors
  /// The length of each row.
  @usableFromInline package let lengths: [Double]

  /// The same weights, the counts of the entries standing elsewhere.
  package func with(counts: RawBuffer<UInt8>) -> FactoredWeights {
    FactoredWeights(
      counts: counts, terms: terms, great: great, factors: factors, lengths: lengths)
  }

  /// Weights of these factors.
  package init(
    counts: RawBuffer<UInt8>, terms: [Double], great: [Int: Double],
    factors: RankFactors, lengths: [Double]
  ) {
    self.counts = counts
    self.terms = terms
    self.great = great
    self.factors = factors
    self.lengths = lengths
  }

  /// The weight of an entry: rounded as a product, then as a quotient, as in every other place
  /// where a weight is made.
  @inlinable @inline(__always)
  package func weight(_ place: Int, rank: UInt32, row: Int) -> Double {
    term(place) * factors.reader[rank] / lengths[row]
  }

  /// What stands for the occurrences of an entry.
  @inlinable
  package func term(_ place: Int) -> Double {
    let count = Int(counts.view[place])
    return count > 0 ? terms[count] : great[place] ?? 0
  }
}
