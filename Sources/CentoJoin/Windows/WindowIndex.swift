internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// For each feature the rows of one block that have it in their head, in the order of the rows.
///
/// The rows are in the order of the lengths that fill them, so that those which a query may reach
/// are a window of every list. What a row that has a feature once collects of it, times the row's
/// length, depends on the feature alone: such a posting is the number of the row, two bytes. Those
/// that have it more often are in a list of their own, with weights.
struct WindowIndex: Sendable {
  /// More rows do not fit into a posting.
  static let mostRows = 1 << 16

  /// The rows of the block.
  let rows: Range<Int>
  /// Where the postings of each rank start, those of rows that have it once and those of others,
  /// and two more.
  let starts: RawBuffer<UInt32>
  /// The rows.
  let once: RawBuffer<UInt16>
  /// The row in the upper half; below it the weight times the row's share of the greatest length,
  /// less one.
  let often: RawBuffer<UInt32>
  /// The least length of each run of 128 rows, and of these and all after them.
  let runs: RawBuffer<Float>
  let shortest: RawBuffer<Float>
  /// The greatest length.
  let longest: Float
  /// The least length and the greatest excess of each chunk of rows.
  private let needs: [(shortest: Float, excess: Float)]

  private static let buckets = 256
  private static let chunkRows = 2048

  /// The index of the rows of a block.
  ///
  /// Entries are dealt to ranges of ranks first, each of which is then brought into the order of
  /// its ranks within the near caches.
  init(_ heads: RowHeads, rows: Range<Int>, threads: Int) {
    precondition(rows.count <= Self.mostRows)
    let features = heads.rows.features
    var shift: UInt32 = 0
    while features >> Int(shift) >= Self.buckets { shift += 1 }
    let chunks = Parallel.blocks(of: rows.count, size: Self.chunkRows)
    let (dealing, first) = (shift, rows.lowerBound)
    let counts = Parallel.map(count: chunks.count, threads: threads) { chunk in
      var counts = [UInt32](repeating: 0, count: Self.buckets)
      let entries = heads.entries.view
      let rows = chunks[chunk]
      for place in heads.starts[first + rows.lowerBound]..<heads.starts[first + rows.upperBound] {
        counts[Int(entries[place].rank &>> dealing)] &+= 1
      }
      return counts
    }
    var begins = counts
    var ends: [Int] = [0]
    var sum: UInt32 = 0
    for bucket in 0..<Self.buckets {
      for chunk in chunks.indices {
        begins[chunk][bucket] = sum
        sum += counts[chunk][bucket]
      }
      ends.append(Int(sum))
    }
    let dealt = RawBuffer<UInt64>(capacity: Int(sum))
    dealt.resize(to: Int(sum))
    let begin = begins
    let longest = rows.reduce(Float(0)) { max($0, heads.scales.lengths.view[$1]) }
    let onces = Parallel.map(count: chunks.count, threads: threads) { chunk in
      var next = begin[chunk]
      var onces = [UInt32](repeating: 0, count: Self.buckets)
      let out = dealt.view
      for row in chunks[chunk] {
        Self.forEachPosting(of: row, first + row, of: heads, longest: longest) { rank, posting in
          let bucket = Int(rank &>> dealing)
          out[Int(next[bucket])] = UInt64(rank) &<< 32 | UInt64(posting)
          next[bucket] &+= 1
          onces[bucket] &+= 1 &- (posting & 1)
        }
      }
      return onces
    }
    let starts = RawBuffer<UInt32>(capacity: 2 * features + 2)
    starts.resize(to: 2 * features + 2)
    var firstOnce: [Int] = [0]
    for bucket in 0..<Self.buckets {
      firstOnce.append(onces.reduce(firstOnce[bucket]) { $0 + Int($1[bucket]) })
    }
    let (many, beginsOnce) = (firstOnce[Self.buckets], firstOnce)
    let once = RawBuffer<UInt16>(capacity: many)
    once.resize(to: many)
    let often = RawBuffer<UInt32>(capacity: Int(sum) - many)
    often.resize(to: Int(sum) - many)
    (starts.view[0], starts.view[1]) = (0, 0)
    let bounds = ends
    Parallel.forEach(count: Self.buckets, threads: threads) { bucket in
      let ranks =
        min(bucket << Int(dealing), features)..<min((bucket + 1) << Int(dealing), features)
      // The places after each rank are where its next postings go, and at last where the next starts.
      let (next, once, often, from) = (starts.view, once.view, often.view, dealt.view)
      for rank in ranks { (next[2 * rank + 2], next[2 * rank + 3]) = (0, 0) }
      let places = bounds[bucket]..<bounds[bucket + 1]
      for place in places { next[Self.counter(of: from[place])] &+= 1 }
      var sum = UInt32(beginsOnce[bucket])
      var others = UInt32(places.lowerBound) - sum
      for rank in ranks {
        let (count, other) = (next[2 * rank + 2], next[2 * rank + 3])
        (next[2 * rank + 2], next[2 * rank + 3]) = (sum, others)
        sum &+= count
        others &+= other
      }
      for place in places {
        let dealt = from[place]
        let counter = Self.counter(of: dealt)
        let at = Int(next[counter])
        next[counter] &+= 1
        if dealt & 1 == 0 {
          once[at] = UInt16(truncatingIfNeeded: dealt &>> 16)
        } else {
          often[at] =
            UInt32(truncatingIfNeeded: dealt) & 0xFFFF_0000
            | UInt32(truncatingIfNeeded: dealt & 0xFFFF) &>> 1
        }
      }
    }
    self.rows = rows
    self.starts = starts
    (self.once, self.often, self.longest) = (once, often, longest)
    runs = RawBuffer(repeating: .infinity, count: (rows.count + 127) / 128)
    shortest = RawBuffer(repeating: .infinity, count: runs.count)
    for place in 0..<rows.count {
      let length = heads.scales.lengths.view[first + place]
      runs.view[place / 128] = min(runs.view[place / 128], length)
    }
    var least = Float.infinity
    for run in (0..<runs.count).reversed() {
      least = min(least, runs.view[run])
      shortest.view[run] = least
    }
    let (lengths, excess) = (heads.scales.lengths.view, heads.scales.excess.view)
    needs = Parallel.blocks(of: rows.count, size: Self.chunkRows).map { chunk in
      var (shortest, most) = (Float.infinity, Float(0))
      for place in chunk {
        shortest = min(shortest, lengths[first + place])
        most = max(most, excess[first + place])
      }
      return (shortest, most)
    }
  }

