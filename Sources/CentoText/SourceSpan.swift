/// A half-open range of a document's decoded text, counted in Unicode scalars and in UTF-8 bytes.
///
/// It names a place in the *original*; a place in folded text is a `FoldedSpan`, a type of its own, so that
/// the two cannot be mixed up.
public struct SourceSpan: Sendable, Hashable {
  // A text is shorter than 2³¹ bytes, and a corpus has a span for every paragraph: four bytes an end.
  private let firstScalar: UInt32
  private let endScalar: UInt32
  private let firstByte: UInt32
  private let endByte: UInt32

  /// A span of these two ranges, which must name the same place.
  public init(scalars: Range<Int>, bytes: Range<Int>) {
    firstScalar = UInt32(scalars.lowerBound)
    endScalar = UInt32(scalars.upperBound)
    firstByte = UInt32(bytes.lowerBound)
    endByte = UInt32(bytes.upperBound)
  }

  /// The range counted in Unicode scalars: what Python slices.
  public var scalars: Range<Int> { Int(firstScalar)..<Int(endScalar) }

  /// The same range counted in bytes of UTF-8.
  public var bytes: Range<Int> { Int(firstByte)..<Int(endByte) }

  /// Whether the span holds nothing.
  public var isEmpty: Bool { scalars.isEmpty }

  /// The number of scalars.
  public var count: Int { scalars.count }

  /// The smallest span that holds this one and `other`.
  public func union(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(
      scalars: min(
        scalars.lowerBound, other.scalars.lowerBound)..<max(
          scalars.upperBound, other.scalars.upperBound),
      bytes: min(
        bytes.lowerBound, other.bytes.lowerBound)..<max(bytes.upperBound, other.bytes.upperBound))
  }

  /// Whether `other` lies wholly inside this span.
  public func contains(_ other: SourceSpan) -> Bool {
    scalars.lowerBound <= other.scalars.lowerBound && other.scalars.upperBound <= scalars.upperBound
  }
}

/// A half-open range of folded text, counted in folded Unicode scalars.
public struct FoldedSpan: Sendable, Hashable {
  /// The range counted in folded scalars.
  public let scalars: Range<Int>

  /// A span of this range.
  public init(_ scalars: Range<Int>) {
    self.scalars = scalars
  }
}
