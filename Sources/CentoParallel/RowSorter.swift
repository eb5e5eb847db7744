/// The entries of one sparse row, brought into the order of their keys by radix sort.
///
/// An entry is one 64-bit number, the key above a value. Bytes that are the same in all keys are
/// left out, so that 16 million columns cost three passes. The keys of a row are distinct.
@usableFromInline
package struct RowSorter {
  @usableFromInline let entries = RawBuffer<UInt64>()
  @usableFromInline let other = RawBuffer<UInt64>()
  @usableFromInline var swapped = false

  /// A sorter without entries.
  @inlinable
  package init() {}

  @inlinable
  var current: RawBuffer<UInt64> { swapped ? other : entries }

  /// Forgets the entries and keeps the memory.
  @inlinable
  package mutating func removeAll() {
    entries.resize(to: 0)
    swapped = false
  }

  /// The number of entries.
  @inlinable
  package var count: Int { entries.count }

  /// Adds an entry.
  @inlinable @inline(__always)
  package mutating func append(key: UInt32, value: UInt32) {
    entries.append(UInt64(key) << 32 | UInt64(value))
  }

  /// Takes entries that `body` writes, in place of all it had.
  ///
  /// - Parameters:
  ///   - room: The most that are written.
  ///   - body: Writes entries and returns how many.
  package mutating func take(room: Int, _ body: (RawBuffer<UInt64>.View) -> Int) {
    removeAll()
    entries.resize(to: room)
    entries.resize(to: body(entries.view))
  }

  /// The entries in their order, the key of each above its value; valid until any is added.
  package var sorted: RawBuffer<UInt64>.View { current.view }

  /// The key of the entry at a place.
  @inlinable @inline(__always)
  package func key(at index: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: current.view[index] >> 32)
  }

  /// The value of the entry at a place.
  @inlinable @inline(__always)
  package func value(at index: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: current.view[index])
  }

  /// Sorts the entries by key.
  package mutating func sort() {
    guard entries.count > 48 else {
      sortByInsertion()
      return
    }
    let all = entries.view
    var differing: UInt64 = 0
    for index in 0..<all.count { differing |= all[index] ^ all[0] }
    other.resize(to: entries.count)
    for shift in stride(from: UInt64(32), to: 64, by: 8) where differing >> shift & 0xFF != 0 {
      pass(shift)
    }
  }

  private mutating func pass(_ shift: UInt64) {
    let from = swapped ? other.view : entries.view
    let to = swapped ? entries.view : other.view
    var starts = InlineArray<256, Int32>(repeating: 0)
    for index in 0..<from.count { starts[Int(from[index] &>> shift & 0xFF)] &+= 1 }
    var sum: Int32 = 0
    for digit in 0..<256 {
      let size = starts[digit]
      starts[digit] = sum
      sum &+= size
    }
    for index in 0..<from.count {
      let entry = from[index]
      let digit = Int(entry &>> shift & 0xFF)
      to[Int(starts[digit])] = entry
      starts[digit] &+= 1
    }
    swapped.toggle()
  }

  private func sortByInsertion() {
    let all = entries.view
    guard all.count > 1 else { return }
    for index in 1..<all.count {
      let entry = all[index]
      var place = index
      while place > 0 && all[place - 1] > entry {
        all[place] = all[place - 1]
        place -= 1
      }
      all[place] = entry
    }
  }
}
