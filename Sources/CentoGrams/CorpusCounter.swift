internal import CentoParallel

/// Texts → the grams they have, in how many of them, and how often each has each.
///
/// Two readings of the texts: one for the alphabet, one for the grams. The second goes in rounds:
/// the units of a round are counted block by block, each block deals its grams to the shards of
/// the vocabulary, and each shard looks its grams up; no lock, and the order of a shard's grams
/// is that of the units. Numbers given on the way are replaced by sorted columns at the end, so
/// no cut into blocks and rounds can be seen in the result.
package enum CorpusCounter {
  /// Scalars a block, the unit of work of one task, and blocks a round.
  private static let blockScalars = 1 << 15
  private static let roundBlocks = 64

  /// The vocabulary and the counts of the units `0 ..< count`.
  ///
  /// White space runs become one space first; see `WhiteSpaceRuns`.
  ///
  /// - Throws: `GramError.tooManyGrams`.
  /// - Complexity: O(scalars · lengths) expected time; for each entry of the rows 8 bytes,
  ///   and about 40 for each gram of the vocabulary.
  package static func count(
    count: Int, range: NGramRange, threads: Int, text: @Sendable (Int) -> [UInt32]
  ) throws(GramError) -> (vocabulary: Vocabulary, rows: CountedRows) {
    let (alphabet, lengths) = survey(count: count, threads: threads, text: text)
    let layout = KeyLayout(bits: alphabet.bits, span: range.upper)
    let corpus = Corpus(
      range: range, alphabet: alphabet, layout: layout, lengths: lengths, threads: threads)
    switch layout.bits * layout.span {
    case ...64:
      return try corpus.count(UInt64.self, text: text) { .narrow($0) }
    case ...128:
      return try corpus.count(UInt128.self, text: text) { .double($0) }
    default:
      // Wide keys have their own layout, three codes of 21 bits to a word.
      if layout.span <= 12 {
        return try corpus.count(WideKey<4>.self, text: text) { .wide($0) }
      }
      return try corpus.count(WideKey<11>.self, text: text) { .widest($0) }
    }
  }

  /// The scalars that occur, and the length of each unit once its white space is collapsed.
  static func survey(
    count: Int, threads: Int, text: @Sendable (Int) -> [UInt32]
  ) -> (alphabet: Alphabet, lengths: [Int]) {
    let blocks = Parallel.blocks(of: count, size: 256)
    let parts: [(ScalarSet, [Int])] = Parallel.map(count: blocks.count, threads: threads) { block in
      var seen = ScalarSet()
      var lengths: [Int] = []
      for unit in blocks[block] {
        let text = WhiteSpaceRuns.collapsed(text(unit))
        seen.insert(contentsOf: text)
        lengths.append(text.count)
      }
      return (seen, lengths)
    }
    var seen = ScalarSet()
    for part in parts { seen.formUnion(part.0) }
    return (Alphabet(seen: seen), parts.flatMap(\.1))
  }

  /// One counting of one corpus.
  private struct Corpus: Sendable {
    let range: NGramRange
    let alphabet: Alphabet
    let layout: KeyLayout
    let lengths: [Int]
    let threads: Int

    func count<Key: GramKey>(
      _ type: Key.Type, text: @Sendable (Int) -> [UInt32], wrap: ([Key]) -> Vocabulary.Keys
    ) throws(GramError) -> (vocabulary: Vocabulary, rows: CountedRows) {
      for length in lengths
      where UnitCounter<Key>.grams(in: length, range: range) >= Int(UInt32.max) {
        throw .tooManyGrams
      }
      let tables = (0..<GramShards.count).map { _ in GramTable<Key>() }
      let blocks = blocks()
      var counted: [CountedBlock<Key>] = []
      for round in Parallel.blocks(of: blocks.count, size: CorpusCounter.roundBlocks) {
        let fresh = Parallel.map(count: round.count, threads: threads) { index in
          let block = CountedBlock<Key>(
            units: blocks[round.lowerBound + index], range: range, layout: layout)
          block.count(alphabet: alphabet, text: text)
          return block
        }
        Parallel.forEach(count: GramShards.count, threads: threads) { shard in
          for block in fresh { block.look(up: shard, in: tables[shard]) }
        }
        for table in tables where table.count >= GramShards.capacity { throw .tooManyGrams }
        for block in fresh { block.forgetKeys() }
        counted += fresh
      }
      return finish(tables, counted, wrap: wrap)
    }

    /// Runs of units of about `blockScalars` scalars together.
    private func blocks() -> [Range<Int>] {
      var out: [Range<Int>] = []
      var start = 0
      var size = 0
      for unit in lengths.indices {
        size += lengths[unit] + 1
        if size >= CorpusCounter.blockScalars {
          out.append(start..<unit + 1)
          start = unit + 1
          size = 0
        }
      }
      if start < lengths.count { out.append(start..<lengths.count) }
      return out
    }

    /// Sorts the vocabulary, replaces numbers by columns and lays the rows out.
    private func finish<Key: GramKey>(
      _ tables: consuming [GramTable<Key>], _ blocks: consuming [CountedBlock<Key>],
      wrap: ([Key]) -> Vocabulary.Keys
    ) -> (vocabulary: Vocabulary, rows: CountedRows) {
      var offsets = [0]
      for (shard, table) in tables.enumerated() { offsets.append(offsets[shard] + table.count) }
      let shards = tables
      tables = []
      let (keys, frequencies) = export(shards, offsets: offsets)
      let (sorted, ranks) = GramSort.ranked(keys, threads: threads)
      var byColumn = [UInt32](repeating: 0, count: sorted.count)
      for (place, rank) in ranks.enumerated() { byColumn[Int(rank)] = frequencies[place] }
      let vocabulary = Vocabulary(
        units: lengths.count, range: range, frequencies: byColumn, alphabet: alphabet,
        layout: layout, keys: wrap(sorted))
      return (vocabulary, rows(of: blocks, offsets: offsets, ranks: ranks))
    }

    private func export<Key: GramKey>(
      _ tables: [GramTable<Key>], offsets: [Int]
    ) -> (keys: [Key], frequencies: [UInt32]) {
      let total = offsets[tables.count]
      var frequencies: [UInt32] = []
      let keys = [Key](count: total) { keys in
        frequencies = [UInt32](count: total) { frequencies in
          Parallel.forEach(count: tables.count, threads: threads) { shard in
            tables[shard].export(keys: keys, frequencies: frequencies, offset: offsets[shard])
          }
        }
      }
      return (keys, frequencies)
    }

    private func rows<Key: GramKey>(
      of blocks: [CountedBlock<Key>], offsets: [Int], ranks: [UInt32]
    ) -> CountedRows {
      var indptr = [0]
      indptr.reserveCapacity(lengths.count + 1)
      for block in blocks {
        for length in block.lengths { indptr.append(indptr[indptr.count - 1] + length) }
      }
      let starts = blocks.map { indptr[$0.units.lowerBound] }
      let total = indptr[lengths.count]
      let shardMask = UInt32(GramShards.count - 1)
      var counts: [UInt32] = []
      let columns = [UInt32](count: total) { columns in
        counts = [UInt32](count: total) { counts in
          Parallel.forEach(count: blocks.count, threads: threads) { index in
            blocks[index].write(from: starts[index], columns: columns, counts: counts) { number in
              ranks[offsets[Int(number & shardMask)] + Int(number >> GramShards.numberShift)]
            }
          }
        }
      }
      return CountedRows(indptr: indptr, columns: columns, counts: counts)
    }
  }
}
