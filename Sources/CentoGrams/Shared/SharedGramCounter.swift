package import CentoParallel

/// Texts → the grams that two of them have.
///
/// Length by length. A gram is the pair of the gram one shorter that it begins with and the one
/// that it ends with, each known by its number, so that every key is exact in 64 bits however
/// long the gram; and where one of the two is of one text alone the gram is so too and is not
/// looked at (Agrawal and Srikant, VLDB 1994). What is left is sieved, and counted exactly.
package enum SharedGramCounter {
  /// Scalars a block, the unit of work of one task, and blocks a round.
  private static let blockScalars = 1 << 15
  private static let roundBlocks = 64
  /// The longest gram that is a key by its scalars.
  private static let direct = 3
  /// Of grams up to this length most stand in two texts, and a sieve would keep nearly all.
  static let crowded = 3

  /// The shared grams of the texts `0 ..< count`, no two of which are equal.
  ///
  /// White space runs become one space first; see `WhiteSpaceRuns`.
  ///
  /// - Parameters:
  ///   - multiplicities: For each text how many units have it: what it adds to a frequency.
  ///   - sieveSlots: The size of the sieve; nil for one that suits the texts. It changes nothing
  ///     but time and memory.
  ///   - memory: Where blocks are set aside and how large tables may grow; nil to keep all in
  ///     memory.
  ///   - length: The scalars of a text.
  /// - Throws: `GramError.tooManyGrams`.
  /// - Complexity: O(scalars · lengths) expected time; 4 bytes for each gram that a text shares,
  ///   and on the way 4 to 12 for each scalar and about 40 for each shared gram. With `memory` the
  ///   bytes for scalars are on disk, and time grows with the number of groups of tables.
  package static func count(
    multiplicities: [UInt32], range: NGramRange, threads: Int, sieveSlots: Int? = nil,
    memory: CountingMemory? = nil, progress: Progress? = nil, length: (Int) -> Int,
    text: @Sendable (Int) -> [UInt32]
  ) throws(GramError) -> SharedGrams {
    var counting = SharedCounting(
      multiplicities: multiplicities, threads: threads, sieveSlots: sieveSlots,
      blocks: blocks(of: multiplicities.count, length: length), memory: memory)
    let first = min(range.lower, direct)
    for length in first...range.upper {
      try counting.count(
        length: length, isFirst: length == first, keeps: length >= range.lower,
        isLast: length == range.upper,
        progress: { part in
          progress?((Double(length - first) + part) / Double(range.upper - first + 1))
        }, text: text)
    }
    for block in counting.blocks { block.finish() }
    return SharedGrams(
      frequencies: counting.frequencies, multiplicities: multiplicities, blocks: counting.blocks,
      file: memory?.file)
  }

  private static func blocks(
    of count: Int, length: (Int) -> Int
  ) -> (blocks: [SharedBlock], scalars: Int) {
    var out: [SharedBlock] = []
    var (start, size, total) = (0, 0, 0)
    for index in 0..<count {
      let length = length(index)
      size += length + 1
      total += length
      if size >= blockScalars {
        out.append(SharedBlock(texts: start..<index + 1))
        (start, size) = (index + 1, 0)
      }
    }
    if start < count { out.append(SharedBlock(texts: start..<count)) }
    return (out, total)
  }

  /// Blocks that are dealt before the shards count them: a constant, so that nothing depends on
  /// the number of threads.
  static func rounds(_ blocks: Int) -> [Range<Int>] {
    stride(from: 0, to: blocks, by: roundBlocks).map { $0..<min(blocks, $0 + roundBlocks) }
  }
}

/// One counting, between one length and the next.
private struct SharedCounting {
  let multiplicities: [UInt32]
  let threads: Int
  let sieveSlots: Int?
  let blocks: [SharedBlock]
  private(set) var frequencies: [UInt32] = []
  /// At how many places a gram of the next length may stand in two texts.
  private var open: Int
  private let pool = Pool { SharedScratch() }
  private let memory: CountingMemory?

  /// More workers than this would only merge sieves.
  private static let mostSieves = 8

  init(
    multiplicities: [UInt32], threads: Int, sieveSlots: Int?,
    blocks: (blocks: [SharedBlock], scalars: Int), memory: CountingMemory?
  ) {
    self.multiplicities = multiplicities
    self.threads = threads
    self.sieveSlots = sieveSlots
    self.blocks = blocks.blocks
    self.memory = memory
    open = blocks.scalars
  }

