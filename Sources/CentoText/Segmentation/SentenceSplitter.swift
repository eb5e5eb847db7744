/// Cuts paragraphs into sentences.
///
/// A sentence ends after 。！？… and their like, together with the marks that close a quotation or bracket; after `.`,
/// `!` and `?` only before white space or the end, and not after a single capital, a short abbreviation,
/// or before a small letter. A semicolon ends nothing.
public struct SentenceSplitter: Sendable {
  /// A splitter; it has no settings.
  public init() {}

  /// The sentences of one paragraph, each as the parts it takes, furniture left out.
  ///
  /// No part begins or ends in white space; together they hold every other character of `parts`.
  ///
  /// - Complexity: O(bytes).
  public func sentences(of parts: [SourceSpan], in text: SourceText) -> [[SourceSpan]] {
    var sentences: [[SourceSpan]] = []
    var open: [SourceSpan] = []
    for part in parts {
      let bounds = cuts(in: part, of: text)
      var start = part.bytes.lowerBound
      for bound in bounds {
        let piece = text.trimmed(bytes: start..<bound)
        if !piece.isEmpty { open.append(piece) }
        if !open.isEmpty { sentences.append(open) }
        open = []
        start = bound
      }
      let rest = text.trimmed(bytes: start..<part.bytes.upperBound)
      if !rest.isEmpty { open.append(rest) }
    }
    if !open.isEmpty { sentences.append(open) }
    return sentences
  }

  /// The bytes of `part` after which a sentence is over.
  private func cuts(in part: SourceSpan, of text: SourceText) -> [Int] {
    var cuts: [Int] = []
    var state = SentenceEnd()
    var offset = part.bytes.lowerBound
    while offset < part.bytes.upperBound {
      let (value, length) = text.scalar(atByte: offset)
      if state.isOver(before: value) { cuts.append(state.place) }
      offset += length
      state.take(value, endingAt: offset)
    }
    if state.isCertain { cuts.append(part.bytes.upperBound) }
    return cuts
  }
}

/// What has been read since a sign that may end a sentence.
private struct SentenceEnd {
  /// The byte after the last sign that belongs to the sentence.
  private(set) var place = 0

  private enum State { case inside, ended, perhaps, perhapsSpaced }
  private var state = State.inside
  private var word = 0
  private var wordIsCapital = false
  private var lastWordIsName = false

  /// Whether the sentence ended at `place`, now that `value` comes.
  mutating func isOver(before value: UInt32) -> Bool {
    switch state {
    case .inside: return false
    case .ended:
      if Signs.isStop(value) || Signs.isCloser(value) || Signs.isSpace(value) { return false }
      state = .inside
      return true
    case .perhaps:
      if Signs.isStop(value) || Signs.isCloser(value) { return false }
      if Signs.isSpace(value) {
        state = .perhapsSpaced
      } else {
        state = .inside
      }
      return false
    case .perhapsSpaced:
      if Signs.isSpace(value) { return false }
      state = .inside
      let kind = ScalarClass(of: value)
      if kind == .letter, let scalar = Unicode.Scalar(value), scalar.properties.isLowercase {
        return false
      }
      return true
    }
  }

  /// Whether the sentence is over if nothing comes after it in this part.
  var isCertain: Bool { state == .ended }

  /// Reads one more sign, which ends at byte `end`.
  mutating func take(_ value: UInt32, endingAt end: Int) {
    if Signs.isStop(value) {
      let isWide = value >= 0x80
      if isWide {
        state = .ended
      } else if state != .ended {
        let isName = value == 0x2E && (lastWordIsName || (word == 1 && wordIsCapital))
        state = isName ? .inside : .perhaps
      }
      place = end
      (word, hash, lastWordIsName) = (0, 0, false)
      return
    }
    if state != .inside {
      if Signs.isCloser(value) { place = end }
      return
    }
    readWord(value)
  }

  private mutating func readWord(_ value: UInt32) {
    guard value < 0x80, ScalarClass(of: value) == .letter else {
      (word, hash, lastWordIsName) = (0, 0, false)
      return
    }
    if word == 0 { wordIsCapital = value < 0x61 }
    word += 1
    hash = word <= 4 ? hash << 8 | (value | 0x20) : 0
    lastWordIsName = wordIsCapital && Self.titles.contains(hash)
  }

  private var hash: UInt32 = 0

  private static let titles: Set<UInt32> = Set(
    [
      "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "mt", "no", "gen", "sen", "rep", "lt",
      "col",
    ]
    .map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } })
}
