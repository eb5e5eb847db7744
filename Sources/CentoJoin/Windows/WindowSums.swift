internal import CCentoKernels
internal import CentoParallel

/// The sums of a block's rows while one query is asked, at most 65,535: the room's calls of the
/// kernels of windows.
struct WindowSums {
  let sums: RawBuffer<UInt16>.View
  /// The rows met, and one place more.
  let met: RawBuffer<UInt32>.View
  let once: RawBuffer<UInt16>.View
  let often: RawBuffer<UInt32>.View
  /// The least lengths of runs of rows, and of each and those after it.
  let runs: RawBuffer<Float>.View
  let shortest: RawBuffer<Float>.View
  /// The length of each candidate, and the first of the block.
  let lengths: RawBuffer<Float>.View
  let first: Int

  /// So many rows are added up and looked through at a time: their sums stay in the first cache.
  private static let partRows = 16_384
  /// As many sums are looked through in the time that account of one row met takes, about.
  private static let sumsPerRow = 24

  init(of index: WindowIndex, lengths: RawBuffer<Float>.View, _ scratch: WindowScratch) {
    (sums, met, self.lengths) = (scratch.sums.view, scratch.met.view, lengths)
    (once, often) = (index.once.view, index.often.view)
    (runs, shortest, first) = (index.runs.view, index.shortest.view, index.rows.lowerBound)
  }

  /// Adds up what rows collect in the windows of a query, and writes those that have collected
  /// enough to `met`; all sums are 0 before and after.
  ///
  /// Account of the rows met is kept only as long as they are few; sums of many are looked through
  /// one after the other.
  ///
  /// - Parameter share: What a row must have collected for each unit of its length.
  /// - Returns: The number of rows.
  func collect(_ query: QueryWindows, share: Float) -> Int {
    let (ones, others) = (query.once.view, query.often.view)
    assert(met.count > sums.count && query.rows.upperBound <= sums.count)
    // The buffers are held by the caller; a window lies within the postings, a row within the sums.
    let most = query.rows.count / Self.sumsPerRow
    var found = 0
    let read = unsafe cento_join_once_meet(
      sums.address, once.address, ones.address, ones.count, met.address, most, &found)
    var otherRead = 0
    if read == ones.count {
      otherRead = unsafe cento_join_often_meet(
        sums.address, often.address, others.address, others.count, met.address, most, &found)
    }
    if read == ones.count, otherRead == others.count {
      return keep(found, from: query.rows.lowerBound, share)
    }
    var kept = 0
    var low = query.rows.lowerBound
    while low < query.rows.upperBound {
      let high = min((low / Self.partRows + 1) * Self.partRows, query.rows.upperBound)
      let before = UInt32(truncatingIfNeeded: high)
      unsafe cento_join_once_add(
        sums.address, once.address, ones.address + read, ones.count - read, before)
      unsafe cento_join_often_add(
        sums.address, often.address, others.address + otherRead, others.count - otherRead, before)
      kept += unsafe cento_join_window_collect(
        sums.address, low, high, runs.address, lengths.address + first, share, met.address + kept)
      low = high
    }
    return kept
  }

  /// Keeps those of the rows met, from one on, that have collected enough, and sets the sums of all
  /// to 0.
  private func keep(_ count: Int, from low: Int, _ share: Float) -> Int {
    // What the shortest must have: few have as much.
    let least = cento_window_least(shortest[low / 128], share)
    var kept = 0
    for place in 0..<count {
      let row = Int(met[place])
      let sum = sums[row]
      sums[row] = 0
      guard sum >= least, sum >= cento_window_least(lengths[first + row], share) else { continue }
      met[kept] = UInt32(truncatingIfNeeded: row)
      kept &+= 1
    }
    return kept
  }
}
