internal import CentoParallel

extension Vocabulary {
  /// The rows of texts that the vocabulary was not made from: grams that it does not have are
  /// left out.
  ///
  /// - Complexity: O(scalars · lengths); with many units, plus one pass over the vocabulary.
  package func rows(
    count: Int, threads: Int, text: @Sendable (Int) -> [UInt32]
  ) -> CountedRows {
    switch keys {
    case .narrow(let keys): rows(keys, count: count, threads: threads, text: text)
    case .double(let keys): rows(keys, count: count, threads: threads, text: text)
    case .wide(let keys): rows(keys, count: count, threads: threads, text: text)
    case .widest(let keys): rows(keys, count: count, threads: threads, text: text)
    }
  }

  private func rows<Key: GramKey>(
    _ keys: [Key], count: Int, threads: Int, text: @Sendable (Int) -> [UInt32]
  ) -> CountedRows {
    // A hash table pays for itself once it is asked about as often as it has grams.
    let index = count > keys.count / 256 ? KeyIndex(keys) : nil
    let blocks = Parallel.blocks(of: count, size: 128)
    let parts: [CountedRows] = Parallel.map(count: blocks.count, threads: threads) { block in
      let counter = UnitCounter<Key>(range: range, layout: layout)
      let (found, counts) = (RawBuffer<Key>(), RawBuffer<UInt32>())
      var sorter = RowSorter()
      var codes: [UInt32] = []
      var lengths: [Int] = []
      var columns: [UInt32] = []
      var occurrences: [UInt32] = []
      for unit in blocks[block] {
        alphabet.encode(WhiteSpaceRuns.collapsed(text(unit)), into: &codes)
        found.resize(to: 0)
        counts.resize(to: 0)
        counter.count(codes, keys: found, counts: counts)
        sorter.removeAll()
        for entry in 0..<found.count {
          let key = found.view[entry]
          let column = index.map { $0.place(of: key, in: keys) } ?? place(of: key, in: keys)
          if let column { sorter.append(key: UInt32(column), value: counts.view[entry]) }
        }
        sorter.sort()
        lengths.append(sorter.count)
        for entry in 0..<sorter.count {
          columns.append(sorter.key(at: entry))
          occurrences.append(sorter.value(at: entry))
        }
      }
      return CountedRows(indptr: lengths, columns: columns, counts: occurrences)
    }
    var indptr = [0]
    for part in parts {
      for length in part.indptr { indptr.append(indptr[indptr.count - 1] + length) }
    }
    return CountedRows(
      indptr: indptr, columns: parts.flatMap(\.columns), counts: parts.flatMap(\.counts))
  }
}

/// The places of sorted keys by hash, for vocabularies that are asked often.
private struct KeyIndex<Key: GramKey>: Sendable {
  private let slots: RawBuffer<UInt32>

  init(_ keys: [Key]) {
    let size = max(16, 1 << (Int.bitWidth - (keys.count * 2).leadingZeroBitCount))
    slots = RawBuffer(repeating: 0, count: size)
    let table = slots.view
    let mask = UInt64(size - 1)
    for (place, key) in keys.enumerated() {
      var slot = key.mixed & mask
      while table[Int(slot)] != 0 { slot = (slot + 1) & mask }
      table[Int(slot)] = UInt32(place + 1)
    }
  }

  func place(of key: Key, in keys: [Key]) -> Int? {
    let table = slots.view
    let mask = UInt64(table.count - 1)
    var slot = key.mixed & mask
    while true {
      let place = Int(table[Int(slot)])
      if place == 0 { return nil }
      if keys[place - 1] == key { return place - 1 }
      slot = (slot + 1) & mask
    }
  }
}
