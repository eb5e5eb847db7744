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
  }
}
