internal import CentoParallel
internal import CentoText

/// How long the clauses of each article are, in signs: the measure of what is a phrase and what a
/// passage.
struct ClauseLength: Sendable {
  /// The mean length of each text's article; nil where the article has next to no punctuation.
  private let means: [Double?]

  init(_ texts: [ReuseText], threads: Int) {
    let sizes = Parallel.array(count: texts.count, size: 1024, threads: threads) {
      Self.size(of: texts[$0].folded)
    }
    var means: [Double?] = []
    means.reserveCapacity(texts.count)
    var first = 0
    while first < texts.count {
      var end = first
      var (signs, breaks) = (0, 0)
      while end < texts.count, texts[end].article == texts[first].article {
        signs += sizes[end].signs
        breaks += sizes[end].breaks + 1
        end += 1
      }
      let mean = Double(signs) / Double(breaks)
      for _ in first..<end { means.append(mean < Self.longest ? mean : nil) }
      first = end
    }
    self.means = means
  }

  /// Beyond this mean an article is taken to have no punctuation.
  private static let longest = 120.0

  /// The signs that a shared stretch of two texts needs to be more than a phrase: a little over two
  /// clauses.
  func comfortable(_ a: Int, _ b: Int, script: Script) -> Int {
    guard let x = means[a], let y = means[b] else { return script.shortest }
    let clauses = Int(2.2 * min(x, y))
    return max(script.shortest, min(clauses, script.longestPhrase))
  }

  /// The signs of a text and the marks that end its clauses.
  private static func size(of text: FoldedScalars) -> (signs: Int, breaks: Int) {
    var (signs, breaks) = (0, 0)
    text.forEach { scalar in
      if isBreak(scalar) {
        breaks += 1
      } else if ScalarClass(of: scalar).isWordlike {
        signs += 1
      }
    }
    return (signs, breaks)
  }

  private static func isBreak(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2C, 0x2E, 0x3A, 0x3B, 0x21, 0x3F, 0xFF0C, 0x3002, 0xFF1A, 0xFF1B, 0xFF01, 0xFF1F: true
    default: false
    }
  }
}
