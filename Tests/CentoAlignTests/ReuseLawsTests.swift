import CentoAlign
import CentoReference
import CentoTestSupport
import CentoText
import Testing

@Suite struct ReuseLawsTests {
  /// Paragraphs of random signs, some of which hold an edited copy of a part of an earlier one.
  private func corpus(_ random: inout SeededGenerator) -> [ReuseText] {
    var texts: [ReuseText] = []
    for index in 0..<60 {
      var signs = letters(Int.random(in: 0...300, using: &random), 800, &random)
      if index % 3 == 2, let source = texts.randomElement(using: &random)?.scalars,
        source.count > 60
      {
        let start = Int.random(in: 0...source.count - 60, using: &random)
        let copy = edited(Array(source[start..<start + 60]), rate: 0.1, 800, &random)
        signs.insert(contentsOf: copy, at: signs.count / 2)
      }
      for place in signs.indices where place % 11 == 10 { signs[place] = 0xFF0C }
      texts.append(ReuseText(scalars: signs, document: index / 6, article: index / 2))
    }
    return texts
  }

  @Test(.tags(.laws)) func orderSpansAndSimilarity() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    for within in [false, true] {
      let texts = corpus(&random)
      var options = ReuseOptions()
      options.within = within
      let search = ReuseSearch(options: options)
      let reuses = search.reuses(in: texts, threads: 1)
      #expect(reuses.count > 5)
      var last: [Int] = []
      for reuse in reuses {
        let key = [
          reuse.a.text, reuse.a.span.scalars.lowerBound, reuse.b.text,
          reuse.b.span.scalars.lowerBound, reuse.a.span.scalars.upperBound,
          reuse.b.span.scalars.upperBound,
        ]
        #expect(last.lexicographicallyPrecedes(key))
        last = key
        #expect(reuse.a.text <= reuse.b.text)
        if reuse.a.text == reuse.b.text {
          #expect(reuse.a.span.scalars.upperBound <= reuse.b.span.scalars.lowerBound)
        }
        #expect(within || texts[reuse.a.text].article != texts[reuse.b.text].article)
        let a = Array(texts[reuse.a.text].scalars[reuse.a.span.scalars])
        let b = Array(texts[reuse.b.text].scalars[reuse.b.span.scalars])
        let distance = Reference.editDistance(a, b)
        #expect(reuse.similarity == 1 - Double(distance) / Double(max(a.count, b.count)))
        #expect((reuse.relation == .identical) == (a == b))
        #expect(search.explanation(of: reuse, in: texts).edits == distance)
        for end in [a[0], a[a.count - 1], b[0], b[b.count - 1]] {
          #expect(ScalarClass(of: end).isWordlike)
        }
      }
    }
  }

  /// Enough signs for every stage to be cut into several tasks.
  @Test(.tags(.laws)) func anyNumberOfThreadsOfManyTexts() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    var texts: [[UInt32]] = []
    for index in 0..<2400 {
      var signs = letters(Int.random(in: 20...200, using: &random), 900, &random)
      if index % 5 == 4 {
        signs += edited(texts[Int.random(in: 0..<index, using: &random)], rate: 0.05, 900, &random)
      }
      if index % 7 == 6 { signs.insert(0x3000, at: signs.count / 2) }
      texts.append(signs)
    }
    let all = separate(texts)
    let search = ReuseSearch(options: ReuseOptions())
    let one = search.reuses(in: all, threads: 1).map { "\($0)" }
    #expect(one.count > 300)
    for threads in [2, 5] {
      #expect(search.reuses(in: all, threads: threads).map { "\($0)" } == one)
    }
  }

  @Test(.tags(.laws)) func anyNumberOfThreads() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let texts = corpus(&random)
    let search = ReuseSearch(options: ReuseOptions())
    let one = search.reuses(in: texts, threads: 1).map { "\($0)" }
    for threads in [2, 3, 8] {
      #expect(search.reuses(in: texts, threads: threads).map { "\($0)" } == one)
    }
  }

  @Test(.tags(.laws), arguments: [0.05, 0.1, 0.15])
  func oneSourceWithAHundredEditedCopies(rate: Double) {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let source = letters(120, 2_000, &random)
    var texts = [source]
    for _ in 0..<100 {
      let copy = edited(source, rate: rate, 2_000, &random)
      texts.append(letters(50, 2_000, &random) + copy + letters(50, 2_000, &random))
    }
    let search = ReuseSearch(options: ReuseOptions())
    let reuses = search.reuses(in: separate(texts), threads: 1)
    var pairs: [[Int]] = []
    for reuse in reuses where reuse.tier == .passage && pairs.last != [reuse.a.text, reuse.b.text] {
      pairs.append([reuse.a.text, reuse.b.text])
    }
    #expect(pairs.count * 100 >= 95 * 101 * 100 / 2)

    let findings = search.findings(in: separate(texts), threads: 2)
    #expect(findings.families.count == 1)
    let members = Set(findings.families.flatMap(\.members).map(\.text))
    #expect(members.count >= 95)
  }

  @Test(.tags(.survival)) func thousandsOfCopiesEndInTime() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let texts = [[UInt32]](repeating: letters(60, 2_000, &random), count: 600)
    let reuses = ReuseSearch(options: ReuseOptions()).reuses(in: separate(texts), threads: 2)
    #expect(reuses.count <= 600 * 128)
    #expect(reuses.count >= 599)
  }

  /// A text that repeats itself hundreds of times has a run as long as the text on every diagonal.
  @Test(.tags(.survival), .timeLimit(.minutes(1))) func aTextOfRepetitionsEndsInTime() {
    var random = SeededGenerator(seed: TestKnobs.seed)
    let once = letters(200, 2_000, &random)
    let text = Array([[UInt32]](repeating: once, count: 400).joined())
    var options = ReuseOptions()
    options.within = true
    let reuses = ReuseSearch(options: options).reuses(in: separate([text]), threads: 2)
    #expect(!reuses.isEmpty)
  }
}
