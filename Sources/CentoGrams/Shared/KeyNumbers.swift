internal import CentoParallel

/// Keys numbered in the order of their arrival, from 0.
///
/// Open addressing with linear probing; four times as many slots as keys at least, so that most
/// keys are where they are looked for first.
final class KeyNumbers {
  private struct Slot: BitwiseCopyable {
    /// 0 for a free slot: no key is 0.
    var key: UInt64
    var number: UInt64
  }

  private var slots = RawBuffer(repeating: Slot(key: 0, number: 0), count: 1 << 8)
  /// The number of keys.
  private(set) var count = 0

  /// Forgets all keys, and the room that few of the last ones needed.
  func clear() {
    let wanted = max(1 << 8, 1 << (Int.bitWidth - (count * 4).leadingZeroBitCount))
    slots.resize(to: min(slots.count, wanted))
    slots.fill(with: Slot(key: 0, number: 0))
    count = 0
  }

  /// Where a key is looked for first.
  ///
  /// One multiplication does, most keys being found there.
  @inline(__always)
  private static func place(of key: UInt64, _ mask: Int) -> Int {
    let hash = key &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: hash &>> 40) & mask
  }

  /// The number of a key, and whether it is new.
  @inline(__always)
  func number(of key: UInt64) -> (number: Int, isNew: Bool) {
    let slots = slots.view
    let mask = slots.count &- 1
    var place = Self.place(of: key, mask)
    while true {
      let slot = slots[place]
      if slot.key == key { return (Int(truncatingIfNeeded: slot.number), false) }
      if slot.key == 0 { return (enter(key, at: place), true) }
      place = (place &+ 1) & mask
    }
  }

  @inline(never)
  private func enter(_ key: UInt64, at place: Int) -> Int {
    slots.view[place] = Slot(key: key, number: UInt64(count))
    count += 1
    if count * 4 > slots.count { grow() }
    return count - 1
  }

  private func grow() {
    let old = slots.view
    let new = RawBuffer(repeating: Slot(key: 0, number: 0), count: old.count * 2)
    let table = new.view
    let mask = table.count - 1
    for index in 0..<old.count where old[index].key != 0 {
      var place = Self.place(of: old[index].key, mask)
      while table[place].key != 0 { place = (place + 1) & mask }
      table[place] = old[index]
    }
    slots = new
  }
}
