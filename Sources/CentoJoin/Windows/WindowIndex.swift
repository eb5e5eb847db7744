internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// For each feature the rows of one block that have it in their head, in the order of the rows.
///
/// The rows are in the order of the lengths that fill them, so that those which a query may reach
/// are a window of every list. What a row that has a feature once collects of it, times the row's
/// length, depends on the feature alone: such a posting is the number of the row, two bytes. Those
/// that have it more often are in a list of their own, with weights.
///
/// A row of the block itself finds beside each entry of its head where the list goes on behind it:
/// most lists have no row that it reaches, and it need not look them up.
package struct WindowIndex: Sendable {
  /// More rows do not fit into a posting, beside the mark of a list's end.
  static let mostRows = Int(CENTO_LIST_END)

  /// What follows an entry of a row in the lists of its feature.
  struct Link {
    let bits: UInt64

    init(bits: UInt64) { self.bits = bits }

    init(start: UInt32, next: UInt16, nextOften: UInt32) {
      bits = UInt64(start) &<< 32 | UInt64(next) &<< 16 | UInt64(nextOften)
    }

    /// The posting that follows among those of rows that have the feature once.
    var start: UInt32 { UInt32(truncatingIfNeeded: bits &>> 32) }
    /// Its row, and that of the posting that follows among the others, or `CENTO_LIST_END`.
    var next: UInt32 { UInt32(truncatingIfNeeded: bits &>> 16) & 0xFFFF }
    var nextOften: UInt32 { UInt32(truncatingIfNeeded: bits) & 0xFFFF }
  }

  /// The rows of the block.
  let rows: Range<Int>
  /// The features that have a list; see `ListedFeatures`.
  let features: RawBuffer<UInt64>
  /// Where the postings of each of them start, those of rows that have it once and those of others,
  /// and two more.
  let starts: RawBuffer<UInt32>
  /// The rows, and the ends of lists; an end is at the first place too, for lists of none.
  let once: RawBuffer<UInt16>
  /// The row in the upper half; below it the weight times the row's share of the greatest length,
  /// less one.
  let often: RawBuffer<UInt32>
  /// For each entry of the rows which of the links is its own; and the links.
  let places: RawBuffer<UInt32>
  let links: RawBuffer<UInt64>
  /// The least length of each run of 128 rows, and of these and all after them.
  let runs: RawBuffer<Float>
  let shortest: RawBuffer<Float>
  /// The greatest length.
  let longest: Float

  /// The index of the rows of a block.
  ///
  /// - Parameter room: Where it is made, until the next one is.
  init(_ heads: RowHeads, rows: Range<Int>, in room: WindowRoom, threads: Int) {
    precondition(rows.count <= Self.mostRows)
    let (first, lengths) = (rows.lowerBound, heads.scales.lengths.view)
    longest = rows.reduce(Float(0)) { max($0, lengths[$1]) }
    let dealt = DealtHeads(heads, rows: rows, longest: longest, in: room, threads: threads)
    let lists = WindowLists(dealt, features: heads.rows.features, in: room, threads: threads)
    self.rows = rows
    (features, starts, once, often) = (lists.features, lists.starts, lists.once, lists.often)
    (places, links) = (dealt.places, dealt.entries)
    runs = RawBuffer(repeating: .infinity, count: (rows.count + 127) / 128)
    shortest = RawBuffer(repeating: .infinity, count: runs.count)
    for place in 0..<rows.count {
      runs.view[place / 128] = min(runs.view[place / 128], lengths[first + place])
    }
    var least = Float.infinity
    for run in (0..<runs.count).reversed() {
      least = min(least, runs.view[run])
      shortest.view[run] = least
    }
  }
}

/// Where the indices of one block after the other are made: memory that is new costs more than to fill
/// it.
///
/// One join at a time has it.
package struct WindowRoom: Sendable {
  let entries = RawBuffer<UInt64>()
  let places = RawBuffer<UInt32>()
  let features = RawBuffer<UInt64>()
  let counters = (0..<DealtHeads.ranges).map { _ in RawBuffer<UInt32>() }
  let starts = RawBuffer<UInt32>()
  let once = RawBuffer<UInt16>()
  let often = RawBuffer<UInt32>()

  /// No room yet.
  package init() {}
}
