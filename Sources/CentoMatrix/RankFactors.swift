public import CentoParallel

/// A factor for each rank, kept so that few lookups wait for memory.
///
/// Where ranks go by frequency most of the rare ones have one factor, and a table of one number
/// for each run of ranks answers for them.
@usableFromInline
package struct RankFactors: Sendable {
  @usableFromInline let runs: RawBuffer<Double>
  @usableFromInline let single: RawBuffer<Double>


  /// The factors of the ranks `0 ..< count`, all greater than 0.
  package init(count: Int, factor: (Int) -> Double) {
    single = RawBuffer(capacity: count)
    for rank in 0..<count { single.append(factor(rank)) }
    // A run has 256 ranks.
    let shift = 8
    let runs = (count + (1 << shift) - 1) >> shift
    self.runs = RawBuffer(repeating: 0, count: runs)
    let (values, out) = (single.view, self.runs.view)
    for run in 0..<runs {
      let ranks = run << shift..<min(count, (run + 1) << shift)
      let first = values[ranks.lowerBound]
      out[run] = ranks.allSatisfy { values[$0] == first } ? first : 0
    }
  }

  /// The number of ranks.
  package var count: Int { single.count }

  /// The factors for an inner loop, while this is held.
  @inlinable
  package var reader: Reader { Reader(runs: runs.view, single: single.view) }

  /// The factor of a rank.
  package subscript(rank: UInt32) -> Double { reader[rank] }

  /// Looks factors up.
  @usableFromInline
  package struct Reader: Sendable {
    @usableFromInline let runs: RawBuffer<Double>.View
    @usableFromInline let single: RawBuffer<Double>.View

    @inlinable
    init(runs: RawBuffer<Double>.View, single: RawBuffer<Double>.View) {
      self.runs = runs
      self.single = single
    }

    /// The factor of a rank.
    @inlinable
    package subscript(rank: UInt32) -> Double {
      @inline(__always)
      get {
        let factor = runs[Int(rank &>> 8)]
        return factor > 0 ? factor : single[Int(rank)]
      }
    }
  }
}
