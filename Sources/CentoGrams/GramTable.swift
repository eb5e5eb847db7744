internal import CentoParallel

/// A part of the grams of a corpus, each with a number and the count of units that have it.
///
/// Open addressing with linear probing; the key, its number and its count share one place in memory.
final class GramTable<Key: GramKey>: @unchecked Sendable {
  private struct Slot: BitwiseCopyable {
    var key: Key
    /// The gram's number from 1; 0 for a free slot.
    var number: UInt32
    var frequency: UInt32
  }

  @exclusivity(unchecked) private var slots: RawBuffer<Slot>
  @exclusivity(unchecked) private(set) var count = 0

  /// An empty table.
  init() {
    slots = Self.empty(256)
  }

  /// Adds one to the frequency of a gram, which is new or not, and gives its number, from 0.
  @inline(__always)
  func add(_ key: Key) -> UInt32 {
    if (count + 1) * 3 > slots.count * 2 { grow() }
    let table = slots.view
    let mask = UInt64(table.count - 1)
    var slot = key.mixed >> UInt64(GramShards.bits) & mask
    while true {
      var entry = table[Int(slot)]
      if entry.number == 0 {
        count += 1
        table[Int(slot)] = Slot(
          key: key, number: UInt32(truncatingIfNeeded: count), frequency: 1)
        return UInt32(truncatingIfNeeded: count - 1)
      }
      if entry.key == key {
        entry.frequency += 1
        table[Int(slot)].frequency = entry.frequency
        return entry.number - 1
      }
      slot = (slot + 1) & mask
    }
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

  private func grow() {
    let old = slots.view
    let new = Self.empty(old.count * 2)
    let table = new.view
    let mask = UInt64(table.count - 1)
    for index in 0..<old.count {
      let entry = old[index]
      if entry.number == 0 { continue }
      var slot = entry.key.mixed >> UInt64(GramShards.bits) & mask
      while table[Int(slot)].number != 0 { slot = (slot + 1) & mask }
      table[Int(slot)] = entry
    }
    slots = new
  }

  private static func empty(_ size: Int) -> RawBuffer<Slot> {
    RawBuffer(repeating: Slot(key: Key(), number: 0, frequency: 0), count: size)
  }
}
