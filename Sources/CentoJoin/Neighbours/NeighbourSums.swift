internal import CentoParallel

/// The sums of a block looked through in plain order, many rows at a time.
enum NeighbourSums {
  /// The greatest number that so many rows or more have as their sum, or a lesser one.
  ///
  /// The greatest sums of runs of rows are as many numbers of different rows.
  ///
  /// - Parameters:
  ///   - wanted: How many rows.
  ///   - greatest: Room for work.
  static func reached(
    by wanted: Int, of sums: RawBuffer<UInt16>.View, _ greatest: inout [UInt16]
  ) -> UInt16 {
    let run = max(8, min(128, sums.count / (4 * wanted) / 8 * 8))
    greatest.removeAll(keepingCapacity: true)
    var row = 0
    while row < sums.count {
      var most = SIMD8<UInt16>(repeating: 0)
      for place in stride(from: row, to: min(row + run, sums.count), by: 8) {
        most = pointwiseMax(most, sums.eight(at: place))
      }
      greatest.append(most.max())
      row += run
    }
    guard greatest.count >= wanted else { return 0 }
    greatest.sort(by: >)
    return greatest[wanted - 1]
  }

  /// Writes the rows whose sums, with the product of both rests, are at least `least`, and what they
  /// have so.
  ///
  /// - Parameters:
  ///   - factor: The norm of the query's rest, in units of 2^-8; times a norm at most 2^15 − 1.
  ///   - most: More rows than that are not told.
  ///   - out: The rows in the lower 32 bits, what they have above.
  /// - Returns: Whether these are all.
  static func collect(
    atLeast least: UInt16, of sums: RawBuffer<UInt16>.View, rests norms: RawBuffer<UInt16>.View,
    factor: UInt16, most: Int, into out: inout [UInt64]
  ) -> Bool {
    out.removeAll(keepingCapacity: true)
    let (factors, one) = (SIMD8<UInt16>(repeating: factor), SIMD8<UInt16>(repeating: 1))
    var row = 0
    while row < sums.count {
      var greatest = SIMD8<UInt16>(repeating: 0)
      for place in stride(from: row, to: row + NeighbourIndex.stride, by: 8) {
        let rest = (norms.eight(at: place) &* factors &+ one) &>> one
        greatest = pointwiseMax(greatest, sums.eight(at: place) &+ rest)
      }
      if greatest.max() >= least {
        for place in row..<row + NeighbourIndex.stride {
          let sum = sums[place] &+ (norms[place] &* factor &+ 1) &>> 1
          if sum >= least { out.append(UInt64(sum) << 32 | UInt64(place)) }
        }
        if out.count > most { return false }
      }
      row += NeighbourIndex.stride
    }
    return true
  }
}
