// Widening two bytes to four is the one loop here that is unsafe: eight scalars at a time, where the
// checked one took fifteen instructions a scalar. It writes to a new array of the range's length and
// reads a range that the slice before it has checked.

/// The folded scalars of many texts, one after the other, as they never change again.
///
/// A class, so that a stretch of it takes one reference.
final class FoldedRow: Sendable {
  private let codes: [UInt16]
  private let rest: [FoldedCodes.Rest]

  /// The row of these.
  init(_ codes: FoldedCodes) {
    (self.codes, rest) = (codes.codes, codes.rest)
  }

  subscript(place: Int) -> UInt32 {
    let code = codes[place]
    return code == FoldedCodes.beyond ? rest[firstRest(from: place)].scalar : UInt32(code)
  }

  /// The scalars of a range.
  func scalars(_ range: Range<Int>) -> [UInt32] {
    let codes = codes[range]
    // `Array(repeating:count:)` asks the library for the array's kind each time, five hundred
    // instructions.
    var scalars: [UInt32] = []
    scalars.reserveCapacity(codes.count)
    scalars.append(contentsOf: repeatElement(0, count: codes.count))
    unsafe codes.withUnsafeBufferPointer { codes in
      unsafe scalars.withUnsafeMutableBufferPointer { scalars in
        for place in 0..<codes.count { unsafe scalars[place] = UInt32(codes[place]) }
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

  /// Whether ranges of two rows, of one length, hold the same scalars.
  static func areEqual(_ a: FoldedRow, _ x: Range<Int>, _ b: FoldedRow, _ y: Range<Int>) -> Bool {
    guard a.codes[x] == b.codes[y] else { return false }
    if a.rest.isEmpty && b.rest.isEmpty { return true }
    return a.scalars(x) == b.scalars(y)
  }
}

/// Folded scalars while they are gathered.
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
  static let beyond: UInt16 = 0xD800

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
