internal import CentoParallel

/// The places at which texts begin, a bit each; the end of the row counts as one.
struct TextStarts: Sendable {
  private let bits: RawBuffer<UInt64>

  /// The starts of texts in a row.
  init(_ stream: ComparisonStream) {
    bits = RawBuffer(repeating: 0, count: stream.count / 64 + 1)
    for text in 0..<stream.texts.count { set(stream.range(ofText: text).lowerBound) }
    set(stream.count)
  }

  private func set(_ place: Int) { bits.view[place >> 6] |= 1 << UInt64(place & 63) }

  /// Has what tells whether a text begins at a place brought near.
  @inline(__always)
  func prefetch(_ place: Int) { bits.view.prefetch(place &>> 6) }

  /// Whether a text begins at a place.
  @inline(__always)
  subscript(place: Int) -> Bool { bits.view[place &>> 6] &>> UInt64(place & 63) & 1 != 0 }
}
