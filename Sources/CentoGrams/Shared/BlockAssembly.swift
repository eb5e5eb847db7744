internal import CentoParallel

/// What the buckets found, brought back to the texts.
///
/// The blocks read a piece of every level of every bucket. Where these are set aside, the pieces of
/// some blocks are read together.
struct BlockAssembly: Sendable {
  let blocks: [SharedBlock]
  let buckets: [BucketGrams]
  let numbers: GramNumbers
  let memory: CountingMemory?
  /// See `AssemblyScratch`.
  let roomyGrams: Int
  let sums: RowSums?

  /// The bytes that an entry takes while a block is filled: read, and written.
  private static let entryBytes = 16

  /// Fills all blocks.
  func run(threads: Int) {
    let scratch = Pool { [roomyGrams] in AssemblyScratch(roomyGrams: roomyGrams) }
    let sizes = sizes()
    makeRoom(sizes)
    let factors = RawBuffer<Double>(capacity: numbers.kinds.count)
    let once = RawBuffer<UInt64>(capacity: numbers.kinds.count)
    for frequency in numbers.kinds {
      let factor = sums?.factor(frequency) ?? 0
      factors.append(factor)
      once.append(
        sums.map { UInt64(truncatingIfNeeded: ExactSquare.units(of: $0.term(1) * factor)) } ?? 0)
    }
    let task = SharedBlock.Task(
      grams: numbers.grams.view, factors: factors.view, once: once.view, sums: sums)
    for tile in tiles(sizes) {
      let pieces = Parallel.map(count: buckets.count, threads: threads) { bucket in
        buckets[bucket].levels.map { Piece(of: $0, tile, file: memory?.file) }
      }
      let sources = sources(pieces)
      let starts = starts(of: tile, threads: threads)
      Parallel.forEach(count: tile.count, threads: threads) { index in
        let block = tile.lowerBound + index
        scratch.with {
          blocks[block].fill(
            from: sources, starts: starts[index].view, ends: starts[index + 1].view, for: task,
            scratch: $0)
        }
        blocks[block].park(in: memory?.file)
      }
      withExtendedLifetime(pieces) {}
    }
    withExtendedLifetime((factors, once)) {}
  }

  /// For each block of a tile, and behind the last, where what it has of every level of every bucket
  /// starts: in the order in which a block reads it.
  private func starts(
    of tile: Range<Int>, threads: Int
  ) -> [RawBuffer<BucketGrams.Starts>] {
    let levels = buckets.flatMap { $0.levels.map { $0.starts } }
    return Parallel.map(count: tile.count + 1, threads: threads) { index in
      let starts = RawBuffer<BucketGrams.Starts>(capacity: levels.count)
      for level in levels { starts.append(level.view[tile.lowerBound + index]) }
      return starts
    }
  }

  /// A part of a level's entries in memory.
  private struct Piece: Sendable {
    /// The entry that the part begins with.
    let first: Int
    let entries: (values: RawBuffer<UInt32>, from: Int)
    let high: (values: RawBuffer<UInt16>, from: Int)

    init(of level: BucketGrams.Level, _ tile: Range<Int>, file: SpillFile?) {
      let starts = level.starts.view
      let range = Int(starts[tile.lowerBound].entries)..<Int(starts[tile.upperBound].entries)
      first = range.lowerBound
      entries = level.entries.reading(range, from: file)
      high = level.isWide ? level.high.reading(range, from: file) : (RawBuffer(), 0)
    }
  }

  private func sources(_ pieces: [[Piece]]) -> [SharedBlock.Source] {
    var out: [SharedBlock.Source] = []
    for (bucket, pieces) in pieces.enumerated() {
      for (place, piece) in pieces.enumerated() {
        let level = buckets[bucket].levels[place]
        out.append(
          SharedBlock.Source(
            entries: piece.entries.values.view, offset: piece.entries.from - piece.first,
            high: piece.high.values.view, highOffset: piece.high.from - piece.entries.from,
            base: numbers.starts[bucket][place],
            repeated: level.repeated.view,
            lone: level.lone.view))
      }
    }
    return out
  }

  /// The number of entries of each block.
  private func sizes() -> [Int] {
    var sizes = [Int](repeating: 0, count: blocks.count)
    for bucket in buckets {
      for level in bucket.levels {
        let starts = level.starts.view
        for block in sizes.indices {
          sizes[block] += Int(starts[block + 1].entries - starts[block].entries)
        }
      }
    }
    return sizes
  }

  /// Gives blocks that stay in memory their parts of one row of entries, as a join reads them.
  private func makeRoom(_ sizes: [Int]) {
    guard memory == nil else { return }
    let total = sizes.reduce(0, +)
    let (numbers, counts) = (RawBuffer<UInt32>(capacity: total), RawBuffer<UInt8>(capacity: total))
    numbers.resize(to: total)
    counts.resize(to: total)
    var start = 0
    for (block, size) in zip(blocks, sizes) {
      block.take(numbers, counts, from: start)
      start += size
    }
  }

  /// Runs of blocks that are filled together: all of them, or as many as memory allows.
  private func tiles(_ sizes: [Int]) -> [Range<Int>] {
    guard let memory else { return [0..<blocks.count] }
    return Parallel.runs(of: sizes, upTo: memory.bytes / Self.entryBytes)
  }
}
