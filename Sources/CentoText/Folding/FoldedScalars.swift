/// A stretch of folded text in two bytes a scalar.
///
/// The texts of a corpus are stretches of one row. A scalar beyond the basic plane stands beside the
/// row, so that every scalar is found by its place.
public struct FoldedScalars: Sendable, Equatable {
  private let row: FoldedRow
  private let first: Int
  // A text is shorter than 2³² scalars, and a corpus has a stretch for every paragraph.
  private let length: UInt32

  init(_ range: Range<Int>, of row: FoldedRow) {
    self.row = row
    first = range.lowerBound
    length = UInt32(range.count)
  }

  /// These scalars, in a row of their own.
  public init(_ scalars: [UInt32]) {
    var codes = FoldedCodes()
    codes.append(scalars)
    self.init(0..<scalars.count, of: FoldedRow(codes))
  }

  /// The number of scalars.
  public var count: Int { Int(length) }

  /// Whether there are none.
  public var isEmpty: Bool { length == 0 }

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

  /// Whether both hold the same scalars.
  public static func == (a: FoldedScalars, b: FoldedScalars) -> Bool {
    a.length == b.length
      && FoldedRow.areEqual(a.row, a.first..<a.first + a.count, b.row, b.first..<b.first + b.count)
  }
}
