internal import CentoParallel

/// Sorts the places of a row by what stands there, of equal ones the earlier first, on several threads:
/// a pass of counting.
///
/// Each part of the row is counted by itself and then goes where the counts of the parts before it
/// leave off, so that the order does not depend on how many parts there are.
enum CodeSort {
  private static let codes = 1 << 16

  /// Writes the places of a row to `target`, by code.
  static func sort(
    _ row: RawBuffer<SeedSign>.View, into target: RawBuffer<UInt32>.View, threads: Int
  ) {
    let parts = max(1, min(threads, row.count >> 16))
    let blocks = Parallel.blocks(of: row.count, size: (row.count + parts - 1) / parts)
    let ends = RawBuffer<UInt32>(repeating: 0, count: blocks.count * codes)
    let view = ends.view
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      let own = block * codes
      for place in blocks[block] { view[own &+ Int(row[place].symbol)] &+= 1 }
    }
    var total: UInt32 = 0
    for code in 0..<codes {
      for block in blocks.indices {
        let size = view[block * codes + code]
        view[block * codes + code] = total
        total += size
      }
    }
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      let own = block * codes
      for place in blocks[block] {
        let end = own &+ Int(row[place].symbol)
        target[Int(view[end])] = UInt32(truncatingIfNeeded: place)
        view[end] &+= 1
      }
    }
  }
}
