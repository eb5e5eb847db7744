package import CentoParallel

/// The signs of a row, two bytes each: equal numbers are equal signs.
///
/// A sign of the basic plane is its own number. The kinds beyond it get numbers that no sign of the
/// row has, in order of first sight. Only in a row of more than 65,536 kinds, which is no text but a
/// table of characters, the kinds that come last share one.
package struct SymbolRow: Sendable {
  package let codes: RawBuffer<UInt16>
  private var beyond: [(place: Int, symbol: UInt32)] = []

  /// No signs, with room for some.
  package init(capacity: Int = 0) {
    codes = RawBuffer(capacity: capacity)
  }

  /// A row of these signs.
  package init(_ symbols: [UInt32]) {
    codes = RawBuffer(capacity: symbols.count)
    for symbol in symbols { append(symbol) }
    finish()
  }

  /// The number of signs.
  package var count: Int { codes.count }

  /// The number of the sign at a place.
  @inline(__always)
  package subscript(place: Int) -> UInt32 { UInt32(codes.view[place]) }

  /// The numbers of a few signs.
  subscript(range: Range<Int>) -> ArraySlice<UInt32> { range.map { self[$0] }[...] }

  /// Adds a sign.
  @inline(__always)
  package mutating func append(_ symbol: UInt32) {
    if symbol > 0xFFFF { beyond.append((codes.count, symbol)) }
    codes.append(UInt16(truncatingIfNeeded: symbol))
  }

  /// Adds the signs of another row that is not finished.
  mutating func append(_ other: SymbolRow) {
    for (place, symbol) in other.beyond { beyond.append((codes.count + place, symbol)) }
    codes.append(other.codes)
  }

  /// Numbers the signs beyond the basic plane; to be called once, after the last sign.
  package mutating func finish() {
    guard !beyond.isEmpty else { return }
    let codes = codes.view
    var taken = [Bool](repeating: false, count: 1 << 16)
    taken[Int(ComparisonStream.mask)] = true
    var next = 0
    for place in 0..<codes.count {
      if next < beyond.count, beyond[next].place == place {
        next += 1
      } else {
        taken[Int(codes[place])] = true
      }
    }
    var numbers: [UInt32: UInt16] = [:]
    var free = taken.count - 1
    for (place, symbol) in beyond {
      while free > 0, taken[free] { free -= 1 }
      let number = numbers[symbol] ?? UInt16(free)
      if numbers.updateValue(number, forKey: symbol) == nil, free > 0 { taken[free] = true }
      codes[place] = number
    }
    beyond = []
  }
}
