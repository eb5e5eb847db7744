import CentoAlign
import CentoReference
import CentoTestSupport
import CentoText

/// Every run that the table of all pairs finds, beside what a search found.
struct ExactRunCheck {
  let texts: [ReuseText]
  let options: ReuseOptions
  let run: ExactRun

  init(_ texts: [ReuseText], _ options: ReuseOptions) {
    self.texts = texts
    self.options = options
    run = options.exactRun ?? ExactRun()
  }

  private func allows(_ x: ReuseText, _ y: ReuseText) -> Bool {
    if x.article == y.article, !options.within { return false }
    if let against = options.against, (x.document < against) == (y.document < against) {
      return false
    }
    return options.pairs?.contains(x.document, y.document) ?? true
  }

  private func runs(_ i: Int, _ j: Int) -> Set<Reference.ExactRun> {
    Reference.exactRuns(
      texts[i].scalars, texts[j].scalars, isSame: i == j, signs: run.signs, words: run.words)
  }

  /// How many runs there are, and those that are not told.
  func missing(in findings: ReuseFindings) -> (runs: Int, missing: [String]) {
    var reuses: [[Int]: [Reuse]] = [:]
    for reuse in findings.reuses {
      reuses[[reuse.a.text, reuse.b.text], default: []].append(reuse)
    }
    var members: [[(family: Int, member: Int, range: Range<Int>)]] = texts.map { _ in [] }
    for (number, family) in findings.families.enumerated() {
      for (index, member) in family.members.enumerated() {
        members[member.text].append((number, index, member.span.scalars))
      }
    }
    var missing: [String] = []
    var count = 0
    for i in texts.indices {
      for j in i..<texts.count where allows(texts[i], texts[j]) {
        for run in runs(i, j) {
          count += 1
          let isPair = (reuses[[i, j]] ?? []).contains {
            Self.holds($0.a.span.scalars, run.a) && Self.holds($0.b.span.scalars, run.b)
          }
          if isPair { continue }
          let isFamily = members[i].contains { x in
            Self.holds(x.range, run.a)
              && members[j].contains { y in
                x.family == y.family && (i != j || x.member != y.member)
                  && Self.holds(y.range, run.b)
              }
          }
          if !isFamily { missing.append("\(i) \(run.a) \(j) \(run.b)") }
        }
      }
    }
    return (count, missing)
  }

  /// Whether a stretch of one text shares a run with a stretch of another.
  func share(_ x: ReusePlace, _ y: ReusePlace) -> Bool {
    allows(texts[x.text], texts[y.text])
      && runs(x.text, y.text).contains {
        Self.holds(x.span.scalars, $0.a) && Self.holds(y.span.scalars, $0.b)
      }
  }

  private static func holds(_ outer: Range<Int>, _ inner: Range<Int>) -> Bool {
    outer.lowerBound <= inner.lowerBound && inner.upperBound <= outer.upperBound
  }
}

/// Texts in which runs are likely: pieces of a few sources, edited, between other signs.
struct RunSample {
  let kinds: [UInt32]
  /// Every how many signs a mark is put in on average; 0 for none.
  let marks: Int

  /// Kinds of writing, each with few signs of its own.
  static let all = [
    RunSample(kinds: scalars("天地人"), marks: 0),
    RunSample(kinds: scalars("天地人日月"), marks: 4),
    RunSample(kinds: scalars("ab  "), marks: 0),
    RunSample(kinds: scalars("abc'.,  1"), marks: 9),
    RunSample(kinds: scalars("天地12ab 某xX"), marks: 6),
    RunSample(kinds: scalars("天1234"), marks: 7),
    RunSample(kinds: scalars("abcdefgh x 天"), marks: 0),
    RunSample(kinds: (0..<400).map { 0x4E00 + $0 * 7 }, marks: 8),
    RunSample(kinds: scalars("the of and to in is it was for on are as with his "), marks: 12),
  ]

  private static let signs = scalars("，。、 “”《》*'-_,.:")

  func random(_ count: Int, _ random: inout SeededGenerator) -> [UInt32] {
    (0..<count).flatMap { _ -> [UInt32] in
      let sign = kinds.randomElement(using: &random) ?? 0x4E00
      guard marks > 0, Int.random(in: 0..<marks, using: &random) == 0 else { return [sign] }
      return [Self.signs.randomElement(using: &random) ?? 0x20, sign]
    }
  }

  func texts(
    _ count: Int, length: Int, sources: Int, _ random: inout SeededGenerator
  ) -> [ReuseText] {
    let sources = (0..<sources).map { _ in self.random(length, &random) }
    return (0..<count).map { index in
      var text = self.random(Int.random(in: 0...length / 2, using: &random), &random)
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        guard let source = sources.randomElement(using: &random), !source.isEmpty else { continue }
        let start = Int.random(in: 0..<source.count, using: &random)
        for sign in source[start...] where Int.random(in: 0..<40, using: &random) > 0 {
          text.append(sign)
        }
      }
      return ReuseText(scalars: text, document: index / 4, article: index / 2)
    }
  }

  /// The ways in which texts may be compared.
  static func options(_ number: Int, documents: Int, run: ExactRun) -> ReuseOptions {
    var options = ReuseOptions()
    options.exactRun = run
    if number & 1 != 0 { options.within = true }
    if number & 2 != 0 { options.against = documents / 2 }
    if number & 4 != 0 {
      options.pairs = DocumentPairs(
        (0..<documents).flatMap { x in
          (x..<documents).filter { (x * 5 + $0) % 3 == 0 }.map { (x, $0) }
        })
    }
    return options
  }
}
