internal import CentoText

/// A stretch of a folded text inside which terms may lie: never across punctuation, digits or masks.
package struct TopicRun: Sendable, Equatable {
  /// How terms are read off a run.
  package enum Kind: Sendable {
    /// Signs that are written without spaces between words: terms are n-grams.
    case unspaced
    /// Letters between spaces: the run is one word.
    case word
  }

  /// The places of the run in the folded text.
  package let range: Range<Int>
  /// How terms are read off it.
  package let kind: Kind

  /// The runs of a folded text, in order.
  ///
  /// Digits, punctuation and space end a run. So does 某, and a word of nothing but x (`x`, `xx`, `XXX`)
  /// is no run: both stand for a name that was taken out. A word has at least two letters.
  ///
  ///     TopicRun.runs(in: Array("为xx县3家firms减税".unicodeScalars.map(\.value)))
  ///     // 为 · 县 · 家 · firms (word) · 减税
  package static func runs(in text: [UInt32]) -> [TopicRun] {
    var runs: [TopicRun] = []
    var start = 0
    var kind: Kind?
    for place in 0...text.count {
      let here = place < text.count ? self.kind(of: text[place], after: kind) : nil
      if here == kind { continue }
      if let kind, kind == .unspaced || isWord(text[start..<place]) {
        runs.append(TopicRun(range: start..<place, kind: kind))
      }
      start = place
      kind = here
    }
    return runs
  }

  /// What stands beside the run in the text that it was found in.
  package struct Surroundings: Sendable, Equatable {
    /// Whether something comes to a stop before it: punctuation, or the beginning of the text.
    package let opens: Bool
    /// Whether something comes to a stop behind it: punctuation, or the end of the text.
    package let closes: Bool
    /// Whether a digit touches it, or stands before a word but for a space, or a mask stands before it where
    /// words are not spaced: a unit of measure, or a part of a number or a name.
    package let touchesNumber: Bool
  }

  /// What stands beside the run in `text`.
  ///
  ///     // of the runs of "买车2万元，go on": 买车 opens; 万元 closes and touches a number; go opens; on closes
  package func surroundings(in text: [UInt32]) -> Surroundings {
    let before = range.lowerBound > 0 ? text[range.lowerBound - 1] : nil
    let after = range.upperBound < text.count ? text[range.upperBound] : nil
    var touching = [before, kind == .word ? after : nil].compactMap { $0 }
    if kind == .word, before == 0x20, range.lowerBound > 1 {
      touching.append(text[range.lowerBound - 2])
    }
    let isMasked = kind == .unspaced && (before.map(TopicRun.isMask) ?? false)
    return Surroundings(
      opens: TopicRun.stops(
        before, range.lowerBound > 1 ? text[range.lowerBound - 2] : nil, word: kind == .word),
      closes: TopicRun.stops(
        after, range.upperBound + 1 < text.count ? text[range.upperBound + 1] : nil,
        word: kind == .word),
      touchesNumber: isMasked || touching.contains { ScalarClass(of: $0) == .digit })
  }

  /// Whether a sign beside a run stops it, `next` being the sign behind that one.
  ///
  /// Neither a space before another word nor a mark inside a word (`don't`, `so-called`) does.
  private static func stops(_ sign: UInt32?, _ next: UInt32?, word: Bool) -> Bool {
    guard let sign else { return true }
    let beyond = next.map { ScalarClass(of: $0) } ?? .other
    switch ScalarClass(of: sign) {
    case .space: return !beyond.isWordlike
    case .punctuation: return !(word && beyond == .letter)
    case .symbol, .other: return true
    default: return false
    }
  }

  private static func kind(of scalar: UInt32, after before: Kind?) -> Kind? {
    switch ScalarClass(of: scalar) {
    case .han: scalar == mask ? nil : .unspaced
    case .kana, .hangul: .unspaced
    case .letter: isUnspacedAlphabet(scalar) ? .unspaced : .word
    case .mark: before
    default: nil
    }
  }

  /// 某, "a certain".
  private static let mask: UInt32 = 0x67D0

  /// x, X, * and 某.
  private static func isMask(_ scalar: UInt32) -> Bool {
    scalar == 0x78 || scalar == 0x58 || scalar == 0x2A || scalar == mask
  }

  private static func isWord(_ letters: ArraySlice<UInt32>) -> Bool {
    letters.count > 1 && !letters.allSatisfy { $0 == 0x78 || $0 == 0x58 }
  }

  /// Thai, Lao, Tibetan, Burmese and Khmer letters: alphabets without spaces between words.
  private static func isUnspacedAlphabet(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF: true
    default: false
    }
  }
}
