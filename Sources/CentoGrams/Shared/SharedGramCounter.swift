internal import CentoParallel

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
  /// - Throws: `GramError.tooManyGrams`.
  /// - Complexity: O(scalars · lengths) expected time; 4 bytes for each gram that a text shares,
  ///   and on the way 4 to 12 for each scalar and about 40 for each shared gram.
  package static func count(
    multiplicities: [UInt32], range: NGramRange, threads: Int, sieveSlots: Int? = nil,
    text: @Sendable (Int) -> [UInt32]
  ) throws(GramError) -> SharedGrams {
    var counting = SharedCounting(
      multiplicities: multiplicities, threads: threads, sieveSlots: sieveSlots,
      blocks: blocks(of: multiplicities.count, text: text))
    let first = min(range.lower, direct)
    for length in first...range.upper {
      try counting.count(
        length: length, isFirst: length == first, keeps: length >= range.lower,
        isLast: length == range.upper, text: text)
    }
    for block in counting.blocks { block.finish() }
    return SharedGrams(
      frequencies: counting.frequencies, multiplicities: multiplicities, blocks: counting.blocks)
  }

  private static func blocks(
    of count: Int, text: (Int) -> [UInt32]
  ) -> (blocks: [SharedBlock], scalars: Int) {
    var out: [SharedBlock] = []
    var (start, size, total) = (0, 0, 0)
    for index in 0..<count {
      let length = text(index).count
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

  /// More workers than this would only merge sieves.
  private static let mostSieves = 8

  init(
    multiplicities: [UInt32], threads: Int, sieveSlots: Int?,
    blocks: (blocks: [SharedBlock], scalars: Int)
  ) {
    self.multiplicities = multiplicities
    self.threads = threads
    self.sieveSlots = sieveSlots
    self.blocks = blocks.blocks
    open = blocks.scalars
  }

  mutating func count(
    length: Int, isFirst: Bool, keeps: Bool, isLast: Bool, text: @Sendable (Int) -> [UInt32]
  ) throws(GramError) {
    let sieve = length > SharedGramCounter.crowded ? sieved(length: length) : nil
    let tables = (0..<GramShards.count).map { _ in SharedTable() }
    let (blocks, pool, multiplicities) = (blocks, pool, multiplicities)
    for round in SharedGramCounter.rounds(blocks.count) {
      Parallel.forEach(count: round.count, threads: threads) { index in
        let block = blocks[round.lowerBound + index]
        pool.with { scratch in
          if isFirst {
            block.begin(length: length, text: text, scratch: scratch)
          } else {
            block.fill(length: length, scratch: scratch)
          }
          block.deal(sieve, units: { multiplicities[$0] }, scratch: scratch)
        }
      }
      Parallel.forEach(count: GramShards.count, threads: threads) { shard in
        for block in blocks[round] { block.look(up: shard, in: tables[shard]) }
      }
      for table in tables where table.count >= GramShards.capacity { throw .tooManyGrams }
      for block in blocks[round] { block.forgetDealt() }
    }
    try end(length: length, tables: tables, keeps: keeps, isLast: isLast)
  }

  /// The sieve of one length, filled by a few workers, each with its own.
  private func sieved(length: Int) -> GramSieve {
    let slots = sieveSlots ?? open * 2
    let workers = max(1, min(threads, Self.mostSieves, blocks.count))
    let (blocks, pool) = (blocks, pool)
    let sieves = Parallel.map(count: workers, threads: threads) { worker in
      let sieve = GramSieve(slots: slots)
      pool.with { scratch in
        for index in stride(from: worker, to: blocks.count, by: workers) {
          let block = blocks[index]
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

  /// Numbers the shared grams and tells the blocks.
  private mutating func end(
    length: Int, tables: [SharedTable], keeps: Bool, isLast: Bool
  ) throws(GramError) {
    var (names, shared) = ([0], [0])
    for table in tables {
      names.append(names[names.count - 1] + table.count + 1)
      shared.append(shared[shared.count - 1] + table.shared)
    }
    // Numbers are kept through all lengths only where the grams are.
    let base = keeps ? frequencies.count : 0
    guard base + shared[tables.count] < Int(UInt32.max) else { throw .tooManyGrams }
    let numbers = RawBuffer<UInt32>(capacity: names[tables.count])
    numbers.resize(to: names[tables.count])
    let units = RawBuffer<UInt32>(capacity: shared[tables.count])
    units.resize(to: shared[tables.count])
    let (nameStarts, sharedStarts) = (names, shared)
    Parallel.forEach(count: tables.count, threads: threads) { shard in
      tables[shard].number(
        names: numbers.view, at: nameStarts[shard], first: base + sharedStarts[shard] + 1,
        units: units.view, offset: sharedStarts[shard])
    }
    if keeps {
      frequencies.reserveCapacity(base + units.count)
      for index in 0..<units.count { frequencies.append(units.view[index]) }
    }
    let (blocks, pool) = (blocks, pool)
    open = Parallel.map(count: blocks.count, threads: threads) { index in
      pool.with { scratch in
        blocks[index].end(
          length: length, names: numbers.view, offsets: nameStarts, keeps: keeps, isLast: isLast,
          scratch: scratch)
      }
    }.reduce(0, +)
  }
}
