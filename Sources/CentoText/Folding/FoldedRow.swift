// Widening two bytes to four, and comparing ends, are the loops here that are unsafe: eight scalars at
// a time, where the checked one took fifteen instructions a scalar. They read ranges that were checked
// before them, and write to a new array of the range's length.

/// The folded scalars of many texts, one after the other, as they never change again.
///
/// A class, so that a stretch of it takes one reference.
@usableFromInline
final class FoldedRow: Sendable {
  @usableFromInline let codes: [UInt16]
  private let rest: [FoldedCodes.Rest]

  /// The row of these.
  init(_ codes: FoldedCodes) {
    (self.codes, rest) = (codes.codes, codes.rest)
  }

  @usableFromInline
  subscript(place: Int) -> UInt32 {
    let code = codes[place]
    return code == FoldedCodes.beyond ? rest[firstRest(from: place)].scalar : UInt32(code)
  }

  /// The scalars of a range.
  func scalars(_ range: Range<Int>) -> [UInt32] {
    precondition(range.lowerBound >= 0 && range.upperBound <= codes.count, "range out of the row")
    // `Array(repeating:count:)` asks the library for the array's kind each time, five hundred
    // instructions.
    var scalars: [UInt32] = []
    scalars.reserveCapacity(range.count)
    scalars.append(contentsOf: repeatElement(0, count: range.count))
    // No slice: it would count references to the row, which all threads share.
    unsafe codes.withUnsafeBufferPointer { codes in
      unsafe scalars.withUnsafeMutableBufferPointer { scalars in
        for place in 0..<range.count {
          unsafe scalars[place] = UInt32(codes[range.lowerBound &+ place])
        }
      }
    }
    if !rest.isEmpty {
      var next = firstRest(from: range.lowerBound)
      while next < rest.count, rest[next].place < range.upperBound {
        scalars[rest[next].place - range.lowerBound] = rest[next].scalar
        next += 1
      }
    }
    return scalars
  }

  /// The first of the rest at or after a place.
  private func firstRest(from place: Int) -> Int {
    var (low, high) = (0, rest.count)
    while low < high {
      let middle = (low + high) / 2
      if rest[middle].place < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Calls `body` with each scalar of a range.
  @inlinable @inline(__always)
  func forEach(_ range: Range<Int>, _ body: (UInt32) -> Void) {
    precondition(range.lowerBound >= 0 && range.upperBound <= codes.count, "range out of the row")
    unsafe codes.withUnsafeBufferPointer { codes in
      for place in range {
        let code = unsafe codes[place]
        body(code == FoldedCodes.beyond ? self[place] : UInt32(code))
      }
    }
  }

  /// How many scalars ranges of two rows begin alike with, and how many of the others they end alike
  /// with; a scalar that two bytes do not hold ends either.
  static func commonEnds(
    _ a: FoldedRow, _ x: Range<Int>, _ b: FoldedRow, _ y: Range<Int>
  ) -> (first: Int, last: Int) {
    precondition(x.lowerBound >= 0 && x.upperBound <= a.codes.count, "range out of the row")
    precondition(y.lowerBound >= 0 && y.upperBound <= b.codes.count, "range out of the row")
    let shorter = min(x.count, y.count)
    return unsafe a.codes.withUnsafeBufferPointer { a in
      unsafe b.codes.withUnsafeBufferPointer { b in
        func isAlike(_ place: Int, _ other: Int) -> Bool {
          let code = unsafe a[place]
          return unsafe code == b[other] && code != FoldedCodes.beyond
        }
        var (first, last) = (0, 0)
        while first < shorter, isAlike(x.lowerBound &+ first, y.lowerBound &+ first) { first &+= 1 }
        while last < shorter - first,
          isAlike(x.upperBound &- 1 &- last, y.upperBound &- 1 &- last)
        { last &+= 1 }
        return (first, last)
      }
    }
  }

  /// Whether ranges of two rows, of one length, hold the same scalars.
  static func areEqual(_ a: FoldedRow, _ x: Range<Int>, _ b: FoldedRow, _ y: Range<Int>) -> Bool {
    guard a.codes[x] == b.codes[y] else { return false }
    if a.rest.isEmpty && b.rest.isEmpty { return true }
    return a.scalars(x) == b.scalars(y)
  }
}

/// Folded scalars while they are gathered.
@usableFromInline
struct FoldedCodes: Sendable {
  /// The scalars; `beyond` stands for those that are in `rest`.
  private(set) var codes: [UInt16] = []
  /// The scalars that two bytes do not hold, in order of place.
  private(set) var rest: [Rest] = []

  /// A scalar that two bytes do not hold, and where it stands.
  struct Rest: Sendable {
    let place: Int
    let scalar: UInt32
  }

  /// What stands for a scalar that is in `rest`: no scalar of text is a surrogate.
  @inlinable static var beyond: UInt16 { 0xD800 }

  /// No scalars, with room for some.
  init(capacity: Int = 0) { codes.reserveCapacity(capacity) }

  /// Adds scalars.
  mutating func append(_ scalars: [UInt32]) {
    let before = codes.count
    codes.append(
      contentsOf: scalars.lazy.map { $0 > 0xFFFF ? Self.beyond : UInt16(truncatingIfNeeded: $0) })
    for (place, scalar) in scalars.enumerated()
    where scalar > 0xFFFF || scalar == UInt32(Self.beyond) {
      rest.append(Rest(place: before + place, scalar: scalar))
    }
  }

  /// Adds the scalars of others.
  mutating func append(_ other: FoldedCodes) {
    let before = codes.count
    codes.append(contentsOf: other.codes)
    for scalar in other.rest {
      rest.append(Rest(place: before + scalar.place, scalar: scalar.scalar))
    }
  }
}
