/// The scalars of a document that count: those of its compared units that are no white space.
///
/// A place among them is a *counted place*; a stretch of text is a range of counted places, so that
/// shares are plain lengths. Kept as runs without white space or furniture, eight bytes each.
struct CountedText: Sendable {
  private var starts: [UInt32] = []
  private var before: [UInt32] = []
  /// The number of scalars that count.
  private(set) var count = 0

  /// The scalars of these parts of a text, which are in order and do not overlap.
  init(_ text: SourceText, parts: [SourceSpan]) {
    var end = -1
    for part in parts {
      text.forEachSolidRun(in: part) { run in
        if run.lowerBound != end {
          starts.append(UInt32(run.lowerBound))
          before.append(UInt32(count))
        }
        count += run.count
        end = run.upperBound
      }
    }
  }

  /// The number of counted scalars that stand before a scalar of the document.
  ///
  /// - Complexity: O(log runs).
  func place(ofScalar scalar: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= scalar { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    let next = low < before.count ? Int(before[low]) : count
    return min(Int(before[low - 1]) + scalar - Int(starts[low - 1]), next)
  }

  /// The counted places of a span.
  func places(of span: SourceSpan) -> Range<Int> {
    let start = place(ofScalar: span.scalars.lowerBound)
    return start..<max(start, place(ofScalar: span.scalars.upperBound))
  }
}
