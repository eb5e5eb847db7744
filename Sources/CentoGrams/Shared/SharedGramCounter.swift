package import CentoParallel

/// Texts → the grams that two of them have.
///
/// All grams that begin with the same few scalars, whatever their length, are counted together: the
/// places of the texts are dealt to buckets once, each bucket is counted in the near caches, and
/// what it found is brought back to the texts.
package enum SharedGramCounter {
  /// How texts and grams are cut: it changes nothing but time and memory.
  package struct Cut: Sendable {
    /// The scalars of a chunk, about.
    package var chunkScalars: Int
    /// There are 2^bits buckets.
    package var bucketBits: Int
    /// The grams of a chunk up to which its rows need not be counted before they are laid out.
    package var roomyGrams: Int

    /// What suits `roomyGrams`: 20 bytes each of a worker's memory.
    package static let manyGrams = 1 << 22

    /// A cut of these sizes.
    package init(chunkScalars: Int, bucketBits: Int, roomyGrams: Int = manyGrams) {
      self.chunkScalars = chunkScalars
      self.bucketBits = bucketBits
      self.roomyGrams = roomyGrams
    }

    /// What suits so many scalars.
    ///
    /// Buckets that stay in the near caches and are few enough that what a chunk has of one is worth
    /// a visit; pairs want some number of them (`PairHash`). Short grams are so few that what is
    /// looked up of them stays near: then the rows of a chunk may, too.
    init(scalars: Int, range: NGramRange) {
      let most = range.upper <= PlaceCoding.direct ? 1 << 18 : 1 << 20
      chunkScalars = max(
        1 << 15, min(most, scalars >> 5), min(1 << 20, scalars >> 8), scalars >> 10)
      let (small, large) = (Self.bits(scalars >> 15), Self.bits(scalars >> 17))
      let length = PlaceCoding.firstLength(of: range)
      bucketBits =
        if length == 2 {
          max(large, min(small, PairHash.leastBits))
        } else {
          range.upper <= length + 2 ? large : small
        }
      roomyGrams = Self.manyGrams
    }

    private static func bits(_ buckets: Int) -> Int {
      min(12, max(0, Int.bitWidth - buckets.leadingZeroBitCount))
    }
  }

  /// The bytes of places that are dealt at a time where memory is not limited.
  private static let dealtBytes = 1 << 29

  /// The shared grams of the texts `0 ..< count`, no two of which are equal.
  ///
  /// White space runs become one space first; see `WhiteSpaceRuns`.
  ///
  /// - Parameters:
  ///   - multiplicities: For each text how many units have it: what it adds to a frequency.
  ///   - cut: How the work is cut; nil for what suits the texts.
  ///   - memory: Where results are set aside and how much may be dealt; nil to keep all in memory.
  ///   - sums: Takes what the squares of each row add up to.
  ///   - length: The scalars of a text, or a little more.
  /// - Throws: `GramError.tooManyGrams`.
  /// - Complexity: O(scalars · lengths) expected time; 5 bytes for each gram that a text shares, and
  ///   on the way 2 for each scalar of a longest gram at each place, half a gigabyte at most, and 4
  ///   for each gram that a text shares. With `memory` texts are read once for each part that is
  ///   dealt, and what was found is on disk.
  package static func count(
    multiplicities: [UInt32], range: NGramRange, threads: Int, cut: Cut? = nil,
    memory: CountingMemory? = nil, sums: RowSums? = nil, progress: Progress? = nil,
    length: (Int) -> Int, text: @Sendable (Int) -> [UInt32]
  ) throws(GramError) -> SharedGrams {
    let lengths = multiplicities.indices.map(length)
    let cut = cut ?? Cut(scalars: lengths.reduce(0, +), range: range)
    let chunks = chunks(lengths, scalars: cut.chunkScalars)
    let places = lengths.reduce(0) { $0 + max(0, $1 - range.lower + 1) }
    let dealtBytes = memory.map { $0.bytes / 2 } ?? dealtBytes
    func cuts(_ coding: PlaceCoding) -> [Range<Int>] {
      self.parts(
        of: 1 << cut.bucketBits, bytes: places * coding.stride * MemoryLayout<UInt16>.stride,
        most: dealtBytes)
    }
    func deal(_ chunks: [DealtChunk], to part: Range<Int>, coding: PlaceCoding) -> [Set<UInt32>] {
      let dealing = Pool { DealScratch() }
      return Parallel.map(count: chunks.count, threads: threads) { chunk in
        dealing.with {
          chunks[chunk].deal(
            to: part, bits: cut.bucketBits, range: range, coding: coding, text: text, scratch: $0)
        }
      }
    }
    // Most corpora have no rare scalars: those that have are found while places are dealt.
    var coding = PlaceCoding(scalars: range.upper, rare: [])
    var parts = cuts(coding)
    let unknown = deal(chunks, to: parts[0], coding: coding)
    if unknown.contains(where: { !$0.isEmpty }) {
      coding = PlaceCoding(
        scalars: range.upper, rare: unknown.reduce(into: []) { $0.formUnion($1) })
      parts = cuts(coding)
      let isWide = coding.isWide
      let again = chunks.indices.filter { isWide || !unknown[$0].isEmpty }
      _ = deal(again.map { chunks[$0] }, to: parts[0], coding: coding)
    }
    let units = BucketCounter.Units(multiplicities)
    precondition(chunks.count <= 1 << 16, "too many chunks to tell apart")
    var buckets: [BucketGrams] = []
    var blocks: [SharedBlock] = []
    let dealt = coding
    for part in parts {
      if part.lowerBound > 0 { _ = deal(chunks, to: part, coding: dealt) }
      if blocks.isEmpty { blocks = chunks.map { SharedBlock(of: $0, range: range) } }
      progress?((Double(part.lowerBound) + Double(part.count) / 4) / Double(1 << cut.bucketBits))
      let counting = Pool { BucketCounter() }
      let work = BucketCounter.Work(
        chunks: chunks, range: range, bits: cut.bucketBits, coding: dealt, units: units)
      buckets += Parallel.map(count: part.count, threads: threads) { bucket in
        var found = counting.with {
          $0.count(bucket, for: work)
        }
        found.park(in: memory?.file)
        return found
      }
      for chunk in chunks { chunk.forget() }
      progress?(Double(part.upperBound) / Double(1 << cut.bucketBits))
    }
    let numbers = try GramNumbers(buckets)
    for bucket in buckets.indices { buckets[bucket].forgetFrequencies() }
    BlockAssembly(
      blocks: blocks, buckets: buckets, numbers: numbers, memory: memory,
      roomyGrams: cut.roomyGrams, sums: sums
    ).run(threads: threads)
    // What the blocks were filled from is not needed any more.
    buckets = []
    return SharedGrams(
      frequencies: numbers.frequencies, multiplicities: multiplicities, blocks: blocks,
      file: memory?.file)
  }

  /// Runs of texts with about so many scalars.
  private static func chunks(_ lengths: [Int], scalars: Int) -> [DealtChunk] {
    var out: [DealtChunk] = []
    var (start, size) = (0, 0)
    for (index, length) in lengths.enumerated() {
      size += length + 1
      if size >= scalars || index + 1 - start == DealtChunk.mostTexts {
        out.append(DealtChunk(texts: start..<index + 1))
        (start, size) = (index + 1, 0)
      }
    }
    if start < lengths.count { out.append(DealtChunk(texts: start..<lengths.count)) }
    return out
  }

  /// The buckets in runs that take so many bytes, about.
  private static func parts(of buckets: Int, bytes: Int, most: Int) -> [Range<Int>] {
    let count = min(buckets, max(1, (bytes + most - 1) / max(1, most)))
    return (0..<count).map { buckets * $0 / count..<buckets * ($0 + 1) / count }
  }
}
