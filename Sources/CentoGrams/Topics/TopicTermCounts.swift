internal import CentoParallel

/// How often each term stands in each unit, for the terms that can tell units apart.
///
/// Terms are n-grams of one to three signs inside runs of unspaced script, and words: no dictionary, no
/// segmenter. A term that one unit alone has relates it to nothing, and one that most units have is the
/// theme: both are left out.
package struct TopicTermCounts: Sendable {
  /// The terms that stand in at least `minimum` and at most `maximum` units, ascending by key.
  package let terms: [TopicTerm]
  /// Where each unit's entries start; one more than there are units.
  package let indptr: [Int]
  /// The places in `terms`, ascending within a unit.
  package let indices: [UInt32]
  /// How often the term stands in the unit.
  package let counts: [UInt32]

  /// The number of units.
  package var units: Int { indptr.count - 1 }

  /// Counts the terms of folded texts.
  ///
  /// Columns are in the order of the terms' keys, so that they follow from what the texts say and not
  /// from which came first.
  /// - Parameters:
  ///   - texts: Folded scalars, one array a unit.
  ///   - frequencies: The units a term must stand in, at least and at most.
  ///   - threads: Workers; the answer does not depend on it.
  /// - Complexity: O(c log c) for texts of c scalars; memory about 12 bytes a distinct term of a unit.
  package init(of texts: [[UInt32]], frequencies: ClosedRange<Int>, threads: Int) {
    let blocks = Parallel.blocks(of: texts.count, size: 32)
    let counted = Parallel.map(count: blocks.count, threads: threads) { block in
      blocks[block].map { TopicTermCounts.count(texts[$0]) }
    }
    let all = counted.flatMap { $0 }
    // Each table is filled by one task, which reads all keys and takes its own.
    let tables = Parallel.map(count: TermTable.shards, threads: threads) { shard in
      var table = TermTable(capacity: 1024)
      for unit in all {
        for key in unit.keys where TermTable.shard(of: key) == shard { table.add(key) }
      }
      return table
    }
    let kept = tables.flatMap { $0.keys(seen: frequencies) }.sorted()
    let lookup = Parallel.map(count: TermTable.shards, threads: threads) { shard in
      var table = TermTable(capacity: kept.count / TermTable.shards)
      for (place, key) in kept.enumerated() where TermTable.shard(of: key) == shard {
        table.set(key, to: UInt32(place) + 1)
      }
      return table
    }
    let rows = Parallel.map(count: blocks.count, threads: threads) { block in
      blocks[block].map { unit in
        TopicTermCounts.known(all[unit]) { lookup[TermTable.shard(of: $0)][$0] }
      }
    }
    self.init(terms: kept.map(TopicTerm.init(key:)), rows: rows, units: texts.count)
  }

  /// Counts terms that are known already, ascending; others are left out.
  package init(of texts: [[UInt32]], terms: [TopicTerm], threads: Int) {
    let blocks = Parallel.blocks(of: texts.count, size: 32)
    var table = TermTable(capacity: terms.count)
    for (place, term) in terms.enumerated() { table.set(term.key, to: UInt32(place) + 1) }
    let lookup = table
    let rows = Parallel.map(count: blocks.count, threads: threads) { block in
      blocks[block].map { TopicTermCounts.known(TopicTermCounts.count(texts[$0])) { lookup[$0] } }
    }
    self.init(terms: terms, rows: rows, units: texts.count)
  }

  /// The places and counts of those terms of a unit for which `place` is above 0, which is one more.
  private static func known(
    _ unit: (keys: [UInt64], counts: [UInt32]), _ place: (UInt64) -> UInt32
  ) -> (indices: [UInt32], counts: [UInt32]) {
    var indices: [UInt32] = []
    var counts: [UInt32] = []
    for (key, count) in zip(unit.keys, unit.counts) {
      let place = place(key)
      guard place > 0 else { continue }
      indices.append(place - 1)
      counts.append(count)
    }
    return (indices, counts)
  }

  private init(
    terms: [TopicTerm], rows: [[(indices: [UInt32], counts: [UInt32])]], units: Int
  ) {
    var indptr = [0]
    indptr.reserveCapacity(units + 1)
    for row in rows.joined() { indptr.append(indptr[indptr.count - 1] + row.indices.count) }
    var indices: [UInt32] = []
    var counts: [UInt32] = []
    indices.reserveCapacity(indptr[units])
    counts.reserveCapacity(indptr[units])
    for row in rows.joined() {
      indices.append(contentsOf: row.indices)
      counts.append(contentsOf: row.counts)
    }
    self.indptr = indptr
    self.indices = indices
    self.counts = counts
    self.terms = terms
  }

  /// The terms of one text, ascending, each with its count.
  ///
  /// Grams of three signs, with zeros behind the end of a run, are sorted once: the order of those of one and of
  /// two is the same.
  private static func count(_ text: [UInt32]) -> (keys: [UInt64], counts: [UInt32]) {
    var grams: [UInt64] = []
    var words: [UInt64] = []
    grams.reserveCapacity(text.count)
    for run in TopicRun.runs(in: text) {
      switch run.kind {
      case .word: words.append(TopicTerm(word: text[run.range]).key)
      case .unspaced:
        var gram: UInt64 = 0
        for place in run.range {
          gram = gram << 21 | UInt64(text[place])
          if place - run.range.lowerBound >= 2 { grams.append(gram & 0x7FFF_FFFF_FFFF_FFFF) }
        }
        // The last two signs, or the only ones.
        if run.range.count > 1 { grams.append((gram & 0x3FF_FFFF_FFFF) << 21) }
        grams.append((gram & 0x1F_FFFF) << 42)
      }
    }
    grams.sort()
    words.sort()
    var found = (keys: [UInt64](), counts: [UInt32]())
    found.keys.reserveCapacity(grams.count * 2 + words.count)
    found.counts.reserveCapacity(grams.count * 2 + words.count)
    for length in 1...3 {
      let dropped = UInt64(21 * (3 - length))
      var last: UInt64 = 0
      for gram in grams {
        let key = gram >> dropped
        guard key & 0x1F_FFFF != 0 else { continue }
        if key == last {
          found.counts[found.counts.count - 1] += 1
        } else {
          found.keys.append(key)
          found.counts.append(1)
          last = key
        }
      }
    }
    for word in words {
      if found.keys.last == word {
        found.counts[found.counts.count - 1] += 1
      } else {
        found.keys.append(word)
        found.counts.append(1)
      }
    }
    return found
  }
}

