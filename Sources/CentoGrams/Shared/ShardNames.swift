internal import CentoParallel

/// What the raw names of one length stand for: the numbers of the grams that two texts have.
///
/// Shards are taken in their order, all at once or some at a time; the numbers are the same.
struct ShardNames: Sendable {
  /// How many shards have been taken.
  private(set) var shards = 0
  /// The bytes that their tables had.
  private(set) var tableBytes = 0
  /// Where each shard's names begin; one entry more than shards taken.
  private(set) var starts = [0]
  /// For each raw name the number of the gram, from 1, or 0 for a gram of one text.
  let numbers = RawBuffer<UInt32>()
  /// For each shared gram how many units have it.
  private(set) var frequencies: [UInt32] = []
  /// The number before the first.
  private let base: Int

  /// - Parameter base: The grams that have numbers already: numbers are kept through all lengths
  ///   only where the grams are.
  init(base: Int) {
    self.base = base
  }

  /// Numbers the grams of the next shards.
  mutating func take(_ tables: [SharedTable], threads: Int) throws(GramError) {
    var shared = [0]
    for table in tables {
      starts.append(starts[starts.count - 1] + table.count + 1)
      shared.append(shared[shared.count - 1] + table.shared)
      tableBytes += table.byteCount
    }
    let found = shared[tables.count]
    let first = base + frequencies.count + 1
    guard first + found <= Int(UInt32.max) else { throw .tooManyGrams }
    numbers.resize(to: starts[starts.count - 1])
    let units = RawBuffer<UInt32>(capacity: found)
    units.resize(to: found)
    let (numbers, nameStarts, sharedStarts, before) = (numbers, starts, shared, shards)
    Parallel.forEach(count: tables.count, threads: threads) { index in
      tables[index].number(
        names: numbers.view, at: nameStarts[before + index], first: first + sharedStarts[index],
        units: units.view, offset: sharedStarts[index])
    }
    frequencies.reserveCapacity(frequencies.count + found)
    let view = units.view
    for index in 0..<found { frequencies.append(view[index]) }
    shards += tables.count
    if shards == GramShards.count { orderByFrequency(threads: threads) }
  }

  /// Numbers the grams anew, the commonest first, those of one frequency as they stand.
  ///
  /// Most entries of texts are of few grams: what later stages look up by number then stays in the
  /// near caches.
  private mutating func orderByFrequency(threads: Int) {
    var starts = [UInt32](repeating: 0, count: Int(frequencies.max() ?? 0) + 1)
    for frequency in frequencies { starts[Int(frequency)] += 1 }
    var sum: UInt32 = 0
    for frequency in starts.indices.reversed() {
      let size = starts[frequency]
      starts[frequency] = sum
      sum += size
    }
    var ordered = [UInt32](repeating: 0, count: frequencies.count)
    let places = RawBuffer<UInt32>(repeating: 0, count: frequencies.count)
    let place = places.view
    for (gram, frequency) in frequencies.enumerated() {
      place[gram] = starts[Int(frequency)]
      ordered[Int(place[gram])] = frequency
      starts[Int(frequency)] += 1
    }
    frequencies = ordered
    let (names, before) = (numbers.view, UInt32(base + 1))
    let blocks = Parallel.blocks(of: names.count, size: 1 << 16)
    Parallel.forEach(count: blocks.count, threads: threads) { block in
      for name in blocks[block] where names[name] != 0 {
        names[name] = before + place[Int(names[name] - before)]
      }
    }
  }
}
