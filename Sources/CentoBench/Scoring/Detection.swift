public import CentoText

/// A finding of the engine as the scoring takes it: a place in one document, and a place in another
/// or the same.
///
/// A pair of units is a detection whose spans are the units' own.
public struct Detection: Sendable, Hashable {
  /// One of the two places.
  public struct Side: Sendable, Hashable {
    /// The document.
    public let document: DocumentID
    /// The place, in scalars of the decoded text.
    public let scalars: Range<Int>

    /// A place in a document.
    public init(document: DocumentID, scalars: Range<Int>) {
      self.document = document
      self.scalars = scalars
    }
  }

  /// The one place.
  public let a: Side
  /// The other place; which one is a and which b plays no part.
  public let b: Side

  /// A detection of these two places.
  public init(a: Side, b: Side) {
    self.a = a
    self.b = b
  }

  /// The sides in the order of documents, then of places.
  var sorted: (low: Side, high: Side) {
    let inOrder =
      a.document == b.document
      ? (a.scalars.lowerBound, a.scalars.upperBound)
        <= (b.scalars.lowerBound, b.scalars.upperBound)
      : a.document < b.document
    return inOrder ? (a, b) : (b, a)
  }
}

/// Two documents, whichever comes first.
struct DocumentPair: Hashable {
  let low: DocumentID
  let high: DocumentID
}

/// Detections by the two documents that they join.
struct DetectionIndex {
  private var byPair: [DocumentPair: [(low: Range<Int>, high: Range<Int>)]] = [:]

  init(_ detections: [Detection]) {
    for detection in detections {
      let (low, high) = detection.sorted
      byPair[DocumentPair(low: low.document, high: high.document), default: []]
        .append((low.scalars, high.scalars))
    }
  }

  /// The places of the detections between the documents of `a` and `b`, as places in the one and in
  /// the other.
  ///
  /// Within one document a detection is given both ways round.
  func places(
    between a: DocumentID, _ b: DocumentID
  ) -> [(inA: Range<Int>, inB: Range<Int>)] {
    let pair = DocumentPair(low: min(a, b), high: max(a, b))
    let found = byPair[pair] ?? []
    if a == b { return found.map { ($0.low, $0.high) } + found.map { ($0.high, $0.low) } }
    return a < b ? found.map { ($0.low, $0.high) } : found.map { ($0.high, $0.low) }
  }
}

/// Ranges put together.
enum Coverage {
  /// The number of places that lie in at least one of `ranges`.
  static func count(of ranges: [Range<Int>]) -> Int {
    var (covered, end) = (0, Int.min)
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.upperBound > end {
      covered += range.upperBound - max(end, range.lowerBound)
      end = range.upperBound
    }
    return covered
  }

  /// The number of places of `span` that lie in at least one of `ranges`.
  static func count(of span: Range<Int>, in ranges: [Range<Int>]) -> Int {
    count(of: ranges.map { $0.clamped(to: span) }.filter { !$0.isEmpty })
  }
}
