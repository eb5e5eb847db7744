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

  init(_ texts: [ReuseText], _ findings: [Finding]) {
    var accompanied = [Bool](repeating: false, count: findings.count)
    let keys = findings.map { finding in
      (texts[finding.a.text].article, texts[finding.b.text].article)
    }
    let order = findings.indices.sorted { x, y in
      if keys[x] != keys[y] { return keys[x] < keys[y] }
      if findings[x].bits != findings[y].bits { return findings[x].bits > findings[y].bits }
      return x < y
    }
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, keys[order[end]] == keys[order[start]] { end += 1 }
      let sure = order[start..<end].prefix(Self.most).prefix { findings[$0].bits >= Self.sure }
      for index in order[start..<end] {
        accompanied[index] = sure.contains { Self.areApart(findings[$0], findings[index]) }
      }
      start = end
    }
    self.accompanied = accompanied
  }

  func isAccompanied(_ index: Int) -> Bool { accompanied[index] }

  private static func areApart(_ x: Finding, _ y: Finding) -> Bool {
    isApart(x.a, y.a) && isApart(x.b, y.b)
  }

  private static func isApart(_ x: ReusePlace, _ y: ReusePlace) -> Bool {
    x.text != y.text || !x.span.scalars.overlaps(y.span.scalars)
  }
}