  mutating func count(
    length: Int, isFirst: Bool, keeps: Bool, isLast: Bool, progress: (Double) -> Void,
    text: @Sendable (Int) -> [UInt32]
  ) throws(GramError) {
    // Where tables must stay small a sieve pays at every length.
    let isSieved = length > SharedGramCounter.crowded || (memory != nil && !isFirst)
    let sieve = isSieved ? sieved(length: length) : nil
    var names = ShardNames(base: keeps ? frequencies.count : 0)
    while names.shards < GramShards.count {
      let shards = names.shards..<min(GramShards.count, names.shards + nextShards(after: names))
      let tables = shards.map { _ in SharedTable() }
      for round in SharedGramCounter.rounds(blocks.count) {
        count(
          round, of: shards, in: tables, sieve: sieve, length: length, isFirst: isFirst, text: text)
        for table in tables where table.count >= GramShards.capacity { throw .tooManyGrams }
        let part = Double(round.upperBound) / Double(max(1, blocks.count))
        progress(
          (Double(names.shards) + part * Double(shards.count)) / Double(GramShards.count))
      }
      try names.take(tables, threads: threads)
    }
    if keeps { frequencies += names.frequencies }
    end(length: length, names: names, keeps: keeps, isLast: isLast)
  }

  /// How many shards are counted together next: all, or as many as the tables' memory allows, by
  /// what those before have taken.
  private func nextShards(after names: ShardNames) -> Int {
    guard let memory else { return GramShards.count }
    if names.shards == 0 {
      return open * SharedTable.usualBytes <= memory.tableBytes ? GramShards.count : 2
    }
    return max(1, memory.tableBytes * names.shards / max(1, names.tableBytes))
  }

  /// Counts the grams of some blocks that belong to some shards.
  private func count(
    _ round: Range<Int>, of shards: Range<Int>, in tables: [SharedTable], sieve: GramSieve?,
    length: Int, isFirst: Bool, text: @Sendable (Int) -> [UInt32]
  ) {
    let (blocks, pool, multiplicities, file) = (blocks, pool, multiplicities, memory?.file)
    Parallel.forEach(count: round.count, threads: threads) { index in
      let block = blocks[round.lowerBound + index]
      block.recall(from: file)
      pool.with { scratch in
        if isFirst {
          block.begin(length: length, text: text, scratch: scratch)
        } else {
          block.fill(length: length, scratch: scratch)
        }
        block.deal(sieve, to: shards, units: { multiplicities[$0] }, scratch: scratch)
      }
    }
    Parallel.forEach(count: shards.count, threads: threads) { index in
      for block in blocks[round] {
        block.look(up: shards.lowerBound + index, in: tables[index])
      }
    }
    let isLast = shards.upperBound == GramShards.count
    guard file != nil else {
      for block in blocks[round] { block.forgetDealt(isLast: isLast) }
      return
    }
    Parallel.forEach(count: round.count, threads: threads) { index in
      let block = blocks[round.lowerBound + index]
      block.forgetDealt(isLast: isLast)
      block.park(in: file)
    }
  }

  /// The sieve of one length, filled by a few workers, each with its own.
  private func sieved(length: Int) -> GramSieve {
    let workers = max(1, min(threads, Self.mostSieves, blocks.count))
    // Four slots a byte: a quarter of the tables' memory, whatever the number of workers.
    let most = memory.map { $0.tableBytes / workers } ?? .max
    let slots = sieveSlots ?? min(open * 2, most)
    let (blocks, pool, file) = (blocks, pool, memory?.file)
    let sieves = Parallel.map(count: workers, threads: threads) { worker in
      let sieve = GramSieve(slots: slots)
      pool.with { scratch in
        for index in stride(from: worker, to: blocks.count, by: workers) {
          let block = blocks[index]
          block.recall(from: file)
          defer { block.park(in: file, isChanged: false) }
          block.fill(length: length, scratch: scratch)
          let count = scratch.compactKeys()
          sieve.add(scratch.keys.view, count: count)
        }
      }
      return sieve
    }
    for other in sieves.dropFirst() { sieves[0].formUnion(other) }
    return sieves[0]
  }

  /// Tells the blocks the numbers of the shared grams.
  private mutating func end(length: Int, names: ShardNames, keeps: Bool, isLast: Bool) {
    let (blocks, pool, file) = (blocks, pool, memory?.file)
    open = Parallel.map(count: blocks.count, threads: threads) { index in
      blocks[index].recall(from: file)
      defer { blocks[index].park(in: file) }
      return pool.with { scratch in
        blocks[index].end(
          length: length, names: names.numbers.view, offsets: names.starts, keeps: keeps,
          isLast: isLast, scratch: scratch)
      }
    }.reduce(0, +)
  }
}
