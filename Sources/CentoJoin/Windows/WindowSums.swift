internal import CCentoKernels
internal import CentoParallel

/// The sums of a block's rows while one query is asked, at most 65,535: the room's calls of the
/// kernels of windows.
struct WindowSums {
  /// From which row on windows are read.
  struct Place {
    let first: UInt32
    /// The row's share of the block, of 2^32.
    let share: UInt32
  }

  let sums: RawBuffer<UInt16>.View
  /// The rows met, and one place more.
  let met: RawBuffer<UInt32>.View
  /// The block.
  let index: WindowIndex
  /// The length of each row.
  let lengths: RawBuffer<Float>.View
  /// What a row must have collected for each unit of its length.
  let share: Float

  // The buffers are held by the caller; a window lies within the postings, a row within the sums.

  /// Adds what rows collect that have a feature once.
  func add(
    _ windows: RawBuffer<cento_window>.View, of postings: RawBuffer<UInt16>.View, from place: Place
  ) {
    unsafe cento_join_once_add(
      sums.address, postings.address, windows.address, windows.count, place.first, place.share)
  }

  /// Adds what others collect.
  func add(
    _ windows: RawBuffer<cento_window>.View, of postings: RawBuffer<UInt32>.View, from place: Place
  ) {
    unsafe cento_join_often_add(
      sums.address, postings.address, windows.address, windows.count, place.first, place.share)
  }

  /// Adds, and writes the rows that had no sum after those met before.
  ///
  /// - Returns: The number of rows met.
  func meet(
    _ windows: RawBuffer<cento_window>.View, of postings: RawBuffer<UInt16>.View, from place: Place,
    after found: Int
  ) -> Int {
    assert(met.count > sums.count)
    let more = unsafe cento_join_once_meet(
      sums.address, postings.address, windows.address, windows.count, place.first, place.share,
      met.address + found)
    return found + more
  }

  /// The same for rows that have a feature more often.
  func meet(
    _ windows: RawBuffer<cento_window>.View, of postings: RawBuffer<UInt32>.View, from place: Place,
    after found: Int
  ) -> Int {
    assert(met.count > sums.count)
    let more = unsafe cento_join_often_meet(
      sums.address, postings.address, windows.address, windows.count, place.first, place.share,
      met.address + found)
    return found + more
  }

  /// Writes the rows of a range that have collected enough to `met`, and sets the sums of the range
  /// to 0.
  ///
  /// - Returns: The number of rows.
  func collect(_ rows: Range<Int>) -> Int {
    assert(rows.upperBound <= sums.count && rows.count < met.count)
    return unsafe cento_join_window_collect(
      sums.address, rows.lowerBound, rows.upperBound, index.runs.view.address,
      lengths.address + index.rows.lowerBound, share, met.address)
  }

  /// Keeps those of the rows met in a range that have collected enough, and sets the sums of all to 0.
  ///
  /// - Returns: The number of rows kept, which are the first of `met` then.
  func keep(_ count: Int, in rows: Range<Int>) -> Int {
    // What the shortest must have: few have as much.
    let least = cento_window_least(index.shortest.view[rows.lowerBound / 128], share)
    let first = index.rows.lowerBound
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
