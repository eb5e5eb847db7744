internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// For each feature the rows of one block that have it, and for each row how much of it lies in the
/// commonest features.
struct NeighbourIndex: Sendable {
  /// A cut through the features: those commoner are the rest that a scan may leave unread.
  struct Level: Sendable {
    /// The first rank that is read.
    let rank: UInt32
    /// The norm of each row's rest, in units of 2^-8, rounded up; some places more than rows.
    let norms: RawBuffer<UInt16>
    /// The greatest of them.
    let longest: UInt32
  }

  /// The most rows of a block: their sums stay in the near caches.
  static let mostRows = 1 << 16
  /// Rows are looked through so many at a time.
  static let stride = 32
  /// The shares of all products that the features commoner than the cuts make.
  private static let shares = [0.8, 0.65, 0.5, 0.35, 0.2]

  /// The rows of the block.
  let rows: Range<Int>
  /// Where the postings of each rank start, and one more.
  let starts: RawBuffer<UInt32>
  /// The rows of each rank, ascending, in the block: see `CENTO_OFTEN_SHIFT`.
  let postings: RawBuffer<UInt32>
  /// The cuts, those that leave most unread first; the last leaves nothing.
  let levels: [Level]
  /// The entries of a row, on average, at least 1.
  let meanLength: Int

  /// The index of the rows of a block that are wanted.
  ///
  /// - Complexity: O(entries + features) time; 4 bytes an entry and a feature, and 4 a feature on the
  ///   way.
  init(_ all: RankedRows, rows: Range<Int>, isWanted: (Int) -> Bool) {
    let features = all.features
    let starts = RawBuffer<UInt32>(repeating: 0, count: features + 2)
    let (start, ranks) = (starts.view, all.ranks.view)
    let wanted = rows.filter(isWanted)
    // What a rank has is counted two places on: once its first place is known one place on, that
    // place moves as the rank is filled, and ends where the next one starts.
    for row in wanted {
      for place in all.range(ofRow: row) { start[Int(ranks[place]) + 2] &+= 1 }
    }
    let cuts = Self.cuts(start, features: features)
    for rank in 2..<max(2, start.count) { start[rank] &+= start[rank - 1] }
    let postings = RawBuffer<UInt32>(capacity: Int(start[features + 1]))
    postings.resize(to: Int(start[features + 1]))
    let (out, weights) = (postings.view, RawBuffer<Double>())
    let padded = (rows.count + Self.stride - 1) / Self.stride * Self.stride
    let norms = cuts.map { _ in RawBuffer<UInt16>(repeating: 0, count: padded) }
    var squares = [Double](repeating: 0, count: cuts.count)
    for row in wanted {
      all.read(row, into: weights)
      let (range, values) = (all.range(ofRow: row), weights.view)
      let local = UInt32(truncatingIfNeeded: row - rows.lowerBound) &<< UInt32(CENTO_OFTEN_SHIFT)
      for cut in cuts.indices { squares[cut] = 0 }
      for place in range {
        let (rank, value) = (ranks[place], values[place - range.lowerBound])
        let weight = UInt32(max(1, min(JoinBounds.units(up: value), 0x8000))) &- 1
        let next = start[Int(rank) + 1]
        start[Int(rank) + 1] = next &+ 1
        out[Int(next)] = local | weight
        for cut in cuts.indices where rank < cuts[cut] { squares[cut] += value * value }
      }
      for cut in cuts.indices {
        norms[cut].view[row - rows.lowerBound] = Self.units(squares[cut].squareRoot())
      }
    }
    levels = cuts.indices.map { cut in
      let view = norms[cut].view
      return Level(
        rank: cuts[cut], norms: norms[cut],
        longest: (0..<padded).reduce(0) { max($0, UInt32(view[$1])) })
    }
    (self.rows, self.starts, self.postings) = (rows, starts, postings)
    meanLength = max(1, postings.count / max(1, wanted.count))
  }

  /// A norm in units of 2^-8, or more.
  static func units(_ norm: Double) -> UInt16 {
    UInt16((norm * 256 * (1 + 1e-6)).rounded(.up))
  }

  /// The ranks at which the commoner features make the shares of all products, then 0.
  private static func cuts(_ counts: RawBuffer<UInt32>.View, features: Int) -> [UInt32] {
    func products(_ rank: Int) -> Double { Double(counts[rank + 2]) * Double(counts[rank + 2]) }
    let all = (0..<features).reduce(0.0) { $0 + products($1) }
    var cuts: [UInt32] = []
    var (sum, rank) = (0.0, 0)
    for share in shares.reversed() {
      while rank < features, sum < share * all {
        sum += products(rank)
        rank += 1
      }
      if rank > Int(cuts.last ?? 0) { cuts.append(UInt32(rank)) }
    }
    return cuts.reversed() + [0]
  }
}
