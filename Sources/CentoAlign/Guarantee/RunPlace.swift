/// One place of a repeated window, with what is asked of it again and again.
struct RunPlace: Sendable {
  /// Where the window begins in its row.
  let place: Int
  /// Where its segment ends.
  let end: Int
  /// Its text.
  let text: Int
  /// The symbol before it; nil at the beginning of a segment, where nothing is like anything else.
  let left: UInt32?

  init(_ place: UInt32, in row: RunRow) {
    self.place = Int(place)
    let segment = row.segment(at: self.place)
    end = segment.upperBound
    text = row.text(at: self.place)
    left = self.place > segment.lowerBound ? row.symbols[self.place - 1] : nil
  }

  /// Whether the symbols before two windows are the same, so that a longer run has both.
  @inline(__always)
  func continues(_ other: RunPlace) -> Bool {
    left != nil && left == other.left
  }

  /// Whether all of these continue one another.
  static func areContinued(_ places: ArraySlice<RunPlace>) -> Bool {
    guard let first = places.first, first.left != nil else { return places.isEmpty }
    return places.allSatisfy { $0.left == first.left }
  }
}

/// A stretch of one text of a row.
struct RunStretch: Sendable {
  /// The text, among those of the row.
  let text: Int
  /// Its symbols, by their places in the row.
  let symbols: Range<Int>
}
