internal import CCentoKernels
internal import CentoParallel

/// The sums of a block in plain order: added to list by list, then looked through.
///
/// The room's calls of kernels. Where a query meets many of a block's rows this is less work than
/// to keep account of the rows met.
enum SumKernels {
  /// A sum of so many products fits into 16 bits: rows have length 1, which is half of what fits,
  /// and each product is rounded up by less than two units.
  static let mostLists = 8192

  /// Adds the products of some lists to the sums of their rows.
  static func add(
    _ lists: RawBuffer<ScanScratch.List>.View, of postings: RawBuffer<HeadIndex.Posting>.View,
    to sums: RawBuffer<UInt16>.View
  ) {
    // The buffers are held by the caller; a list lies within the postings, a row within the sums.
    unsafe cento_join_add(sums.address, postings.address, lists.address, lists.count)
  }

  /// The same for lists of postings of four bytes.
  static func add(
    _ lists: RawBuffer<cento_window>.View, of postings: RawBuffer<UInt32>.View,
    to sums: RawBuffer<UInt16>.View
  ) {
    unsafe cento_join_lists_add(sums.address, postings.address, lists.address, lists.count)
  }

  /// Writes the rows of a range whose sums are at least `least`, and sets the sums of the range to 0.
  ///
  /// - Returns: The number of rows.
  static func collect(
    _ rows: Range<Int>, atLeast least: UInt32, from sums: RawBuffer<UInt16>.View,
    to met: RawBuffer<UInt32>.View
  ) -> Int {
    assert(rows.upperBound <= sums.count && rows.count < met.count)
    // `met` has a place more than there are rows.
    return unsafe cento_join_collect(
      sums.address, rows.lowerBound, rows.upperBound, UInt16(truncatingIfNeeded: least),
      met.address)
  }

  /// Keeps those of the rows met that are below a number and have collected enough, and forgets the
  /// sums of all.
  ///
  /// - Returns: The number of rows kept, which are the first of `met` then.
  static func keep(
    _ count: Int, below rows: Int, atLeast least: UInt32, of met: RawBuffer<UInt32>.View,
    sums: RawBuffer<UInt16>.View
  ) -> Int {
    var kept = 0
    for place in 0..<count {
      let row = met[place]
      let sum = UInt32(sums[Int(row)])
      sums[Int(row)] = 0
      met[kept] = row
      kept &+= sum >= least && Int(row) < rows ? 1 : 0
    }
    return kept
  }
}
