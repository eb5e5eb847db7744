internal import CentoParallel
internal import CentoText

/// Whether the same two articles share something else that is sure.
///
/// Two articles that share one long passage are likely to share short ones too; two that share a
/// single phrase are not.
struct Company {
  private let accompanied: [Bool]

  /// The bits of a companion.
  private static let sure = 120.0
  /// The companions that are looked at.
  private static let most = 8

  /// Findings are in order of their first text, as they are found; each task takes those of some first
  /// articles.
  init(_ texts: [ReuseText], _ findings: [Finding], threads: Int) {
    var runs: [Range<Int>] = []
    var first = 0
    for index in 1..<max(1, findings.count + 1) {
      let isEnd =
        index == findings.count
        || texts[findings[index].a.text].article != texts[findings[index - 1].a.text].article
      if index - first >= Self.task && isEnd || index == findings.count, first < index {
        runs.append(first..<index)
        first = index
      }
    }
    let blocks = runs
    accompanied = Parallel.map(count: blocks.count, threads: threads) { block in
      Self.accompanied(blocks[block], of: findings, texts)
    }.flatMap { $0 }
  }

  /// About how many findings are one task.
  private static let task = 1 << 10

  /// Which of these findings are accompanied; all of their first articles are among them.
  private static func accompanied(
    _ range: Range<Int>, of findings: [Finding], _ texts: [ReuseText]
  ) -> [Bool] {
    var accompanied = [Bool](repeating: false, count: range.count)
    let keys = range.map { index in
      (texts[findings[index].a.text].article, texts[findings[index].b.text].article)
    }
    func key(_ index: Int) -> (Int, Int) { keys[index - range.lowerBound] }
    let order = range.sorted { x, y in
      if key(x) != key(y) { return key(x) < key(y) }
      if findings[x].bits != findings[y].bits { return findings[x].bits > findings[y].bits }
      return x < y
    }
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, key(order[end]) == key(order[start]) { end += 1 }
      let sure = order[start..<end].prefix(most).prefix { findings[$0].bits >= Self.sure }
      for index in order[start..<end] {
        accompanied[index - range.lowerBound] = sure.contains {
          areApart(findings[$0], findings[index])
        }
      }
      start = end
    }
    return accompanied
  }

  func isAccompanied(_ index: Int) -> Bool { accompanied[index] }

  private static func areApart(_ x: Finding, _ y: Finding) -> Bool {
    isApart(x.a, y.a) && isApart(x.b, y.b)
  }

  private static func isApart(_ x: ReusePlace, _ y: ReusePlace) -> Bool {
    x.text != y.text || !x.span.scalars.overlaps(y.span.scalars)
  }
}
