internal import CentoParallel

/// The signs of a row: equal numbers are equal signs.
///
/// A sign's number is half of a word; the other half is what is learnt of the sign there
/// (`SeedSign`), so that whoever asks for both waits for memory once.
///
/// A sign of the basic plane is its own number. The kinds beyond it get numbers that no sign of the
/// row has, in order of first sight. Only in a row of more than 65,536 kinds, which is no text but a
/// table of characters, the kinds that come last share one.
package struct SymbolRow: Sendable {
  let signs: RawBuffer<SeedSign>
  private var beyond: [(place: Int, symbol: UInt32)] = []

  /// No signs, with room for some.
  package init(capacity: Int = 0) {
    signs = RawBuffer(capacity: capacity + SeedSign.spare)
    signs.spreadOverLargePages()
  }

  /// A row of these signs.
  package init(_ symbols: [UInt32]) {
    self.init(capacity: symbols.count)
    for symbol in symbols { append(symbol) }
    finish()
  }

  /// The number of signs.
  package var count: Int { signs.count }

  /// The number of the sign at a place.
  @inline(__always)
  package subscript(place: Int) -> UInt32 { signs.view[place].symbol }

  /// The numbers of a few signs.
  subscript(range: Range<Int>) -> ArraySlice<UInt32> { range.map { self[$0] }[...] }

  /// Adds a sign.
  @inline(__always)
  package mutating func append(_ symbol: UInt32) {
    if symbol > 0xFFFF { beyond.append((signs.count, symbol)) }
    signs.append(SeedSign(symbol: UInt16(truncatingIfNeeded: symbol), probability: 0))
  }

  /// Adds the signs of other rows that are not finished.
  mutating func append(_ others: [SymbolRow], threads: Int) {
    var starts: [Int] = []
    for other in others {
      let start = signs.count
      for (place, symbol) in other.beyond { beyond.append((start + place, symbol)) }
      signs.resize(to: start + other.count)
      starts.append(start)
    }
    let (view, places) = (signs.view, starts)
    Parallel.forEach(count: others.count, threads: threads) { index in
      view.copy(0..<others[index].count, of: others[index].signs.view, to: places[index])
    }
  }

  /// Numbers the signs beyond the basic plane; to be called once, after the last sign.
  package mutating func finish() {
    guard !beyond.isEmpty else { return }
    let signs = signs.view
    var taken = [Bool](repeating: false, count: 1 << 16)
    taken[Int(ComparisonStream.mask)] = true
    var next = 0
    for place in 0..<signs.count {
      if next < beyond.count, beyond[next].place == place {
        next += 1
      } else {
        taken[Int(signs[place].symbol)] = true
      }
    }
    var numbers: [UInt32: UInt16] = [:]
    var free = taken.count - 1
    for (place, symbol) in beyond {
      while free > 0, taken[free] { free -= 1 }
      let number = numbers[symbol] ?? UInt16(free)
      if numbers.updateValue(number, forKey: symbol) == nil, free > 0 { taken[free] = true }
      signs[place] = SeedSign(symbol: number, probability: 0)
    }
    beyond = []
  }
}
