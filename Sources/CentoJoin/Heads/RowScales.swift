internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// How the weights of a row compare with the factors of its features.
///
/// Let f be the factor of a feature, and o the term of a feature that stands once: a row of length L
/// (before it was brought to length 1) has the weight t·f/L of a feature whose term is t ≥ o. For
/// parts x' and y' of two rows x'·y' = Σ s·t·f²/(L(x)·L(y)) over what both have. Since s·o ≤ s²,
///
///     x'·y' ≤ |x'|²·L(x)/L(y) + |x'|·excess(y),  excess(y)² = Σ (t − o)²·f²/L(y)²
///
/// and since s·t ≤ s² + g(t) for s ≥ o, where g(t) = o·(t − o) up to t = 2·o and t²/4 from there,
///
///     x'·y' ≤ |x'|²·L(x)/L(y) + surplus(y)·L(y)/L(x),  surplus(y) = Σ g(t)·f²/L(y)² ≤ 1/4
///
/// A row that says nothing twice has neither; the surplus is the smaller by far where rows are about
/// as long as one another. Where one row is longer than the other, or the rests are short, this is
/// less than |x'|·|y'|: what is read of one row has no more in common with the other than it has
/// itself. Both rows are of sets with the same factors.
struct RowScales: Sendable {
  let lengths: RawBuffer<Float>
  let excess: RawBuffer<Float>
  let surplus: RawBuffer<Float>

  /// What stands for the roundings of bounds made of scales, relative to them.
  static let slack: Float = 1e-5

  /// The scales of some rows; lengths of 1 and an excess that excludes nothing where the weights
  /// are not made of counts and factors.
  init(_ rows: RankedRows, threads: Int) {
    lengths = RawBuffer(repeating: 1, count: rows.count)
    excess = RawBuffer(repeating: 1.001, count: rows.count)
    surplus = RawBuffer(repeating: 1.001, count: rows.count)
    guard case .factored(let factored) = rows.weights else { return }
    let once = factored.terms[1]
    guard factored.hasLeastTermOnce else { return }
    let (length, over, granted) = (lengths.view, excess.view, surplus.view)
    let (counts, ranks) = (factored.counts.view, rows.ranks.view)
    let blocks = Parallel.blocks(of: rows.count, size: 1024)
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      let factors = factored.factors.reader
      let repeated = RawBuffer<UInt32>()
      for row in blocks[block] {
        var (squares, sum) = (0.0, 0.0)
        let range = rows.range(ofRow: row)
        repeated.resize(to: range.count)
        let found = unsafe cento_head_repeated(
          counts.address + range.lowerBound, range.count, repeated.view.address)
        for index in 0..<found {
          let place = range.lowerBound &+ Int(repeated.view[index])
          let (term, factor) = (factored.term(place), factors[ranks[place]])
          let square = factor * factor
          squares += (term - once) * (term - once) * square
          sum += (term < 2 * once ? once * (term - once) : term * term / 4) * square
        }
        let whole = factored.lengths[row]
        length[row] = Float(whole)
        over[row] = Float(squares.squareRoot() / whole) + Self.slack
        granted[row] = Float(sum / (whole * whole)) + Self.slack
      }
    }
  }

  private init(
    lengths: RawBuffer<Float>, excess: RawBuffer<Float>, surplus: RawBuffer<Float>
  ) {
    (self.lengths, self.excess, self.surplus) = (lengths, excess, surplus)
  }

  /// For each row the length that another must have at least to fill it.
  ///
  /// - Parameter least: What rests have to make up.
  func fills(least: Float) -> [Float] {
    let (lengths, excess, surplus) = (lengths.view, excess.view, surplus.view)
    return (0..<lengths.count).map { row in
      lengths[row] * Self.leastRatio(least, excess: excess[row], surplus: surplus[row])
    }
  }

  /// The numbers of rows in the order of what fills them, the least first.
  static func order(_ fills: [Float]) -> [Int] {
    // Numbers that are not negative are in the order of their bits.
    var order = RowSorter()
    for (row, fill) in fills.enumerated() {
      order.append(key: fill.bitPattern, value: UInt32(row))
    }
    order.sort()
    return fills.indices.map { Int(order.value(at: $0)) }
  }

  /// The least ratio q of a row's length to this one's with q + min(excess, surplus / q) ≥ `least`.
  private static func leastRatio(_ least: Float, excess: Float, surplus: Float) -> Float {
    let whole = max(0, least - excess)
    let square = least * least / 4 - surplus
    guard square > 0 else { return whole }
    // Between the roots the surplus does not suffice.
    let (low, high) = (least / 2 - square.squareRoot(), least / 2 + square.squareRoot())
    return whole <= low ? whole : max(whole, high)
  }

  /// The scales of the same rows in another order.
  func ordered(_ order: [Int]) -> RowScales {
    func taken(_ numbers: RawBuffer<Float>) -> RawBuffer<Float> {
      let out = RawBuffer<Float>(repeating: 0, count: order.count)
      for (place, row) in order.enumerated() { out.view[place] = numbers.view[row] }
      return out
    }
    return RowScales(lengths: taken(lengths), excess: taken(excess), surplus: taken(surplus))
  }
}

extension FactoredWeights {
  /// Whether what stands once has a term, and no more often a lesser one.
  var hasLeastTermOnce: Bool {
    terms[1] > 0 && terms.dropFirst().allSatisfy { $0 >= terms[1] }
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
