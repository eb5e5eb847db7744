internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// One join: the candidates in blocks, each block's index asked about each query's head.
///
/// Where the norms of what is left of two rows multiply to less than the threshold less `spare`,
/// nothing more is added up; a pair that reaches the threshold has collected `spare` by then.
/// Nearly all candidates share one or two grams with the query by chance and have not.
struct JoinScan: Sendable {
  let queries: RowHeads
  let candidates: RowHeads
  /// Whether both are one set, of which each pair is wanted once.
  let within: Bool
  let threshold: Double

  /// Rows a task: enough to pay for its start, few enough to balance long rows.
  static let taskRows = 128
  /// How many lookups are under way at a time.
  private static let ahead = 12
  /// As many sums are looked through in the time that account of one posting takes, about.
  private static let sumsPerPosting = 16

  private let bounds: JoinBounds.Scan
  private let check: PairCheck

  init(queries: RowHeads, candidates: RowHeads, within: Bool, threshold: Double) {
    self.queries = queries
    self.candidates = candidates
    self.within = within
    self.threshold = threshold
    bounds = JoinBounds.Scan(threshold: threshold)
    check = PairCheck(queries: queries, candidates: candidates, threshold: threshold)
  }

  /// The pairs, in parts.
  ///
  /// - Parameters:
  ///   - blockRows: The rows of a block, about; nil for what suits the rows.
  ///   - progress: Told after each block how much has been done.
  func pairs(threads: Int, blockRows: Int?, progress: Progress?) -> [[ScoredPair]] {
    let tasks = Parallel.blocks(of: queries.rows.count, size: Self.taskRows)
    var found = [[ScoredPair]](repeating: [], count: tasks.count)
    let blocks = CandidateBlocks.cut(candidates, rows: blockRows)
    let rows = blocks.reduce(0) { max($0, $1.count) }
    let pool = Pool { ScanScratch(rows: rows) }
    var (done, all) = (0, 0)
    for block in blocks { all += within ? block.upperBound : 1 }
    for block in blocks {
      let index = HeadIndex(candidates, rows: block, threshold: threshold, threads: threads)
      // Each pair is found from its first row: later rows ask nothing of this block.
      let asked = within ? (block.upperBound + Self.taskRows - 1) / Self.taskRows : tasks.count
      let parts: [[ScoredPair]] = Parallel.map(count: asked, threads: threads) { task in
        pool.with { scratch in
          var out: [ScoredPair] = []
          for row in tasks[task] { append(pairsOf: row, in: index, scratch: scratch, to: &out) }
          return out
        }
      }
      for (task, part) in parts.enumerated() where !part.isEmpty { found[task] += part }
      done += within ? block.upperBound : 1
      progress?(Double(done) / Double(all))
    }
    return found
  }

  /// Appends the pairs of a query with the rows of an index; where both are one set and the query is
  /// of the index's block, with the rows after it.
  func append(
    pairsOf row: Int, in index: HeadIndex, scratch: ScanScratch, to out: inout [ScoredPair]
  ) {
    guard queries.starts[row] < queries.starts[row + 1], mayMeet(row, in: index) else { return }
    let lists = listsThatMatter(to: row, in: index, scratch: scratch)
    let own = within && index.rows.contains(row) ? row - index.rows.lowerBound : nil
    let count =
      meets(lists, of: index)
      ? collect(lists, after: own, in: index, scratch)
      : SumKernels.keep(
        own.map { scan(lists, after: $0, in: index, scratch: scratch) }
          ?? scan(lists, in: index, scratch: scratch),
        below: index.rows.count, atLeast: bounds.spare, of: scratch.met.view,
        sums: scratch.sums.view)
    check.append(
      pairsOf: row, with: scratch.met.view, count: count, from: index.rows.lowerBound,
      scratch.check, to: &out)
  }

  /// Whether a query may reach the threshold with any row of an index, by their lengths.
  private func mayMeet(_ row: Int, in index: HeadIndex) -> Bool {
    let scales = queries.scales
    return index.scales.mayMeet(
      length: scales.lengths.view[row], granted: granted(row, by: index),
      threshold: Float(threshold - JoinBounds.margin))
  }

  /// What a query that repeats itself may have in common with a row of an index beyond what the row
  /// has.
  private func granted(_ row: Int, by index: HeadIndex) -> Float {
    let scales = queries.scales
    return min(
      scales.excess.view[row],
      scales.surplus.view[row] * scales.lengths.view[row] / index.scales.shortest)
  }

  // MARK: Adding up

  /// Whether so many rows may be met that it is less work to look through all sums of the block.
  private func meets(_ lists: RawBuffer<ScanScratch.List>.View, of index: HeadIndex) -> Bool {
    var postings = 0
    for place in 0..<lists.count { postings &+= Int(lists[place].end &- lists[place].start) }
    return postings &* Self.sumsPerPosting >= index.rows.count
      && lists.count <= SumKernels.mostLists
  }

  /// Adds up products over the query's head without account of the rows met.
  ///
  /// - Returns: The number of rows that have collected enough.
  private func collect(
    _ lists: RawBuffer<ScanScratch.List>.View, after own: Int?, in index: HeadIndex,
    _ scratch: ScanScratch
  ) -> Int {
    let sums = scratch.sums.view
    SumKernels.add(lists, of: index.postings.view, to: sums)
    var first = 0
    if let own {
      first = own + 1
      for row in 0..<first { sums[row] = 0 }
    }
    return SumKernels.collect(
      first..<index.rows.count, atLeast: max(1, bounds.spare), from: sums, to: scratch.met.view)
  }

