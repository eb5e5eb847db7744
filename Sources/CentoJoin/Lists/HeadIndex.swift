internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// For each feature the rows of one block that have it in their head, those with the longest rest
/// first.
///
/// A scan reads a list only as far as a posting may matter. The order is by classes of the rest's
/// norm, 64 to the whole range: the last class that is read is read whole.
struct HeadIndex: Sendable {
  /// One row that has a feature.
  ///
  /// The row is its place in the block; the weight, and `below`, the norm of the row's commoner
  /// features, are in units of 2^-15, rounded up.
  typealias Posting = cento_posting

  /// The rows of the block.
  let rows: Range<Int>
  /// The postings of one feature.
  struct List: BitwiseCopyable, Sendable {
    var start: UInt32
    /// The greatest weight.
    var heaviest: UInt16
  }

  /// The features that have a list; see `ListedFeatures`.
  let features: RawBuffer<UInt64>
  /// Where the postings of each of them start, and two more.
  let lists: RawBuffer<List>
  /// The greatest weight of all.
  let heaviest: UInt16
  let postings: RawBuffer<Posting>
  let scales: BlockScales

  private static let classShift: UInt16 = 9
  private static let classes = 1 << (16 - Int(classShift))

  /// The index of the rows of a block, or of those that are `wanted` among them.
  init(
    _ heads: RowHeads, rows: Range<Int>, threshold: Double, threads: Int,
    wanted: @Sendable (Int) -> Bool = { _ in true }
  ) {
    let dealt = DealtEntries(heads, rows: rows, threads: threads, wanted: wanted)
    let features = RawBuffer<UInt64>()
    let listed = dealt.numbered(heads.rows.features, in: features, threads: threads)
    let lists = RawBuffer(repeating: List(start: 0, heaviest: 0), count: listed + 2)
    let list = lists.view
    let heaviest = Parallel.map(count: DealtEntries.shares, threads: threads) { share in
      var most: UInt16 = 0
      dealt.forEach(
        ofShare: share, before: { list.prefetch(Int($0) + 2) }, sooner: { _ in }
      ) { entry in
        let (feature, weight) = (Int(entry.feature), entry.posting.weight)
        list[feature + 2].start &+= 1
        if weight > list[feature].heaviest { list[feature].heaviest = weight }
        if weight > most { most = weight }
      }
      return most
    }
    for feature in 2..<max(2, list.count) { list[feature].start &+= list[feature - 1].start }
    let postings = RawBuffer<Posting>(capacity: dealt.count)
    postings.resize(to: dealt.count)
    let out = postings.view
    Parallel.forEach(count: DealtEntries.shares, threads: threads) { share in
      dealt.forEach(
        ofShare: share, before: { list.prefetch(Int($0) + 1) },
        sooner: { out.prefetch(Int(list[Int($0) + 1].start)) }
      ) { entry in
        let feature = Int(entry.feature) + 1
        out[Int(list[feature].start)] = entry.posting
        list[feature].start &+= 1
      }
    }
    scales = BlockScales(
      heads.scales, rows: rows,
      least: Float(JoinBounds.Scan(threshold: threshold).least) * 0x1p-15,
      threshold: Float(threshold - JoinBounds.margin))
    self.rows = rows
    self.features = features
    self.lists = lists
    self.heaviest = heaviest.max() ?? 0
    self.postings = postings
  }

  /// The least norm of a posting's rest with which the posting may matter: the product of both
  /// rests must reach what is missing once both weights are multiplied.
  ///
  /// - Parameter norm: What the lengths of the rows ask for, in units of 2^-15.
  @inline(__always)
  static func least(below: UInt32, missing: UInt32, or norm: Float) -> UInt16 {
    guard missing > 0, below > 0 else { return 0 }
    let least = max((missing &<< 15) / below, UInt32(min(max(norm, 0), 65_535)))
    return (UInt16(truncatingIfNeeded: min(least, 0xFFFF)) &>> classShift) &<< classShift
  }

  /// The class of a posting, 0 for the longest rests.
  static func order(_ below: UInt16) -> Int {
    classes - 1 - Int(below &>> classShift)
  }

  static var orders: Int { classes }
}

