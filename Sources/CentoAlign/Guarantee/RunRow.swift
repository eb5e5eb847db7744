internal import CentoText

/// All texts as one row of symbols in which runs are sought: signs, or the numbers of words.
///
/// A row falls into segments; a run stays inside one. A segment is of one text.
struct RunRow: Sendable {
  /// What is compared.
  private(set) var symbols: [UInt32] = []
  /// The texts that have symbols, in order.
  private(set) var texts: [UInt32] = []
  /// Where each of these begins in the row, and the end of the last one.
  private(set) var textStarts: [UInt32] = [0]
  /// The segments' first places, and the end of the last one.
  private(set) var segmentStarts: [UInt32] = [0]
  /// Where each symbol begins in its folded text.
  private(set) var starts: [UInt32] = []
  /// Where each symbol ends; empty where every symbol is one scalar.
  private(set) var ends: [UInt32] = []
  /// Whether a run needs a Chinese character or kana.
  let needsHan: Bool

  var count: Int { symbols.count }

  /// The signs of the texts that hold a Chinese character or kana.
  init(signsOf texts: [ReuseText]) {
    needsHan = true
    for (number, text) in texts.enumerated() {
      let scalars = text.scalars
      guard scalars.contains(where: { ScalarClass(of: $0).isUnspaced }) else { continue }
      for (place, scalar) in scalars.enumerated() where ScalarClass(of: scalar).isWordlike {
        symbols.append(scalar)
        starts.append(UInt32(place))
      }
      endSegment()
      endText(number)
    }
  }

  /// The words of the texts, cut at every interruption where `inPieces`.
  init(wordsOf texts: [ReuseText], inPieces: Bool) {
    needsHan = false
    var numbers = WordNumbers()
    for (number, text) in texts.enumerated() {
      WordCutter.cut(text.scalars, inPieces: inPieces) { word in
        guard let word else { return endSegment() }
        symbols.append(numbers.number(of: word.signs))
        starts.append(UInt32(word.start))
        ends.append(UInt32(word.end))
      }
      endSegment()
      endText(number)
    }
  }

  private mutating func endSegment() {
    let end = UInt32(symbols.count)
    if segmentStarts.last != end { segmentStarts.append(end) }
  }

  private mutating func endText(_ text: Int) {
    let end = UInt32(symbols.count)
    guard textStarts.last != end else { return }
    texts.append(UInt32(text))
    textStarts.append(end)
  }

  /// The segments, each a range of places.
  var segments: Int { segmentStarts.count - 1 }

  /// The places of a segment.
  func segment(_ number: Int) -> Range<Int> {
    Int(segmentStarts[number])..<Int(segmentStarts[number + 1])
  }

  /// The segment that holds a place.
  func segment(at place: Int) -> Range<Int> {
    segment(Self.index(of: UInt32(place), in: segmentStarts))
  }

  /// The text that holds a place.
  func text(at place: Int) -> Int { Int(texts[Self.index(of: UInt32(place), in: textStarts)]) }

  /// The folded span of symbols of one text.
  func span(_ symbols: Range<Int>) -> FoldedSpan {
    let last = symbols.upperBound - 1
    return FoldedSpan(
      Int(starts[symbols.lowerBound])..<(ends.isEmpty ? Int(starts[last]) + 1 : Int(ends[last])))
  }

  /// Whether a stretch may be told: it holds a Chinese character or kana, or needs none.
  func qualifies(_ stretch: Range<Int>) -> Bool {
    !needsHan || symbols[stretch].contains { ScalarClass(of: $0).isUnspaced }
  }

  /// The last index whose start is at or below a place.
  private static func index(of place: UInt32, in starts: [UInt32]) -> Int {
    var low = 0
    var high = starts.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= place { low = middle } else { high = middle }
    }
    return low
  }
}