  /// Adds up products over the query's head.
  ///
  /// - Returns: The number of rows met.
  private func scan(
    _ lists: RawBuffer<ScanScratch.List>.View, in index: HeadIndex, scratch: ScanScratch
  ) -> Int {
    let (sums, met, postings) = (scratch.sums.view, scratch.met.view, index.postings.view)
    var count = 0
    for number in 0..<lists.count {
      let list = lists[number]
      let weight = UInt32(list.weight)
      for place in Int(list.start)..<Int(list.end) {
        let posting = postings[place]
        if posting.below < list.least { break }
        let before = UInt32(sums[Int(posting.row)])
        let sum = before &+ JoinBounds.product(weight, UInt32(posting.weight))
        sums[Int(posting.row)] = UInt16(truncatingIfNeeded: min(sum, 0xFFFF))
        met[count] = posting.row
        count &+= before == 0 ? 1 : 0
      }
    }
    return count
  }

  /// The same among the query's own block, of which only the rows after it are wanted.
  ///
  /// The others' products go to places beyond the block's rows: a branch would be foretold wrong
  /// every other time.
  private func scan(
    _ lists: RawBuffer<ScanScratch.List>.View, after own: Int, in index: HeadIndex,
    scratch: ScanScratch
  ) -> Int {
    let (sums, met, postings) = (scratch.sums.view, scratch.met.view, index.postings.view)
    let (own, rows) = (UInt32(own), UInt32(index.rows.count))
    var count = 0
    for number in 0..<lists.count {
      let list = lists[number]
      let weight = UInt32(list.weight)
      for place in Int(list.start)..<Int(list.end) {
        let posting = postings[place]
        if posting.below < list.least { break }
        let aside = rows &+ UInt32(truncatingIfNeeded: place) & (ScanScratch.asides - 1)
        let target = posting.row > own ? posting.row : aside
        let before = UInt32(sums[Int(target)])
        let sum = before &+ JoinBounds.product(weight, UInt32(posting.weight))
        sums[Int(target)] = UInt16(truncatingIfNeeded: min(sum, 0xFFFF))
        met[count] = target
        count &+= before == 0 ? 1 : 0
      }
    }
    return count
  }

  /// The lists of the query's head that have postings that may matter.
  ///
  /// Most are left by the norms alone and never looked up, or the block has none of the feature. The
  /// others are called for ahead, and so are the first postings of each.
  private func listsThatMatter(
    to row: Int, in index: HeadIndex, scratch: ScanScratch
  ) -> RawBuffer<ScanScratch.List>.View {
    let (head, lists) = (queries.entries.view, index.lists.view)
    let range = queries.starts[row]..<queries.starts[row + 1]
    let (least, heaviest) = (bounds.least, UInt32(index.heaviest))
    let length = queries.scales.lengths.view[row]
    let scales = index.scales.view(forLength: length)
    scratch.asked.resize(to: range.count)
    let (asked, features) = (scratch.asked.view, ListedFeatures(index.features))
    for place in range.prefix(Self.ahead) { features.prefetch(head[place].rank) }
    var many = 0
    for place in range {
      if place + Self.ahead < range.upperBound {
        features.prefetch(head[place + Self.ahead].rank)
      }
      var entry = head[place]
      let below = UInt32(entry.below)
      let product = JoinBounds.product(UInt32(entry.weight), heaviest)
      guard below &+ product >= least, scales.allows(norm: below, product: product),
        let number = features.number(of: entry.rank)
      else { continue }
      entry.rank = UInt32(truncatingIfNeeded: number)
      asked[many] = entry
      many &+= 1
    }
    scratch.lists.resize(to: many)
    let (out, postings) = (scratch.lists.view, index.postings.view)
    // A rest y' of a row of the block has to have |y'|²·ratio ≥ what is missing and not granted.
    let scale = (1 - RowScales.slack) * 0x1p30 * length / index.scales.longest
    let granted = granted(row, by: index)
    var count = 0
    for place in 0..<min(many, Self.ahead) { lists.prefetch(Int(asked[place].rank)) }
    for place in 0..<many {
      if place + Self.ahead < many { lists.prefetch(Int(asked[place + Self.ahead].rank)) }
      let entry = asked[place]
      let (list, next) = (lists[Int(entry.rank)], lists[Int(entry.rank) + 1])
      postings.prefetch(Int(list.start))
      let (weight, below) = (UInt32(entry.weight), UInt32(entry.below))
      let product = JoinBounds.product(weight, UInt32(list.heaviest))
      let missing = least > product &+ 1 ? least &- product &- 1 : 0
      let norm = (max(0, Float(missing) * 0x1p-15 - granted) * scale).squareRoot() - 1
      out[count] = ScanScratch.List(
        start: list.start, end: next.start, weight: entry.weight,
        least: HeadIndex.least(below: below, missing: missing, or: norm))
      count &+=
        list.start != next.start
          && scales.allows(norm: below, product: product) ? 1 : 0
    }
    scratch.lists.resize(to: count)
    return scratch.lists.view
  }
}