/// The entries of a block's heads, dealt to shares of the features and by class within a share.
private struct DealtEntries: Sendable {
  struct Entry: BitwiseCopyable, Sendable {
    /// Its rank; its number, once features are numbered.
    var feature: UInt32
    var posting: HeadIndex.Posting
  }

  /// Features are dealt in runs whose words take a line of the cache, so that no two tasks write to
  /// one.
  static let shares = 4
  private static let runShift: UInt32 = 8

  private let entries: RawBuffer<Entry>
  private let ends: [Int]

  init(
    _ heads: RowHeads, rows: Range<Int>, threads: Int, wanted: @Sendable (Int) -> Bool
  ) {
    let buckets = Self.shares * HeadIndex.orders
    let chunks = Parallel.blocks(of: rows.count, size: 4096)
    let counts = Parallel.map(count: chunks.count, threads: threads) { chunk in
      var counts = [Int](repeating: 0, count: buckets)
      let entries = heads.entries.view
      for local in chunks[chunk] {
        let row = rows.lowerBound + local
        guard wanted(row) else { continue }
        for place in heads.starts[row]..<heads.starts[row + 1] {
          counts[Self.bucket(entries[place])] += 1
        }
      }
      return counts
    }
    var starts = counts
    var sum = 0
    var ends: [Int] = []
    for bucket in 0..<buckets {
      for chunk in chunks.indices {
        starts[chunk][bucket] = sum
        sum += counts[chunk][bucket]
      }
      if (bucket + 1) % HeadIndex.orders == 0 { ends.append(sum) }
    }
    let dealt = RawBuffer<Entry>(capacity: sum)
    dealt.resize(to: sum)
    let begin = starts
    Parallel.forEach(count: chunks.count, threads: threads) { chunk in
      var next = begin[chunk]
      let (entries, out) = (heads.entries.view, dealt.view)
      for local in chunks[chunk] {
        let row = rows.lowerBound + local
        guard wanted(row) else { continue }
        for place in heads.starts[row]..<heads.starts[row + 1] {
          let entry = entries[place]
          let bucket = Self.bucket(entry)
          out[next[bucket]] = Entry(
            feature: entry.rank,
            posting: HeadIndex.Posting(
              row: UInt32(truncatingIfNeeded: local), weight: entry.weight, below: entry.below))
          next[bucket] += 1
        }
      }
    }
    (self.entries, self.ends) = (dealt, ends)
  }

  var count: Int { entries.count }

  /// Numbers the features, by which entries are told from here on.
  ///
  /// - Parameter words: See `ListedFeatures`.
  /// - Returns: How many features there are.
  func numbered(_ features: Int, in words: RawBuffer<UInt64>, threads: Int) -> Int {
    let listed = ListedFeatures(of: features, in: words)
    listed.clear(0..<features)
    let entries = entries.view
    Parallel.forEach(count: Self.shares, threads: threads) { share in
      for place in places(ofShare: share) { listed.insert(entries[place].feature) }
    }
    let count = listed.number(0..<features) { _, _ in }
    Parallel.forEach(count: Self.shares, threads: threads) { share in
      for place in places(ofShare: share) {
        guard let number = listed.number(of: entries[place].feature) else { continue }
        entries[place].feature = UInt32(truncatingIfNeeded: number)
      }
    }
    return count
  }

  private func places(ofShare share: Int) -> Range<Int> {
    (share > 0 ? ends[share - 1] : 0)..<ends[share]
  }

  /// Calls `body` with each entry of a share, and with its feature `before` some time earlier and
  /// `sooner` half of that time earlier, so that memory can be called for.
  @inline(__always)
  func forEach(
    ofShare share: Int, before: (UInt32) -> Void, sooner: (UInt32) -> Void, _ body: (Entry) -> Void
  ) {
    let (entries, places) = (entries.view, places(ofShare: share))
    let last = places.upperBound &- 1
    for place in places {
      before(entries[min(place &+ 32, last)].feature)
      sooner(entries[min(place &+ 16, last)].feature)
      body(entries[place])
    }
  }

  @inline(__always)
  private static func bucket(_ entry: RowHeads.Entry) -> Int {
    Int(entry.rank &>> runShift & UInt32(shares - 1)) * HeadIndex.orders
      + HeadIndex.order(entry.below)
  }
}
