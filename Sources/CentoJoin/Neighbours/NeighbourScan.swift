internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// The nearest rows of each query within one block of candidates.
///
/// Products are added up in plain order, the rarest features first, in whole units of 2^-15 rounded
/// up. Between whiles the rows with the greatest sums are computed, so that the bar rises; and where
/// few rows can pass it with what the commonest features of both may add (by Cauchy and Schwarz, the
/// product of the norms of both rests), those are computed and the long lists of the commonest
/// features stay unread.
struct NeighbourScan: Sendable {
  let queries: RankedRows
  let candidates: RankedRows
  /// The number of each candidate by which it is told.
  let names: [UInt32]
  let index: NeighbourIndex
  /// Whether both are one set: no row is its own neighbour.
  let isWithin: Bool

  /// So many postings are added in the time that one entry of a row is multiplied in, about.
  private static let postingsPerEntry = 4

  /// A row that asks.
  private struct Query {
    let row: Int
    /// Its number in what was found.
    let key: Int
    /// Its place among the rows of the block, if it is one of them.
    let own: Int?
  }

  /// Takes the nearest rows of a query in.
  ///
  /// - Parameter key: The query's number in `best`.
  func find(_ row: Int, as key: Int, into best: NearestRows, _ scratch: NeighbourScratch) {
    var left = scratch.load(row, of: queries, for: index)
    guard left > 0 else { return }
    scratch.table.load(row, of: queries)
    let query = Query(
      row: row, key: key,
      own: isWithin && index.rows.contains(row) ? row - index.rows.lowerBound : nil)
    guard scratch.lists.count <= SumKernels.mostLists else {
      findLong(query, into: best, scratch)
      return
    }
    defer { scratch.unload() }
    let padded = index.levels[0].norms.count
    scratch.sums.resize(to: padded)
    let (sums, ranks) = (scratch.sums.view, scratch.ranks.view)
    var upper = ranks.count
    for level in index.levels {
      var lower = upper
      while lower > 0, ranks[lower - 1] >= level.rank { lower -= 1 }
      left -= add(lower..<upper, scratch)
      upper = lower
      if let own = query.own { sums[own] = 0 }
      let factor = NeighbourIndex.units(scratch.rests.view[lower])
      // What both rests add must fit beside the greatest sum.
      if UInt32(factor) * level.longest > 32_000 { continue }
      computeGreatest(query, into: best, scratch)
      let most = lower > 0 ? left / (Self.postingsPerEntry * index.meanLength) : Int.max
      if NeighbourSums.collect(
        atLeast: least(best.bar(of: query.key)), of: sums, rests: level.norms.view, factor: factor,
        most: most, into: &scratch.found)
      {
        compute(query, into: best, scratch)
        return
      }
    }
  }

  /// The least sum of a row that may pass a bar.
  private func least(_ bar: Double) -> UInt16 {
    UInt16(max(1, JoinBounds.units(down: bar - JoinBounds.margin)))
  }

  /// Adds the lists of some places of the query, the rarest first.
  ///
  /// - Returns: The number of postings.
  private func add(_ places: Range<Int>, _ scratch: NeighbourScratch) -> Int {
    scratch.next.resize(to: 0)
    var postings = 0
    for place in places.reversed() {
      let list = scratch.lists.view[place]
      if list.start == list.end { continue }
      postings += Int(list.end - list.start)
      scratch.next.append(list)
    }
    SumKernels.add(scratch.next.view, of: index.postings.view, to: scratch.sums.view)
    return postings
  }

  /// Computes the rows of the greatest sums, as many as are wanted.
  private func computeGreatest(
    _ query: Query, into best: NearestRows, _ scratch: NeighbourScratch
  ) {
    let sums = scratch.sums.view
    let reached = NeighbourSums.reached(by: best.wanted, of: sums, &scratch.greatest)
    let norms = index.levels[index.levels.count - 1].norms.view
    _ = NeighbourSums.collect(
      atLeast: max(reached, least(best.bar(of: query.key))), of: sums, rests: norms, factor: 0,
      most: .max, into: &scratch.found)
    scratch.found.sort(by: >)
    for entry in scratch.found.prefix(best.wanted) {
      compute(Int(entry & 0xFFFF_FFFF), for: query, into: best, scratch)
    }
  }

  /// Computes what may pass the bar, the greatest first.
  private func compute(
    _ query: Query, into best: NearestRows, _ scratch: NeighbourScratch
  ) {
    scratch.found.sort(by: >)
    for entry in scratch.found {
      if UInt32(entry >> 32) < UInt32(least(best.bar(of: query.key))) { break }
      let row = Int(entry & 0xFFFF_FFFF)
      if row != query.own { compute(row, for: query, into: best, scratch) }
    }
  }

  private func compute(
    _ row: Int, for query: Query, into best: NearestRows, _ scratch: NeighbourScratch
  ) {
    guard !scratch.isDone.view[row] else { return }
    scratch.finish(row)
    let candidate = index.rows.lowerBound + row
    let cosine = Cosine.value(scratch.table.units(candidate, of: candidates)) {
      scratch.table.equals(query.row, of: queries, candidate, of: candidates)
    }
    best.insert(names[candidate], cosine: cosine, of: query.key)
  }

  /// The same for a query of so many features that the sums of its products do not fit into 16 bits.
  private func findLong(
    _ query: Query, into best: NearestRows, _ scratch: NeighbourScratch
  ) {
    let wide = RawBuffer<UInt32>(repeating: 0, count: index.rows.count)
    let (sums, lists, postings) = (wide.view, scratch.lists.view, index.postings.view)
    for number in 0..<lists.count {
      let list = lists[number]
      for place in Int(list.start)..<Int(list.end) {
        let posting = postings[place]
        sums[Int(posting >> UInt32(CENTO_OFTEN_SHIFT))] &+=
          JoinBounds.product(list.weight, (posting & 0x7FFF) &+ 1)
      }
    }
    scratch.found.removeAll(keepingCapacity: true)
    for row in 0..<sums.count where sums[row] >= UInt32(least(best.bar(of: query.key))) {
      scratch.found.append(UInt64(sums[row]) << 32 | UInt64(row))
    }
    compute(query, into: best, scratch)
    scratch.unload()
  }
}
