internal import CCentoKernels
internal import CentoParallel

/// What one scan needs beside the rows.
final class ScanScratch: @unchecked Sendable {
  /// Places beyond the block's rows, for sums that nobody asks for; a power of two.
  static let asides: UInt32 = 64

  /// For each row of the block the products added up so far; 0 for a row not met.
  ///
  /// In units of 2^-15, each product rounded up so that none is 0. Two bytes, so that a block stays
  /// in the near caches.
  let sums: RawBuffer<UInt16>
  /// The rows met, in the order of meeting, and one place more.
  let met: RawBuffer<UInt32>
  /// The entries of the query whose lists may matter.
  let asked = RawBuffer<RowHeads.Entry>()
  /// The lists to be read.
  let lists = RawBuffer<List>()
  let check = CheckScratch()

  /// A list of the index, as far as one query is concerned: the query's weight, and the least norm
  /// of a rest with which a posting may matter.
  typealias List = cento_list

  init(rows: Int) {
    sums = RawBuffer(repeating: 0, count: rows + Int(Self.asides))
    met = RawBuffer(repeating: 0, count: rows + Int(Self.asides) + 1)
  }
}
