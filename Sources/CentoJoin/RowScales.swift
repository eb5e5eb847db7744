internal import CentoMatrix
internal import CentoParallel

/// How the weights of a row compare with the factors of its features.
///
/// Let u be the factor of a feature that stands once. A row of length L (before it was brought to
/// length 1) has the weight u/L of a feature that it has once, and u/L and something more of one
/// that it has more often; `excess` is the norm of all that is more. For x' and y', parts of two
/// rows, x'·y' ≤ Σ x'(u/L(y) + more) ≤ |x'|²·L(x)/L(y) + |x'|·excess(y), since L(x)·x' ≥ u wherever
/// x' is not 0. Where one row is longer than the other this is less than |x'|·|y'|: nothing that
/// is read of the long row can have more in common with the short row than the short row has. Both
/// rows are of sets with the same factors.
struct RowScales: Sendable {
  let lengths: RawBuffer<Float>
  let excess: RawBuffer<Float>

  /// What stands for the roundings of bounds made of scales, relative to them.
  static let slack: Float = 1e-5

  /// The scales of some rows; lengths of 1 and an excess that excludes nothing where the weights
  /// are not made of counts and factors.
  init(_ rows: RankedRows, threads: Int) {
    lengths = RawBuffer(repeating: 1, count: rows.count)
    excess = RawBuffer(repeating: 1.001, count: rows.count)
    guard case .factored(let factored) = rows.weights else { return }
    let once = factored.terms[1]
    guard once > 0, factored.terms.dropFirst().allSatisfy({ $0 >= once }) else { return }
    let (length, more) = (lengths.view, excess.view)
    let (counts, ranks) = (factored.counts.view, rows.ranks.view)
    let blocks = Parallel.blocks(of: rows.count, size: 1024)
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      let factors = factored.factors.reader
      for row in blocks[block] {
        var squares = 0.0
        for place in rows.range(ofRow: row) where counts[place] != 1 {
          let over = max(0, factored.term(place) - once) * factors[ranks[place]]
          squares += over * over
        }
        length[row] = Float(factored.lengths[row])
        more[row] = Float(squares.squareRoot() / factored.lengths[row]) + Self.slack
      }
    }
  }

  private init(lengths: RawBuffer<Float>, excess: RawBuffer<Float>) {
    (self.lengths, self.excess) = (lengths, excess)
  }

  /// The rows' numbers by length, the shortest first; a row with much excess counts as shorter, for
  /// it can be filled by shorter rows.
  ///
  /// - Parameter least: What rests have to make up.
  func order(least: Float) -> [Int] {
    let (lengths, excess) = (lengths.view, excess.view)
    var keys = (0..<lengths.count).map { row in
      let key = max(0, lengths[row] * (least - excess[row]))
      // Numbers that are not negative are in the order of their bits.
      return UInt64(key.bitPattern) << 32 | UInt64(row)
    }
    keys.sort()
    return keys.map { Int($0 & 0xFFFF_FFFF) }
  }

  /// The scales of the same rows in another order.
  func ordered(_ order: [Int]) -> RowScales {
    let lengths = RawBuffer<Float>(repeating: 0, count: order.count)
    let excess = RawBuffer<Float>(repeating: 0, count: order.count)
    for (place, row) in order.enumerated() {
      lengths.view[place] = self.lengths.view[row]
      excess.view[place] = self.excess.view[row]
    }
    return RowScales(lengths: lengths, excess: excess)
  }
}

extension RankedRows {
  /// The same rows in another order; no entry is moved.
  func ordered(_ order: [Int]) -> RankedRows {
    let weights: Weights =
      switch weights {
      case .explicit: weights
      case .factored(let factored):
        .factored(
          FactoredWeights(
            counts: factored.counts, terms: factored.terms, great: factored.great,
            factors: factored.factors, lengths: order.map { factored.lengths[$0] }))
      }
    return RankedRows(
      starts: order.map { starts[$0] }, lengths: order.map { lengths[$0] }, ranks: ranks,
      weights: weights, whole: order.map { whole[$0] }, features: features)
  }
}
