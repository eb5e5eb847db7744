internal import CentoText

/// A reuse before its tier is known.
struct Finding: Sendable {
  let a: ReusePlace
  let b: ReusePlace
  let similarity: Double
  let edits: Int
  let bits: Double
  /// The signs of its shorter side.
  let signs: Int
  let script: Script
  /// Whether it is made of pieces that are evidence only together.
  let isRewriting: Bool
  /// The evidence that it had to have, in bits.
  let minimum: Double
  /// What it had to have beyond that for being short.
  let surcharge: Double
}

/// Tells passages from quotations and from formulas, once everything that is shared is known.
///
/// A formula is known by its form (the title of a law, a template filled in twice), by the company
/// it keeps (many sources say it, each two of them as far as they happen to) and by standing alone:
/// a phrase of less than two clauses is common property unless the same two articles share more.
struct Tiers {
  let texts: [ReuseText]
  let options: ReuseOptions
  let clauses: ClauseLength
  let sources: SourceCounts
  let company: Company

  /// The sources from which a phrase is common property.
  static let common = 3
  /// The share by which a phrase may be longer with every doubling of these.
  static let stock = 1.0 / 3
  /// The bits that a lone reuse of Chinese needs to be a passage, in thresholds.
  static let lonely = 1.25
  /// The bits that each sign short of two clauses costs a lone reuse, of Chinese; of letters a
  /// tenth.
  static let shortness = 3.0

  init(_ texts: [ReuseText], _ findings: [Finding], options: ReuseOptions, threads: Int) {
    self.texts = texts
    self.options = options
    clauses = ClauseLength(texts, threads: threads)
    sources = SourceCounts(texts, findings, threads: threads)
    company = Company(texts, findings, threads: threads)
  }

  /// The signs below which finding number `index` may be a mere phrase: a little over two clauses.
  ///
  /// Stock wording is longer the more sources have it. It is known by its ends, which agree as
  /// little as what stands about it; a passage in as many places ends where it was cut out.
  private func phrase(_ finding: Finding, _ index: Int) -> Int {
    let phrase = clauses.comfortable(finding.a.text, finding.b.text, script: finding.script)
    let count = sources.count(index)
    guard count > Self.common, !sources.isEven(index) else { return phrase }
    return Int(Double(phrase) * (1 + Self.stock * Self.doublings(of: Self.common, to: count)))
  }

  /// How often a number is doubled to make another, in straight lines between whole doublings.
  private static func doublings(of least: Int, to number: Int) -> Double {
    var (doubled, count) = (least, 0.0)
    while doubled * 2 <= number {
      doubled *= 2
      count += 1
    }
    return count + Double(number - doubled) / Double(doubled)
  }

  /// What the tier of finding number `index` rests on.
  func grounds(_ finding: Finding, _ index: Int, _ reason: TierReason) -> ReuseGrounds {
    ReuseGrounds(
      minimum: finding.minimum, surcharge: finding.surcharge, signs: finding.signs,
      phrase: phrase(finding, index), sources: sources.count(index), reason: reason)
  }

  /// The tier of finding number `index`, and why.
  func tier(_ finding: Finding, _ index: Int) -> (tier: ReuseTier, reason: TierReason) {
    let (a, b) = (finding.a, finding.b)
    let (scalarsA, scalarsB) = (texts[a.text].folded, texts[b.text].folded)
    let comfortable = clauses.comfortable(a.text, b.text, script: finding.script)
    let titles =
      (Enclosure.isTitle(a.span.scalars, in: scalarsA) ? 1 : 0)
      + (Enclosure.isTitle(b.span.scalars, in: scalarsB) ? 1 : 0)
    if titles == 2 || titles == 1 && finding.signs < comfortable { return (.formula, .title) }
    if finding.edits > 0,
      Facts.differ(
        scalarsA[a.span.scalars], scalarsB[b.span.scalars], signs: finding.signs,
        script: finding.script)
    {
      return (.formula, .template)
    }
    if finding.signs < phrase(finding, index), sources.count(index) >= Self.common {
      return (.formula, .common)
    }
    if !finding.isRewriting, !company.isAccompanied(index) {
      if PairFinder.isCopy(finding) {
        // A slogan can be as long as a clause that was copied; it is built in parallel.
        if finding.script == .ideographic, finding.signs < finding.script.longCopy,
          Regularity.isParallel(scalarsA[a.span.scalars], script: finding.script)
        {
          return (.formula, .parallel)
        }
      } else {
        let missing = Double(max(0, comfortable - finding.signs))
        let cost = missing * Self.shortness * (finding.script == .ideographic ? 1 : 0.1)
        let least = finding.script == .ideographic ? Self.lonely : finding.script.demand
        if finding.bits < options.minimumBits * least + cost { return (.formula, .alone) }
      }
    }
    if Enclosure.isQuoted(a.span.scalars, in: texts[a.text])
      || Enclosure.isQuoted(b.span.scalars, in: texts[b.text])
    {
      return (.quotation, .quoted)
    }
    return (.passage, finding.isRewriting ? .together : .passage)
  }
}
