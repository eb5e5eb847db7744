internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// What one scan for neighbours needs beside the rows.
final class NeighbourScratch: @unchecked Sendable {
  /// For each row of the block the products added up so far, in units of 2^-15, each rounded up.
  let sums: RawBuffer<UInt16>
  /// For each row whether its cosine has been computed, and the rows that have.
  let isDone: RawBuffer<Bool>
  let done = RawBuffer<UInt32>()
  /// The ranks of the query, ascending, and its lists likewise.
  let ranks = RawBuffer<UInt32>()
  let lists = RawBuffer<cento_window>()
  /// For each place the norm of the commoner features; one entry more than places.
  let rests = RawBuffer<Double>()
  /// The lists that are added next.
  let next = RawBuffer<cento_window>()
  /// The query as a table.
  let table = QueryTable()
  /// Rows to be computed, and sums to be sorted.
  var found: [UInt64] = []
  var greatest: [UInt16] = []
  private var sorter = RowSorter()
  private let weights = RawBuffer<Double>()

  /// How many lookups are under way at a time.
  private static let ahead = 12

  init(rows: Int) {
    sums = RawBuffer(repeating: 0, count: rows + NeighbourIndex.stride)
    isDone = RawBuffer(repeating: false, count: rows + NeighbourIndex.stride)
  }

  /// Lays out a query and its lists.
  ///
  /// - Returns: The number of postings.
  func load(_ row: Int, of rows: RankedRows, for index: NeighbourIndex) -> Int {
    sorter.removeAll()
    let (range, all) = (rows.range(ofRow: row), rows.ranks.view)
    for place in range {
      sorter.append(key: all[place], value: UInt32(truncatingIfNeeded: place - range.lowerBound))
    }
    sorter.sort()
    rows.read(row, into: weights)
    let count = sorter.count
    ranks.resize(to: count)
    lists.resize(to: count)
    rests.resize(to: count + 1)
    let (ranks, lists, rests) = (ranks.view, lists.view, rests.view)
    let (values, starts) = (weights.view, index.starts.view)
    for place in 0..<count { ranks[place] = sorter.key(at: place) }
    var (squares, postings) = (0.0, 0)
    for place in 0..<count {
      if place + Self.ahead < count { starts.prefetch(Int(ranks[place + Self.ahead])) }
      let value = values[Int(sorter.value(at: place))]
      let rank = Int(ranks[place])
      lists[place] = cento_window(
        start: starts[rank], end: starts[rank + 1], before: .max,
        weight: UInt32(JoinBounds.units(up: value)))
      postings += Int(starts[rank + 1] - starts[rank])
      rests[place] = squares.squareRoot()
      squares += value * value
    }
    rests[count] = squares.squareRoot()
    return postings
  }

  /// Remembers that the cosine of a row has been computed.
  func finish(_ row: Int) {
    isDone.view[row] = true
    done.append(UInt32(truncatingIfNeeded: row))
  }

  /// Forgets the query.
  func unload() {
    sums.fill(with: 0)
    let (flags, rows) = (isDone.view, done.view)
    for place in 0..<rows.count { flags[Int(rows[place])] = false }
    done.resize(to: 0)
  }
}
