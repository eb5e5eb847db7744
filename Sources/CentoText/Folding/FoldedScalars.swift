/// A stretch of folded text in two bytes a scalar.
///
/// The texts of a corpus are stretches of one row. A scalar beyond the basic plane stands beside the
/// row, so that every scalar is found by its place.
public struct FoldedScalars: Sendable, Equatable {
  @usableFromInline let row: FoldedRow
  // A corpus has a stretch for every paragraph. The length is in the lower 31 bits, as long as a text
  // can be; the beginning above them, further than memory reaches.
  @usableFromInline let bits: UInt64
  @usableFromInline static let lengthBits: UInt64 = 31

  init(_ range: Range<Int>, of row: FoldedRow) {
    precondition(
      range.count < 1 << 31 && range.lowerBound < 1 << 33, "the text is too long to be held")
    self.row = row
    bits = UInt64(range.lowerBound) << Self.lengthBits | UInt64(range.count)
  }

  @inlinable var first: Int { Int(bits >> Self.lengthBits) }

  /// These scalars, in a row of their own.
  public init(_ scalars: [UInt32]) {
    var codes = FoldedCodes()
    codes.append(scalars)
    self.init(0..<scalars.count, of: FoldedRow(codes))
  }

  /// The number of scalars.
  @inlinable public var count: Int { Int(bits & (1 << Self.lengthBits - 1)) }

  /// Whether there are none.
  public var isEmpty: Bool { count == 0 }

  /// The scalar at a place.
  ///
  /// - Complexity: O(1); of scalars beyond the basic plane O(log n) of their number in the corpus.
  public subscript(place: Int) -> UInt32 {
    precondition(place >= 0 && place < count, "place out of the text")
    return row[first + place]
  }

  /// The scalars of a range of places.
  ///
  /// - Complexity: O(n).
  public subscript(range: Range<Int>) -> ArraySlice<UInt32> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "range out of the text")
    return row.scalars(first + range.lowerBound..<first + range.upperBound)[...]
  }

  /// All scalars.
  ///
  /// - Complexity: O(n).
  public var array: [UInt32] { row.scalars(first..<first + count) }

  /// Calls `body` with each scalar, without making an array of them.
  @inlinable @inline(__always)
  package func forEach(_ body: (UInt32) -> Void) { row.forEach(first..<first + count, body) }

  /// How many scalars stretches of two texts begin alike with, and how many of the others they end
  /// alike with: at least, for a scalar beyond the basic plane ends either.
  ///
  /// - Complexity: O(n), without making arrays of them.
  package static func commonEnds(
    _ a: FoldedScalars, _ x: Range<Int>, _ b: FoldedScalars, _ y: Range<Int>
  ) -> (first: Int, last: Int) {
    precondition(x.lowerBound >= 0 && x.upperBound <= a.count, "range out of the text")
    precondition(y.lowerBound >= 0 && y.upperBound <= b.count, "range out of the text")
    return FoldedRow.commonEnds(
      a.row, a.first + x.lowerBound..<a.first + x.upperBound, b.row,
      b.first + y.lowerBound..<b.first + y.upperBound)
  }

  /// Whether both hold the same scalars.
  public static func == (a: FoldedScalars, b: FoldedScalars) -> Bool {
    a.count == b.count
      && FoldedRow.areEqual(a.row, a.first..<a.first + a.count, b.row, b.first..<b.first + b.count)
  }
}
