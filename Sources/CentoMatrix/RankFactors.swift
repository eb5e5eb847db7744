public import CentoParallel

/// A factor for each rank, kept so that few lookups wait for memory.
///
/// Where ranks go by frequency most of the rare ones have one factor. Ranks are taken in runs: a
/// run whose factors are equal keeps one of them, and runs of one factor share it. A lookup does
/// not branch: which of the two a rank is cannot be foretold.
@usableFromInline
package struct RankFactors: Sendable {
  /// For each run of 256 ranks twice the place of its first factor, and one more if it keeps them
  /// all.
  @usableFromInline let runs = RawBuffer<UInt32>()
  @usableFromInline let values = RawBuffer<Double>()
  /// The number of ranks.
  package let count: Int

  /// The factors of the ranks `0 ..< count`.
  package init(count: Int, factor: (Int) -> Double) {
    self.count = count
    let run = RawBuffer<Double>()
    var start = 0
    while start < count {
      let ranks = start..<min(count, start + 256)
      run.resize(to: 0)
      for rank in ranks { run.append(factor(rank)) }
      let first = run.view[0]
      let isOne = (0..<run.count).allSatisfy { run.view[$0] == first }
      if isOne {
        if values.count == 0 || values.view[values.count - 1] != first { values.append(first) }
        runs.append(UInt32(values.count - 1) << 1)
      } else {
        runs.append(UInt32(values.count) << 1 | 1)
        values.append(run)
      }
      start = ranks.upperBound
    }
  }

  /// The factors for an inner loop, while this is held.
  @inlinable
  package var reader: Reader { Reader(runs: runs.view, values: values.view) }

  /// The factor of a rank.
  package subscript(rank: UInt32) -> Double { reader[rank] }

  /// Calls `body` with ranks and the factor that they have, all ranks in order.
  package func forEachRange(_ body: (_ ranks: Range<Int>, _ factor: Double) -> Void) {
    let (runs, values) = (runs.view, values.view)
    for run in 0..<runs.count {
      let ranks = run * 256..<min(count, (run + 1) * 256)
      let first = Int(runs[run] >> 1)
      if runs[run] & 1 == 0 {
        body(ranks, values[first])
      } else {
        for rank in ranks { body(rank..<rank + 1, values[first + rank - ranks.lowerBound]) }
      }
    }
  }

  /// Looks factors up.
  @usableFromInline
  package struct Reader: Sendable {
    @usableFromInline let runs: RawBuffer<UInt32>.View
    @usableFromInline let values: RawBuffer<Double>.View

    @inlinable
    init(runs: RawBuffer<UInt32>.View, values: RawBuffer<Double>.View) {
      self.runs = runs
      self.values = values
    }

    /// The factor of a rank.
    @inlinable
    package subscript(rank: UInt32) -> Double {
      @inline(__always)
      get {
        let run = runs[Int(rank &>> 8)]
        let within = rank & 255 & (0 &- (run & 1))
        return values[Int((run &>> 1) &+ within)]
      }
    }
  }
}
