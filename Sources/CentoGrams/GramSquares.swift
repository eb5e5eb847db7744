internal import CentoParallel

/// What the grams of each text add up to, however many grams there are.
///
/// Plain counting for checks: the grams are dealt to parts by their hashes, and each part is counted
/// over all texts by itself, with one table of its grams; then the texts are read again for what they
/// have of it. Nothing is held of a text but its sum.
package enum GramSquares {
  /// The bytes that a gram takes in a table, while it grows and at its emptiest.
  private static let gramBytes = 96
  /// Of so many hashes one is counted to learn how many grams there are, about.
  private static let sampledParts = 256
  /// Fewer grams in a part are not worth the reading of all texts.
  private static let leastGrams = 1 << 12

  /// For each text the sum of the squares of its grams, and how many different ones it has.
  ///
  /// - Parameters:
  ///   - bytes: What the tables may take, about.
  ///   - square: The square for a gram that a text has so often, and that so many texts have.
  /// - Throws: `GramError.tooManyGrams`.
  /// - Complexity: O(scalars · lengths) expected time for each part and thread.
  package static func sums(
    count: Int, range: NGramRange, threads: Int, bytes: Int,
    text: @escaping @Sendable (Int) -> [UInt32],
    square: @escaping @Sendable (_ count: UInt32, _ frequency: UInt32) -> UInt128
  ) throws(GramError) -> (squares: [UInt128], grams: [UInt32]) {
    let alphabet = CorpusCounter.survey(count: count, threads: threads, text: text).alphabet
    let layout = KeyLayout(bits: alphabet.bits, span: range.upper)
    func sums<Key: GramKey>(_ key: Key.Type) throws(GramError) -> ([UInt128], [UInt32]) {
      let counting = PartCounting<Key>(
        count: count, range: range, alphabet: alphabet, layout: layout, text: text, square: square)
      let sampled = counting.grams(ofPart: 0, of: sampledParts) * sampledParts
      let room = max(leastGrams, bytes / (threads * gramBytes))
      return try counting.sums(parts: max(threads, sampled / room + 1), threads: threads)
    }
    switch layout.bits * layout.span {
    case ...64: return try sums(UInt64.self)
    case ...128: return try sums(UInt128.self)
    default:
      return layout.span <= 12 ? try sums(WideKey<4>.self) : try sums(WideKey<11>.self)
    }
  }
}

/// The counting of the grams whose hashes are of one part.
private struct PartCounting<Key: GramKey>: Sendable {
  let count: Int
  let range: NGramRange
  let alphabet: Alphabet
  let layout: KeyLayout
  let text: @Sendable (Int) -> [UInt32]
  let square: @Sendable (UInt32, UInt32) -> UInt128

  /// The number of different grams of a part.
  func grams(ofPart part: Int, of parts: Int) -> Int { table(ofPart: part, of: parts).count }

  /// The sums over all parts, some of them counted at a time.
  func sums(parts: Int, threads: Int) throws(GramError) -> ([UInt128], [UInt32]) {
    var squares = [UInt128](repeating: 0, count: count)
    var grams = [UInt32](repeating: 0, count: count)
    for some in Parallel.blocks(of: parts, size: threads) {
      let found = Parallel.map(count: some.count, threads: threads) { place in
        sums(ofPart: some.lowerBound + place, of: parts)
      }
      for part in found {
        guard let part else { throw .tooManyGrams }
        for unit in 0..<count {
          squares[unit] &+= part.squares[unit]
          grams[unit] &+= part.grams[unit]
        }
      }
    }
    return (squares, grams)
  }

  /// The sums of one part; nil if it has more grams than can be numbered.
  private func sums(
    ofPart part: Int, of parts: Int
  ) -> (squares: [UInt128], grams: [UInt32])? {
    let table = table(ofPart: part, of: parts)
    guard table.count < Int(UInt32.max) else { return nil }
    var squares = [UInt128](repeating: 0, count: count)
    var grams = [UInt32](repeating: 0, count: count)
    forEachUnit(part, of: parts) { unit, keys, counts in
      for place in 0..<keys.count {
        squares[unit] &+= square(counts[place], table.frequency(of: keys[place]))
      }
      grams[unit] = UInt32(keys.count)
    }
    return (squares, grams)
  }

  private func table(ofPart part: Int, of parts: Int) -> GramTable<Key> {
    let table = GramTable<Key>()
    forEachUnit(part, of: parts) { _, keys, _ in
      table.add(keys, 0..<keys.count) { _, _ in }
    }
    return table
  }

  /// Calls `body` with the different grams of each unit that are of a part, and how often it has
  /// each.
  private func forEachUnit(
    _ part: Int, of parts: Int,
    _ body: (Int, RawBuffer<Key>.View, RawBuffer<UInt32>.View) -> Void
  ) {
    let counter = UnitCounter<Key>(range: range, layout: layout)
    let (keys, counts) = (RawBuffer<Key>(), RawBuffer<UInt32>())
    var codes: [UInt32] = []
    for unit in 0..<count {
      alphabet.encode(WhiteSpaceRuns.collapsed(text(unit)), into: &codes)
      keys.resize(to: 0)
      counts.resize(to: 0)
      counter.count(codes, keys: keys, counts: counts)
      var kept = 0
      let (all, often) = (keys.view, counts.view)
      for place in 0..<all.count {
        // The upper bits: tables go by the lower ones.
        guard Int(all[place].mixed >> 40) % parts == part else { continue }
        (all[kept], often[kept]) = (all[place], often[place])
        kept += 1
      }
      keys.resize(to: kept)
      counts.resize(to: kept)
      body(unit, keys.view, counts.view)
    }
  }
}
