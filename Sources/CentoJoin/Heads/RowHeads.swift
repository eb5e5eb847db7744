package import CCentoKernels
package import CentoMatrix
package import CentoParallel

/// The rare end of each row, and the norm of what is left.
///
/// What is left of either row is shorter than the threshold less `JoinBounds.Scan.spare`, so that a
/// pair at the threshold has at least the spare in products of features of both heads. Only heads
/// are sorted, indexed and scanned; the rest of a row is read when a pair is verified. At a
/// threshold of .8 a head has .42 of a row's square and, its features being the heaviest, a smaller
/// part of its entries.
package struct RowHeads: Sendable {
  /// One feature of a head: its rank, its weight in units of 2^-15, rounded up, and the norm of the
  /// row's commoner features, likewise.
  package typealias Entry = cento_head_entry

  let rows: RankedRows
  let scales: RowScales
  /// What bounds of weights are made of; nil where weights are given.
  let weights: HeadWeights?
  /// For each row its number among the rows that were given; nil where they were not put in order.
  package let order: [Int]?
  /// For each row the length that another must have at least to fill it, ascending; none where the
  /// rows were not put in order.
  let fills: [Float]
  /// Where each row's head starts, and one more.
  package let starts: [Int]
  /// The heads, the rarest feature first.
  package let entries: RawBuffer<Entry>

  private static let blockRows = 256
  private static let blocksAtATime = 32

  /// Heads that were made before, their rows and entries back in memory.
  package init(_ made: RowHeads, rows: RankedRows, entries: RawBuffer<Entry>) {
    self.init(rows: made.order.map { rows.ordered($0) } ?? rows, entries: entries, as: made)
  }

  private init(rows: RankedRows, entries: RawBuffer<Entry>, as made: RowHeads) {
    self.rows = rows
    (scales, weights, order, fills) = (made.scales, made.weights, made.order, made.fills)
    (starts, self.entries) = (made.starts, entries)
  }

  /// The heads without their entries and their rows.
  package var emptied: RowHeads {
    let none = RankedRows(
      starts: [], lengths: [], ranks: RawBuffer(), weights: .explicit(RawBuffer()), whole: [],
      features: rows.features)
    return RowHeads(rows: none, entries: RawBuffer(), as: self)
  }

  /// The heads of `rows`, so long that the norm of the rest is below `threshold` − margin − spare.
  ///
  /// - Parameter isOrdered: Whether the rows are put in the order of their lengths.
  init(_ given: RankedRows, threshold: Double, isOrdered: Bool, threads: Int) {
    let bounds = JoinBounds.Scan(threshold: threshold)
    let scales = RowScales(given, threads: threads)
    if isOrdered, case .factored = given.weights {
      let fills = scales.fills(least: Float(bounds.least) * 0x1p-15)
      let order = RowScales.order(fills)
      (self.rows, self.scales, self.order) = (given.ordered(order), scales.ordered(order), order)
      self.fills = order.map { fills[$0] }
    } else {
      (self.rows, self.scales, order, fills) = (given, scales, nil, [])
    }
    let rows = self.rows
    let limit = bounds.rest
    if case .factored(let factored) = given.weights {
      weights = HeadWeights(factored)
    } else {
      weights = nil
    }
    let tables = weights
    let blocks = Parallel.blocks(of: rows.count, size: Self.blockRows)
    var starts = [0]
    starts.reserveCapacity(rows.count + 1)
    let entries = RawBuffer<Entry>()
    let all = rows.entries
    var (looked, room) = (0, 0)
    // Some blocks at a time, so that hardly anything is held twice.
    let parts = (0..<min(blocks.count, Self.blocksAtATime)).map { _ in RawBuffer<Entry>() }
    for some in Parallel.blocks(of: blocks.count, size: Self.blocksAtATime) {
      let lengths = Parallel.map(count: some.count, threads: threads) { number in
        var maker = HeadMaker(rows, weights: tables, limit: limit)
        parts[number].resize(to: 0)
        return blocks[some.lowerBound + number].map { row in
          let before = parts[number].count
          maker.append(row, to: parts[number])
          return parts[number].count - before
        }
      }
      for length in lengths.joined() { starts.append(starts[starts.count - 1] + length) }
      for block in some { for row in blocks[block] { looked += Int(rows.lengths[row]) } }
      let needed = starts[starts.count - 1]
      if needed > room {
        // The rest as it has been so far, and a little more.
        room = max(needed, Int(Double(needed) * Double(all) / Double(max(1, looked)) * 1.05))
        entries.reserve(room - entries.count)
        // Hundreds of megabytes: in small pages a twelfth of a join's time is the system giving them.
        if entries.count == 0 { entries.spreadOverLargePages() }
      }
      entries.resize(to: needed)
      let places = some.map { starts[blocks[$0].lowerBound] }
      Parallel.forEach(count: some.count, threads: threads) { number in
        let part = parts[number].view
        entries.view.copy(0..<part.count, of: part, to: places[number])
      }
    }
    self.entries = entries
    self.starts = starts
  }

  /// The norm of a row's features that are commoner than `rank`, or more, in units of 2^-15.
  func norm(ofRow row: Int, below rank: UInt32) -> UInt16 {
    let entries = entries.view
    // The commonest feature of the head that is not commoner than `rank`.
    var low = starts[row]
    var high = starts[row + 1]
    let first = low
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].rank >= rank { low = middle + 1 } else { high = middle }
    }
    return low > first ? entries[low - 1].below : JoinBounds.whole
  }
}
