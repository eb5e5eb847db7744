internal import CentoParallel

/// The counts of a run of units: first by key, then by the number that a shard gives, then by
/// column.
///
/// Sendable because one task at a time works on a block, save `look(up:in:)`, whose calls for
/// different shards write to disjoint places.
final class CountedBlock<Key: GramKey>: @unchecked Sendable {
  let units: Range<Int>
  private let range: NGramRange
  private let layout: KeyLayout
  /// For each unit the number of its distinct grams.
  private(set) var lengths: [Int] = []
  /// For each entry, unit after unit, how often the gram occurs, and its number within all shards.
  private let counts = RawBuffer<UInt32>()
  private let numbers = RawBuffer<UInt32>()
  /// The keys by shard, and the entry that each belongs to.
  private var dealt = RawBuffer<Key>()
  private var places = RawBuffer<UInt32>()
  private var starts: [Int] = []

  init(units: Range<Int>, range: NGramRange, layout: KeyLayout) {
    self.units = units
    self.range = range
    self.layout = layout
  }

  /// Counts the grams of every unit and deals them to the shards.
  func count(alphabet: Alphabet, text: (Int) -> [UInt32]) {
    let counter = UnitCounter<Key>(range: range, layout: layout)
    let keys = RawBuffer<Key>()
    var codes: [UInt32] = []
    lengths.reserveCapacity(units.count)
    for unit in units {
      alphabet.encode(WhiteSpaceRuns.collapsed(text(unit)), into: &codes)
      let before = keys.count
      counter.count(codes, keys: keys, counts: counts)
      lengths.append(keys.count - before)
    }
    deal(keys)
  }

  private func deal(_ keys: RawBuffer<Key>) {
    let total = keys.count
    let keys = keys.view
    starts = [Int](repeating: 0, count: GramShards.count + 1)
    for index in 0..<total { starts[GramShards.shard(of: keys[index]) + 1] += 1 }
    for shard in 0..<GramShards.count { starts[shard + 1] += starts[shard] }
    dealt.resize(to: total)
    places.resize(to: total)
    numbers.resize(to: total)
    let (dealt, places) = (dealt.view, places.view)
    var next = starts
    for index in 0..<total {
      let shard = GramShards.shard(of: keys[index])
      let place = next[shard]
      next[shard] = place + 1
      dealt[place] = keys[index]
      places[place] = UInt32(truncatingIfNeeded: index)
    }
  }

  /// Numbers the grams of one shard, and counts them there.
  func look(up shard: Int, in table: GramTable<Key>) {
    let (dealt, places, numbers) = (dealt.view, places.view, numbers.view)
    table.add(dealt, starts[shard]..<starts[shard + 1]) { index, number in
      numbers[Int(places[index])] = number << GramShards.numberShift | UInt32(shard)
    }
  }

  /// Gives back the memory of the keys once all are numbered.
  func forgetKeys() {
    dealt = RawBuffer()
    places = RawBuffer()
    starts = []
  }

  /// Writes the rows of the block from entry `start` on, columns ascending.
  ///
  /// - Parameter column: The column of a gram's number.
  func write(
    from start: Int, columns: FreshPlaces<UInt32>, counts output: FreshPlaces<UInt32>,
    column: (UInt32) -> UInt32
  ) {
    let (counts, numbers) = (counts.view, numbers.view)
    var sorter = RowSorter()
    var entry = 0
    for length in lengths {
      sorter.removeAll()
      for index in entry..<entry + length {
        sorter.append(key: column(numbers[index]), value: counts[index])
      }
      sorter.sort()
      for index in 0..<length {
        columns.set(start + entry + index, to: sorter.key(at: index))
        output.set(start + entry + index, to: sorter.value(at: index))
      }
      entry += length
    }
  }
}
