internal import CentoParallel
internal import CentoText

/// Finds the passages that texts share, verbatim or edited, with the place of each on both sides.
///
///     let search = ReuseSearch(options: ReuseOptions())
///     for reuse in search.reuses(in: texts) { print(reuse.a, reuse.b, reuse.similarity) }
///
/// Seeds → runs → chains → alignments → pieces, in that order (see `Background`, `SeedRuns`,
/// `Chains`, `Extension`, `Merging`): what a shared sign is worth is learnt from the texts
/// themselves.
public struct ReuseSearch: Sendable {
  /// What to look for.
  public let options: ReuseOptions

  /// A search with these options.
  public init(options: ReuseOptions) {
    self.options = options
  }

  /// Every reuse between two articles, and with `within` inside one, sorted by a, then b.
  ///
  /// The answer does not depend on the number of threads.
  ///
  /// - Complexity: about linear in the text plus what is found; about eleven bytes of memory for each
  ///   sign, text and folded text not counted.
  public func reuses(in texts: [ReuseText], threads: Int) -> [Reuse] {
    reuses(in: texts, threads: threads, stopsAtFamilies: false)
  }

  private func reuses(
    in texts: [ReuseText], threads: Int, stopsAtFamilies: Bool
  ) -> [Reuse] {
    let findings = untold(in: texts, threads: threads, stopsAtFamilies: stopsAtFamilies)
    let tiers = Tiers(texts, findings, options: options, threads: threads)
    return Parallel.array(count: findings.count, size: 256, threads: threads) { index in
      let finding = findings[index]
      let (tier, reason) = tiers.tier(finding, index)
      return Reuse(
        a: finding.a, b: finding.b,
        relation: ReuseRelation(similarity: finding.similarity, equal: finding.edits == 0),
        similarity: finding.similarity, tier: tier, bits: finding.bits,
        grounds: tiers.grounds(finding, index, reason))
    }
  }

  /// What texts share, of no tier yet; what it was found by is given up before the tiers are told.
  private func untold(
    in texts: [ReuseText], threads: Int, stopsAtFamilies: Bool
  ) -> [Finding] {
    let parts = foundInParts(texts, threads: threads, stopsAtFamilies: stopsAtFamilies)
    if parts.count == 1 { return parts[0] }
    var findings: [Finding] = []
    findings.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    for part in parts { findings += part }
    return findings
  }

  /// What texts share, in order, a part of the texts after the other.
  private func foundInParts(
    _ texts: [ReuseText], threads: Int, stopsAtFamilies: Bool
  ) -> [[Finding]] {
    let (stream, learnt) = background(of: texts, threads: threads)
    var background = learnt
    let comparability = Comparability(texts, options: options)
    let tasks = stream.texts.blocks(of: Self.task)
    let searched = texts.count
    var found: [[Finding]] = []
    for part in Self.parts(tasks, stream) {
      let first = stream.range(ofText: tasks[part.lowerBound].lowerBound).lowerBound
      let end = stream.range(ofText: tasks[part.upperBound - 1].upperBound - 1).upperBound
      background.go(to: first..<end, threads: threads)
      let finder = PairFinder(
        texts: texts, options: options, stream: stream, background: background,
        seeds: SeedRuns(stream: stream, background: background, comparability: comparability),
        stopsAtFamilies: stopsAtFamilies)
      let lists = Parallel.map(count: part.count, threads: threads) {
        finder.findings(from: tasks[part.lowerBound + $0].clamped(to: 0..<searched))
      }
      // No longer than it needs to be: they are held until all is found.
      var findings: [Finding] = []
      findings.reserveCapacity(lists.reduce(0) { $0 + $1.count })
      for list in lists { findings += list }
      found.append(findings)
    }
    return found
  }

  /// Neighbouring tasks that are done together.
  private static func parts(_ tasks: [Range<Int>], _ stream: ComparisonStream) -> [Range<Int>] {
    Parallel.runs(
      of: tasks.map { texts in
        texts.reduce(0) { $0 + stream.range(ofText: $1).count }
      }, upTo: max(Self.part, stream.count / Self.mostParts))
  }

  /// About how many signs are a part, at least.
  private static let part = 1 << 19
  /// About how many parts there are, at most.
  private static let mostParts = 6

  /// About how many signs are searched in one task.
  private static let task = 1 << 12

  /// The signs of texts and what they are worth; those of `options.background` come last.
  func background(of texts: [ReuseText], threads: Int) -> (ComparisonStream, Background) {
    let articles = 1 + (texts.map(\.article).max() ?? -1)
    let background = options.background.map { text in
      ReuseText(
        folded: text.folded, document: text.document, article: articles + text.article,
        quotations: [])
    }
    let texts = background.isEmpty ? texts : texts + background
    let stream = ComparisonStream(texts, threads: threads)
    precondition(stream.count < Int(Int32.max), "the texts hold more than 2^31 signs")
    return (
      stream, Background(stream, articles: Self.articles(texts, stream), threads: threads)
    )
  }

  /// What texts share, a passage in more than `ReuseFamily.mostPairs` places being one family.
  ///
  /// Every pair that `reuses(in:threads:)` would give is in the answer, as a reuse or as two
  /// members of a family; ten thousand equal texts cost what five cost. With `options.exactRun` every
  /// run of that length is in the answer, inside both places of one reuse or inside two members of
  /// one family; what had to be added for that is of the tier `formula`, or `quotation` where all
  /// places are quoted, and its `bits` are the least that its signs are worth.
  ///
  /// - Parameter texts: The texts. Who keeps none of them saves memory.
  public func findings(in texts: consuming [ReuseText], threads: Int) -> ReuseFindings {
    var texts = texts
    let copies = Copies(texts, options: options, threads: threads)
    let followers = copies.takeFollowers(from: &texts)
    let reuses = reuses(in: texts, threads: threads, stopsAtFamilies: true)
    copies.putBack(followers, into: &texts)
    let findings = Families(texts: texts, copies: copies, threads: threads).families(among: reuses)
    guard let run = options.exactRun else { return findings }
    return Guarantee(
      run: run, copies: copies, texts: texts, options: options, threads: threads
    ).completed(findings)
  }

  /// How the folded text of a reuse's first place becomes that of its second.
  public func explanation(of reuse: Reuse, in texts: [ReuseText]) -> EditScript {
    EditScript(
      from: texts[reuse.a.text].folded[reuse.a.span.scalars],
      to: texts[reuse.b.text].folded[reuse.b.span.scalars])
  }

  /// The signs of each article: neighbouring texts of one number.
  static func articles(_ texts: [ReuseText], _ stream: ComparisonStream) -> [Range<Int>] {
    var articles: [Range<Int>] = []
    for index in texts.indices {
      let range = stream.range(ofText: index)
      if index > 0, texts[index].article == texts[index - 1].article, let last = articles.last {
        articles[articles.count - 1] = last.lowerBound..<range.upperBound
      } else {
        articles.append(range)
      }
    }
    return articles
  }
}
