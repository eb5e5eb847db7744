internal import CentoParallel

/// Sorts numbers by sixteen bits, of equal ones the earlier first, on several threads: a pass of
/// counting.
///
/// Each part of the numbers is counted by itself and then goes where the counts of the parts before
/// it leave off, so that the order does not depend on how many parts there are.
enum CodeSort {
  private static let codes = 1 << 16

  /// Writes the values of the questions 0 ..< `count` that have one to `target`, from place `first`
  /// on, by code; gives their number.
  static func sort(
    into target: RawBuffer<UInt32>.View, from first: Int = 0, of count: Int, threads: Int,
    _ entry: @Sendable (Int) -> (code: UInt16, value: UInt32)?
  ) -> Int {
    let parts = max(1, min(threads, count >> 16))
    let blocks = Parallel.blocks(of: count, size: (count + parts - 1) / parts)
    let ends = RawBuffer<UInt32>(repeating: 0, count: blocks.count * codes)
    let view = ends.view
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      let own = block * codes
      for index in blocks[block] {
        if let (code, _) = entry(index) { view[own + Int(code)] &+= 1 }
      }
    }
    var total = UInt32(first)
    for code in 0..<codes {
      for block in blocks.indices {
        let size = view[block * codes + code]
        view[block * codes + code] = total
        total += size
      }
    }
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      let own = block * codes
      for index in blocks[block] {
        if let (code, value) = entry(index) {
          target[Int(view[own + Int(code)])] = value
          view[own + Int(code)] &+= 1
        }
      }
    }
    return Int(total) - first
  }
}
