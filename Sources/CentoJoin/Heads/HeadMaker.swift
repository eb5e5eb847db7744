internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// Cuts the head off one row after the other.
///
/// Squares of weights are whole numbers of 2^-28, rounded up. From the sums of squares of classes of
/// ranks it is known which hold the head, and no more than their entries are brought into order.
struct HeadMaker {
  /// The squares of a rest add up to less than this; 0 for heads that are whole rows.
  private let limit: UInt32
  private let rows: RankedRows
  /// What bounds of squares are made of; nil where weights are given.
  private let weights: HeadWeights?
  /// The lengths that weights are made of, and whether there are counts without a term.
  private let lengths: [Double]
  private let hasGreat: Bool
  /// The class in which the last head ended: the next one is looked for near it.
  private var first: Int32 = 320
  private var sorter = RowSorter()
  private let squares = RawBuffer<UInt32>()
  private let classes = RawBuffer<UInt16>()

  private static let unit = 0x1p28
  /// So many entries of the next row are called for.
  private static let called = 512

  /// - Parameter limit: The norm of a rest is less than this; 0 for heads that are whole rows.
  init(_ rows: RankedRows, weights: HeadWeights?, limit: Double) {
    self.rows = rows
    self.weights = weights
    if case .factored(let factored) = rows.weights {
      (lengths, hasGreat) = (factored.lengths, !factored.great.isEmpty)
    } else {
      (lengths, hasGreat) = ([], false)
    }
    self.limit = UInt32(limit * limit * Self.unit)
  }

  /// Appends the head of a row.
  mutating func append(_ row: Int, to out: RawBuffer<RowHeads.Entry>) {
    let (start, count) = (rows.starts[row], Int(rows.lengths[row]))
    // Rows lie in an order of their own.
    if row + 1 < rows.count { rows.callFor(row + 1, most: Self.called) }
    squares.resize(to: count + 16)
    classes.resize(to: count + 16)
    let sum = makeSquares(row)
    guard sum >= limit else { return }
    let (ranks, squares, classes) = (rows.ranks.view, squares.view, classes.view)
    let limit = limit
    sorter.take(room: count + 1) { taken in
      unsafe cento_head_take(
        ranks.address + start, squares.address, classes.address, count, limit, &first,
        taken.address)
    }
    let taken = sorter.count
    if taken <= CENTO_HEAD_SORTED {
      unsafe cento_head_sort(sorter.sorted.address, taken)
    } else {
      sorter.sort()
    }
    let before = out.count
    out.resize(to: before + taken)
    let written = unsafe cento_head_entries(
      sorter.sorted.address, taken, sum, limit, out.view.address + before)
    out.resize(to: before + written)
  }

  /// The squares of a row's weights and the classes of its ranks.
  ///
  /// - Returns: The sum of the squares.
  private func makeSquares(_ row: Int) -> UInt64 {
    if let weights, let counts = rows.counts { return makeSquares(row, counts, weights) }
    return makeSquares(row) { rows.weight($0, row: row) }
  }

  private func makeSquares(
    _ row: Int, _ counts: RawBuffer<UInt8>.View, _ weights: HeadWeights
  ) -> UInt64 {
    let (start, count) = (rows.starts[row], Int(rows.lengths[row]))
    // A little more than it is, for the roundings of products.
    let scale = Float(Self.unit * (1 + 0x1p-20) / (lengths[row] * lengths[row]))
    var tables = unsafe weights.tables
    var sum = unsafe cento_head_squares(
      rows.ranks.view.address + start, counts.address + start, count, &tables, scale,
      squares.view.address, classes.view.address)
    guard hasGreat else { return sum }
    // Counts without a term of their own.
    for place in 0..<count where counts[start + place] == 0 {
      let square = Self.square(rows.weight(start + place, row: row))
      sum += UInt64(square) - UInt64(squares.view[place])
      squares.view[place] = square
    }
    return sum
  }

  private func makeSquares(_ row: Int, weight: (Int) -> Double) -> UInt64 {
    let (squares, classes, ranks) = (squares.view, classes.view, rows.ranks.view)
    let range = rows.range(ofRow: row)
    var sum: UInt64 = 0
    for place in 0..<range.count {
      squares[place] = Self.square(weight(range.lowerBound + place))
      classes[place] = UInt16(cento_rank_class(ranks[range.lowerBound + place]))
      sum += UInt64(squares[place])
    }
    // What kernels read behind the last.
    for place in range.count..<squares.count { (squares[place], classes[place]) = (0, .max) }
    return sum
  }

  /// The square of a weight, or more.
  private static func square(_ weight: Double) -> UInt32 {
    UInt32(min(weight * weight * unit, Double(CENTO_HEAD_ONE))) + 1
  }
}