/// Numbers for keys, by open addressing; key 0 is no key.
private struct TermTable: Sendable {
  /// Keys are dealt to as many tables: a constant, since nothing may depend on the number of threads.
  static let shards = 8

  /// The table that a key belongs to.
  static func shard(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 61)
  }

  private var slots: [UInt64]
  private var values: [UInt32]
  private var used = 0

  init(capacity: Int) {
    var size = 1024
    while size < capacity * 2 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    values = [UInt32](repeating: 0, count: size)
  }

  /// The value of `key`, or 0.
  subscript(key: UInt64) -> UInt32 { values[slot(of: key)] }

  mutating func add(_ key: UInt64) {
    let slot = slot(of: key)
    if slots[slot] == key {
      values[slot] += 1
    } else {
      insert(key, value: 1, at: slot)
    }
  }

  mutating func set(_ key: UInt64, to value: UInt32) {
    insert(key, value: value, at: slot(of: key))
  }

  /// The keys whose value lies in `range`, in no order that means anything.
  func keys(seen range: ClosedRange<Int>) -> [UInt64] {
    slots.indices.compactMap { slot in
      slots[slot] != 0 && range.contains(Int(values[slot])) ? slots[slot] : nil
    }
  }

  private mutating func insert(_ key: UInt64, value: UInt32, at slot: Int) {
    slots[slot] = key
    values[slot] = value
    used += 1
    guard used * 3 > slots.count * 2 else { return }
    let old = (slots, values)
    slots = [UInt64](repeating: 0, count: old.0.count * 2)
    values = [UInt32](repeating: 0, count: old.0.count * 2)
    for place in old.0.indices where old.0[place] != 0 {
      let slot = self.slot(of: old.0[place])
      slots[slot] = old.0[place]
      values[slot] = old.1[place]
    }
  }

  /// Where `key` stands or would be put.
  private func slot(of key: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 24) & mask
    while slots[slot] != 0, slots[slot] != key { slot = (slot + 1) & mask }
    return slot
  }
}
