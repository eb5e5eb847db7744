internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// What bounds on weights and their squares are made of, in tables that stay in the first cache.
///
/// Ranks are taken in classes, thirty-two to an octave: the factors of a class are hardly different,
/// and the greatest stands for all.
struct HeadWeights: Sendable {
  /// The greatest square of a factor in each class.
  private let factors = RawBuffer<Float>(repeating: 0, count: Int(CENTO_RANK_CLASSES))
  /// The square of the term of each count; 0 for counts that have none of their own.
  private let terms: RawBuffer<Float>

  /// The greatest factor of each class times the term of a count of one, or more; 0 where another
  /// count may have a lesser term.
  let once = RawBuffer<Float>(repeating: 0, count: Int(CENTO_RANK_CLASSES))

  init(_ weights: FactoredWeights) {
    terms = RawBuffer(repeating: 0, count: weights.terms.count)
    for count in 1..<weights.terms.count {
      terms.view[count] = JoinBounds.up(weights.terms[count] * weights.terms[count])
    }
    let factors = factors.view
    defer { makeOnce(weights) }
    weights.factors.forEachRange { ranks, factor in
      let square = JoinBounds.up(factor * factor)
      let last = Int(cento_rank_class(UInt32(ranks.upperBound - 1)))
      for number in Int(cento_rank_class(UInt32(ranks.lowerBound)))...last {
        factors[number] = max(factors[number], square)
      }
    }
  }

  private func makeOnce(_ weights: FactoredWeights) {
    guard weights.hasLeastTermOnce else { return }
    let term = Float(weights.terms[1]) * (1 + RowScales.slack)
    for number in 0..<factors.count {
      once.view[number] = factors.view[number].squareRoot() * term
    }
  }

  /// The tables for a kernel, while this is held.
  var tables: cento_head_weights {
    unsafe cento_head_weights(factors: factors.view.address, terms: terms.view.address)
  }
}
