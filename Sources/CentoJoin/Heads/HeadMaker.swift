internal import CentoMatrix
internal import CentoParallel

/// Cuts the head off one row after the other.
///
/// Ranks are taken in quarters of octaves: from the sums of squares of these it is known which
/// hold the head, and no more than their entries are brought into order.
struct HeadMaker {
  /// A rest is shorter than this; 0 for heads that are whole rows.
  let limit: Double
  private var sorter = RowSorter()
  private let squares = RawBuffer<Double>()
  /// The sum of squares of each bucket of ranks.
  private let sums = RawBuffer<Double>(repeating: 0, count: HeadMaker.buckets)

  private static let buckets = 128

  init(limit: Double) {
    self.limit = limit
  }

  /// Appends the head of a row.
  mutating func append(_ row: Int, of rows: RankedRows, to out: RawBuffer<RowHeads.Entry>) {
    let (start, count) = (rows.starts[row], Int(rows.lengths[row]))
    self.squares.resize(to: count)
    self.sums.fill(with: 0)
    let (squares, sums, ranks) = (squares.view, sums.view, rows.ranks.view)
    rows.forEachSquare(row) { place, rank, square in
      squares[place] = square
      sums[Self.bucket(rank)] += square
    }
    var sum = 0.0
    for bucket in 0..<sums.count { sum += sums[bucket] }
    // The rarest buckets, until what is left is short enough; where nothing may be left, all.
    var rest = sum
    var last = sums.count
    while last > 0 && (limit == 0 || rest >= limit * limit) {
      last -= 1
      rest -= sums[last]
    }
    // No rank is the greatest number.
    let first = last < sums.count ? Self.firstRank(of: last) : .max
    sorter.take(count, upTo: ~first) { place in
      (~ranks[start &+ place], UInt32(truncatingIfNeeded: place))
    }
    sorter.sort()
    rest = sum
    out.reserve(sorter.count)
    for index in 0..<sorter.count {
      if limit > 0 && rest < limit * limit { break }
      let place = Int(sorter.value(at: index))
      rest -= squares[place]
      out.append(
        RowHeads.Entry(
          rank: ~sorter.key(at: index), weight: Self.norm(squares[place]), below: Self.norm(rest)))
    }
  }

  /// The root of a difference of sums of squares, or more.
  @inline(__always)
  private static func norm(_ squares: Double) -> UInt16 {
    // The roundings of both sums stay far below 10^-12.
    JoinBounds.units(up: (max(0, squares) + 1e-12).squareRoot())
  }

  /// A quarter of an octave of ranks: the exponent and two more bits of a number that is exact.
  @inline(__always)
  private static func bucket(_ rank: UInt32) -> Int {
    Int(truncatingIfNeeded: (Double(rank) + 1).bitPattern &>> 50) &- (1023 << 2)
  }

  /// The least rank of a bucket, or of one before it that holds nothing else.
  private static func firstRank(of bucket: Int) -> UInt32 {
    let (octave, quarter) = (UInt64(bucket / 4), UInt64(bucket % 4))
    return UInt32(((4 + quarter) << octave + 3) >> 2 - 1)
  }
}