  /// Calls `body` with each rank of a head and what stands for it: the row above sixteen bits that
  /// are even for a feature that the row has once, and otherwise twice the weight less one, and one.
  @inline(__always)
  private static func forEachPosting(
    of number: Int, _ row: Int, of heads: RowHeads, longest: Float,
    _ body: (UInt32, UInt32) -> Void
  ) {
    let (entries, length) = (heads.entries.view, heads.scales.lengths.view[row])
    let share = length / longest * (1 + RowScales.slack)
    let high = UInt32(truncatingIfNeeded: number) &<< 16
    // A weight that its feature alone explains, in units of 2^-15.
    let scale = tolerance * 0x1p15 / length
    guard let once = heads.weights?.once.view else { preconditionFailure("rows of factors") }
    for place in heads.starts[row]..<heads.starts[row + 1] {
      let entry = entries[place]
      let weight = Float(entry.weight)
      let isOften = weight > once[Int(cento_rank_class(entry.rank))] * scale
      let units = UInt32(min(weight * share, 0x7FFF))
      body(entry.rank, isOften ? high | units &<< 1 | 1 : high)
    }
  }

  /// What a weight of a feature that stands once may be above what the feature says: roundings.
  static let tolerance: Float = 1.01

  /// The counter of what was dealt: twice the rank that follows, and one for those with weights.
  @inline(__always)
  private static func counter(of dealt: UInt64) -> Int {
    Int(truncatingIfNeeded: dealt &>> 32 &+ 1) &* 2 &+ Int(truncatingIfNeeded: dealt & 1)
  }

  /// No row that is shorter reaches the threshold with any of the block.
  func leastLength(threshold: Float) -> Float {
    needs.reduce(.infinity) { min($0, $1.shortest * (threshold - $1.excess)) }
      * (1 - RowScales.slack)
  }
}
