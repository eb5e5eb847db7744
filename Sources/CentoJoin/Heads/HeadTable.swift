internal import CCentoKernels
internal import CentoParallel

/// The head of one row as a table small enough for the first cache, against which other heads are
/// multiplied without a branch.
///
/// Ranks that fall together share the greater weight: a product is never too small.
final class HeadTable {
  private static let bits: UInt32 = 12
  private let weights = RawBuffer<UInt16>(repeating: 0, count: 1 << HeadTable.bits)

  /// Puts the head of a row into the table.
  func load(_ row: Int, of heads: RowHeads) {
    let (weights, entries) = (weights.view, heads.entries.view)
    for place in heads.starts[row]..<heads.starts[row + 1] {
      let slot = Self.slot(entries[place].rank)
      weights[slot] = max(weights[slot], entries[place].weight)
    }
  }

  /// Takes it out again.
  func unload(_ row: Int, of heads: RowHeads) {
    let (weights, entries) = (weights.view, heads.entries.view)
    for place in heads.starts[row]..<heads.starts[row + 1] {
      weights[Self.slot(entries[place].rank)] = 0
    }
  }

  /// The product of the head in the table with another, or more, in units of 2^-15.
  func product(withHeadOf row: Int, of heads: RowHeads) -> Double {
    let (weights, entries) = (weights.view, heads.entries.view)
    var sum: UInt64 = 0
    for place in heads.starts[row]..<heads.starts[row + 1] {
      let entry = entries[place]
      sum &+= UInt64(entry.weight) &* UInt64(weights[Self.slot(entry.rank)])
    }
    return Double(sum) * 0x1p-15
  }

  @inline(__always)
  private static func slot(_ rank: UInt32) -> Int {
    Int(truncatingIfNeeded: (rank &* 0x9E37_79B1) &>> (32 - bits))
  }
}
