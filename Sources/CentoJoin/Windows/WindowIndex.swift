internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// For each feature the rows of one block that have it in their head, in the order of the rows.
///
/// The rows are in the order of the lengths that fill them, so that those which a query may reach
/// are a window of every list. A posting is a word of four bytes.
struct WindowIndex: Sendable {
  /// More rows do not fit into a posting, nor their sums into the second cache.
  static let mostRows = 1 << (32 - Int(CENTO_WINDOW_SHIFT))

  /// The rows of the block.
  let rows: Range<Int>
  /// Where the postings of each rank start, and one more.
  let starts: RawBuffer<UInt32>
  let postings: RawBuffer<UInt32>
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
    Parallel.forEach(count: chunks.count, threads: threads) { chunk in
      var next = begin[chunk]
      let (entries, out) = (heads.entries.view, dealt.view)
      for row in chunks[chunk] {
        let high = UInt32(truncatingIfNeeded: row) &<< UInt32(CENTO_WINDOW_SHIFT)
        for place in heads.starts[first + row]..<heads.starts[first + row + 1] {
          let entry = entries[place]
          let bucket = Int(entry.rank &>> dealing)
          out[Int(next[bucket])] =
            UInt64(entry.rank) &<< 32
            | UInt64(high | UInt32(max(1, min(entry.weight, 0x8000)) &- 1))
          next[bucket] &+= 1
        }
      }
    }
    let starts = RawBuffer<UInt32>(capacity: features + 1)
    starts.resize(to: features + 1)
    let postings = RawBuffer<UInt32>(capacity: Int(sum))
    postings.resize(to: Int(sum))
    starts.view[0] = 0
    let bounds = ends
    Parallel.forEach(count: Self.buckets, threads: threads) { bucket in
      let ranks =
        min(bucket << Int(dealing), features)..<min((bucket + 1) << Int(dealing), features)
      // The place after each rank is where its next posting goes, and at last where the next starts.
      let (next, out, from) = (starts.view, postings.view, dealt.view)
      for rank in ranks { next[rank + 1] = 0 }
      let places = bounds[bucket]..<bounds[bucket + 1]
      for place in places { next[Int(from[place] &>> 32) &+ 1] &+= 1 }
      var sum = UInt32(places.lowerBound)
      for rank in ranks {
        let count = next[rank + 1]
        next[rank + 1] = sum
        sum &+= count
      }
      for place in places {
        let rank = Int(from[place] &>> 32)
        out[Int(next[rank &+ 1])] = UInt32(truncatingIfNeeded: from[place])
        next[rank &+ 1] &+= 1
      }
    }
    self.rows = rows
    self.starts = starts
    self.postings = postings
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

  /// No row that is shorter reaches the threshold with any of the block.
  func leastLength(threshold: Float) -> Float {
    needs.reduce(.infinity) { min($0, $1.shortest * (threshold - $1.excess)) }
      * (1 - RowScales.slack)
  }
}
