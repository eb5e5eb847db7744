/// The folded texts of a corpus, held as one.
///
/// Two bytes a scalar and twelve a run of the way back, whatever the number of texts.
public struct JoinedTexts: RandomAccessCollection, Sendable {
  /// One of the texts.
  public struct Text: Sendable {
    /// The folded text as it is held.
    public let folded: FoldedScalars
    /// From folded places to source places, counted in scalars of the document.
    public let map: OffsetMap

    /// The folded text, a Unicode scalar each.
    ///
    /// - Complexity: O(n).
    public var scalars: [UInt32] { folded.array }
  }

  /// Texts while they are folded.
  public struct Part: Sendable {
    fileprivate var codes: FoldedCodes
    fileprivate var runs: [OffsetMap.Run] = []
    fileprivate var ends: [End] = []

    /// No texts, with room for so many scalars in so many texts.
    public init(scalars: Int = 0, texts: Int = 0) {
      codes = FoldedCodes(capacity: scalars)
      ends.reserveCapacity(texts)
    }

    /// Adds a text.
    public mutating func append(_ text: FoldedText) {
      codes.append(text.scalars)
      runs += text.map.runs
      ends.append(End(scalars: codes.codes.count, runs: runs.count))
    }

    /// Adds the texts of another part.
    public mutating func append(_ other: Part) {
      let before = End(scalars: codes.codes.count, runs: runs.count)
      codes.append(other.codes)
      runs += other.runs
      for end in other.ends {
        ends.append(End(scalars: before.scalars + end.scalars, runs: before.runs + end.runs))
      }
    }
  }

  /// Where the scalars and the runs of a text end: 34 bits and 30, more than memory holds of either.
  fileprivate struct End: Sendable {
    private let bits: UInt64
    private static let runBits: UInt64 = 30

    init(scalars: Int, runs: Int) {
      precondition(scalars < 1 << 34 && runs < 1 << 30, "the texts are too long to be held as one")
      bits = UInt64(scalars) << Self.runBits | UInt64(runs)
    }

    var scalars: Int { Int(bits >> Self.runBits) }
    var runs: Int { Int(bits & (1 << Self.runBits - 1)) }
  }

  private let row: FoldedRow
  private let runs: [OffsetMap.Run]
  private let ends: [End]

  /// The texts of a part.
  public init(_ part: Part) {
    row = FoldedRow(part.codes)
    (runs, ends) = (part.runs, part.ends)
  }

  /// 0.
  public var startIndex: Int { 0 }
  /// The number of texts.
  public var endIndex: Int { ends.count }

  /// A text, by its place.
  ///
  /// - Complexity: O(1).
  public subscript(index: Int) -> Text { Text(folded: folded(index), map: map(index)) }

  /// A text as it is held, without its way back.
  ///
  /// - Complexity: O(1).
  public func folded(_ index: Int) -> FoldedScalars {
    FoldedScalars(start(index).scalars..<ends[index].scalars, of: row)
  }

  /// The source scalars that a span of a text comes from (`OffsetMap.source`).
  ///
  /// - Complexity: O(log runs).
  public func source(of span: FoldedSpan, inText index: Int) -> Range<Int> {
    map(index).source(of: span)
  }

  private func map(_ index: Int) -> OffsetMap {
    let (start, end) = (start(index), ends[index])
    return OffsetMap(runs[start.runs..<end.runs], foldedCount: end.scalars - start.scalars)
  }

  private func start(_ index: Int) -> End {
    index == 0 ? End(scalars: 0, runs: 0) : ends[index - 1]
  }
}
