internal import CentoParallel

/// One shard of the grams of one level that may stand in two texts, counted exactly.
///
/// Open addressing with linear probing. A gram's number is its place in the order of arrival,
/// from 1, which depends on the order of the texts alone.
final class SharedTable: @unchecked Sendable {
  private struct Slot: BitwiseCopyable {
    var key: UInt64
    /// The number, and `again` once a second text has it; 0 for a free slot.
    var number: UInt32
    /// How many units have the gram.
    var units: UInt32
  }

  private static let again: UInt32 = 1 << 31
  private static let ahead = 16
  /// Keeps the reads ahead from being left out as useless.
  private var touched: UInt32 = 0

  private var slots: RawBuffer<Slot>
  /// The grams met.
  private(set) var count = 0
  /// Those of them that two texts have.
  private(set) var shared = 0

  /// What a gram that is met takes, about.
  static let usualBytes = 32

  /// The memory of the table.
  var byteCount: Int { slots.count * MemoryLayout<Slot>.stride }

  init() {
    slots = RawBuffer(repeating: Slot(key: 0, number: 0, units: 0), count: 1 << 10)
  }

  /// Counts one gram of a text for each entry of a range and writes its raw name to its place.
  func add(
    _ dealt: RawBuffer<SharedBlock.Dealt>.View, _ range: Range<Int>, shard: Int,
    names: RawBuffer<UInt32>.View
  ) {
    var (slots, count, shared) = (slots, count, shared)
    while (count + range.count) * 2 > slots.count { slots = Self.doubled(slots) }
    let table = slots.view
    let mask = UInt64(table.count - 1)
    let low = UInt32(truncatingIfNeeded: shard)
    var touched: UInt32 = 0
    for index in range {
      if (index - range.lowerBound) & (Self.ahead - 1) == 0 {
        // Reads that wait for nothing: their misses overlap, and the places are near when needed.
        for next in index..<min(index + Self.ahead, range.upperBound) {
          let place = SharedHash.mixed(dealt[next].key) &>> UInt64(GramShards.bits) & mask
          touched |= table[Int(place)].number
        }
      }
      let entry = dealt[index]
      var place = SharedHash.mixed(entry.key) &>> UInt64(GramShards.bits) & mask
      while true {
        let slot = table[Int(place)]
        if slot.key == entry.key {
          let number = slot.number & ~Self.again
          shared += slot.number == number ? 1 : 0
          table[Int(place)].number = number | Self.again
          table[Int(place)].units = slot.units &+ entry.units
          names[Int(entry.place)] = number &<< GramShards.numberShift | low
          break
        }
        if slot.number == 0 {
          count += 1
          let number = UInt32(truncatingIfNeeded: count)
          table[Int(place)] = Slot(key: entry.key, number: number, units: entry.units)
          names[Int(entry.place)] = number &<< GramShards.numberShift | low
          break
        }
        place = (place + 1) & mask
      }
    }
    (self.slots, self.count, self.shared) = (slots, count, shared)
    self.touched |= touched
  }

  /// Numbers the grams that two texts have, in the order of arrival.
  ///
  /// - Parameters:
  ///   - names: For each number of this shard the gram's number among all, from `first` on, or 0
  ///     for a gram of one text.
  ///   - units: For each shared gram how many units have it, from place `offset` on.
  func number(
    names: RawBuffer<UInt32>.View, at base: Int, first: Int, units: RawBuffer<UInt32>.View,
    offset: Int
  ) {
    let table = slots.view
    for place in 0...count { names[base + place] = 0 }
    for place in 0..<table.count where table[place].number & Self.again != 0 {
      names[base + Int(table[place].number & ~Self.again)] = table[place].units
    }
    var next = 0
    for place in 1..<max(1, count + 1) where names[base + place] != 0 {
      units[offset + next] = names[base + place]
      names[base + place] = UInt32(truncatingIfNeeded: first + next)
      next += 1
    }
  }

  private static func doubled(_ slots: RawBuffer<Slot>) -> RawBuffer<Slot> {
    let old = slots.view
    let new = RawBuffer(repeating: Slot(key: 0, number: 0, units: 0), count: old.count * 2)
    let table = new.view
    let mask = UInt64(table.count - 1)
    for index in 0..<old.count {
      let slot = old[index]
      if slot.number == 0 { continue }
      var place = SharedHash.mixed(slot.key) &>> UInt64(GramShards.bits) & mask
      while table[Int(place)].number != 0 { place = (place + 1) & mask }
      table[Int(place)] = slot
    }
    return new
  }
}
