internal import CentoParallel

/// A part of the grams of a corpus, each with a number and the count of units that have it.
///
/// Open addressing with linear probing; the key, its number and its count share one place in
/// memory.
final class GramTable<Key: GramKey>: @unchecked Sendable {
  private struct Slot: BitwiseCopyable {
    var key: Key
    /// The gram's number from 1; 0 for a free slot.
    var number: UInt32
    var frequency: UInt32
  }

  private var slots: RawBuffer<Slot>
  private(set) var count = 0

  /// An empty table.
  init() {
    slots = Self.empty(256)
  }

  /// Adds one to the frequency of each gram of a range, new or not, and gives its number, from 0.
  ///
  /// A batch at a time: the table's own fields are read and written once, not once a gram.
  @inline(__always)
  func add(_ keys: RawBuffer<Key>.View, _ range: Range<Int>, number: (Int, UInt32) -> Void) {
    var slots = slots
    var table = slots.view
    var count = count
    for index in range {
      if (count + 1) * 3 > table.count * 2 {
        slots = Self.doubled(slots)
        table = slots.view
      }
      let key = keys[index]
      let mask = UInt64(table.count - 1)
      var slot = key.mixed >> UInt64(GramShards.bits) & mask
      while true {
        let entry = table[Int(slot)]
        if entry.number == 0 {
          count += 1
          let fresh = UInt32(truncatingIfNeeded: count)
          table[Int(slot)] = Slot(key: key, number: fresh, frequency: 1)
          number(index, fresh - 1)
          break
        }
        if entry.key == key {
          table[Int(slot)].frequency = entry.frequency + 1
          number(index, entry.number - 1)
          break
        }
        slot = (slot + 1) & mask
      }
    }
    self.slots = slots
    self.count = count
  }

  /// How many units have a gram; 0 for one that is not in the table.
  func frequency(of key: Key) -> UInt32 {
    let table = slots.view
    let mask = UInt64(table.count - 1)
    var slot = key.mixed >> UInt64(GramShards.bits) & mask
    while table[Int(slot)].number != 0 {
      if table[Int(slot)].key == key { return table[Int(slot)].frequency }
      slot = (slot + 1) & mask
    }
    return 0
  }

  /// Writes the grams and their frequencies to the places of their numbers, from `offset` on.
  func export(keys: FreshPlaces<Key>, frequencies: FreshPlaces<UInt32>, offset: Int) {
    let table = slots.view
    for index in 0..<table.count {
      let entry = table[index]
      if entry.number == 0 { continue }
      keys.set(offset + Int(entry.number) - 1, to: entry.key)
      frequencies.set(offset + Int(entry.number) - 1, to: entry.frequency)
    }
  }

  private static func doubled(_ slots: RawBuffer<Slot>) -> RawBuffer<Slot> {
    let old = slots.view
    let new = empty(old.count * 2)
    let table = new.view
    let mask = UInt64(table.count - 1)
    for index in 0..<old.count {
      let entry = old[index]
      if entry.number == 0 { continue }
      var slot = entry.key.mixed >> UInt64(GramShards.bits) & mask
      while table[Int(slot)].number != 0 { slot = (slot + 1) & mask }
      table[Int(slot)] = entry
    }
    return new
  }

  private static func empty(_ size: Int) -> RawBuffer<Slot> {
    RawBuffer(repeating: Slot(key: Key(), number: 0, frequency: 0), count: size)
  }
}
