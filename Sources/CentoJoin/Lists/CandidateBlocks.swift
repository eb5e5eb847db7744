internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// How the candidates of a join are cut into blocks.
///
/// A block's sums stay in the near caches, and where pairs are wanted once, all blocks but a
/// query's own have no rows before the query. But every block makes each list be looked up once
/// more, which short lists do not pay back.
enum CandidateBlocks {
  /// Fewer rows than this in a block gain nothing.
  private static let leastRows = 8192
  private static let most = 128.0

  /// Blocks of rows, ascending, each a multiple of a task's rows save the last.
  ///
  /// - Parameter wanted: The rows of a block, about; nil for what suits the rows.
  static func cut(_ heads: RowHeads, rows wanted: Int?) -> [Range<Int>] {
    let size = wanted ?? suitable(heads)
    let tasks = (max(1, size) + JoinScan.taskRows - 1) / JoinScan.taskRows
    return Parallel.blocks(of: heads.rows.count, size: tasks * JoinScan.taskRows)
  }

  private static func suitable(_ heads: RowHeads) -> Int {
    let blocks = max(1, min(most, meanList(heads).squareRoot()))
    return max(leastRows, Int((Double(heads.rows.count) / blocks).rounded(.up)))
  }

  /// The mean length of the list in which an entry stands, by one rank in 16 where there are many.
  private static func meanList(_ heads: RowHeads) -> Double {
    guard heads.rows.count > leastRows else { return 0 }
    let shift: UInt32 = heads.rows.features > 1 << 16 ? 4 : 0
    let (mask, wanted) = (((1 as UInt32) << shift) - 1, ((1 as UInt32) << shift) / 2)
    let counts = RawBuffer<UInt32>(repeating: 0, count: (heads.rows.features >> Int(shift)) + 1)
    let (view, entries) = (counts.view, heads.entries.view)
    for place in 0..<entries.count {
      let rank = entries[place].rank
      guard rank & mask == wanted else { continue }
      view[Int(rank &>> shift)] &+= 1
    }
    var (looked, squares) = (0.0, 0.0)
    for rank in 0..<view.count {
      looked += Double(view[rank])
      squares += Double(view[rank]) * Double(view[rank])
    }
    return squares / max(1, looked)
  }
}
