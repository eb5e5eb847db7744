public import Cento
public import CentoText

/// The engine's stages, run one after another under the clock.
///
/// The order is that of a scan: articles, folding, grams, weights, join, passages, clusters. Each stage works on
/// what the one before it made, so a stage that is not wanted still runs, unmeasured, where a later one
/// needs it.
public struct EngineStages: Sendable {
  /// One stage.
  public enum Stage: String, Sendable, Hashable, CaseIterable {
    /// Articles, paragraphs and furniture.
    case articles
    /// Text made comparable.
    case folding
    /// Grams counted: those that two distinct texts share, and the length of each row.
    case grams
    /// The rows that may be in a pair, their entries by rank.
    case weights
    /// Every pair of rows at or above the threshold.
    case join
    /// Reused passages.
    case passages
    /// Topics.
    case clusters
  }

  /// What one run of the stages found.
  public struct Findings: Sendable {
    /// What each stage took, in order.
    public var reports: [StageReport] = []
    /// The pairs of units.
    public var pairs: [Detection] = []
    /// The reused passages.
    public var passages: [Detection] = []
  }

  /// The level that is compared.
  public var level = UnitLevel.paragraph
  /// How text is folded.
  public var folding = Folding.standard
  /// Grams and weights.
  public var vectors = TFIDFModel.Options()
  /// The least cosine of a pair.
  public var threshold = 0.8
  /// What passages are looked for.
  public var reuse = ReuseOptions()
  /// How topics are found.
  public var topics = TopicOptions()
  /// The number of workers.
  public var threads = Parallel.cores
  /// The one stage that is asked for; all of them where nil.
  public var only: Stage?

  /// All stages with the recommended options.
  public init() {}

  /// Runs the stages on documents.
  public func run(
    _ documents: [(document: Document, structure: Corpus.Structure)]
  ) throws -> Findings {
    var findings = Findings()
    let clock = StageClock()
    let bytes = documents.reduce(0) { $0 + $1.document.text.utf8.count }
    func measure<Result>(
      _ stage: Stage, units: Int, _ counts: (Result) -> [StageReport.Count] = { _ in [] },
      _ work: () throws -> Result
    ) rethrows -> Result {
      let measured = try clock.measure(
        stage.rawValue, bytes: bytes, units: units, counts: counts, work)
      if only == nil || only == stage { findings.reports.append(measured.report) }
      return measured.result
    }
    func wants(_ stages: Stage...) -> Bool {
      only.map { wanted in stages.contains(wanted) } ?? true
    }

    let corpus = measure(
      .articles, units: documents.count,
      { corpus in [StageReport.Count("articles", corpus.units(at: .article).count)] }
    ) { Corpus(documents, threads: threads) }
    guard only != .articles else { return findings }
    let units = measure(
      .folding, units: corpus.units(at: level).count,
      { [StageReport.Count("units", $0.units.count)] }
    ) { FoldedUnits(of: corpus, at: level, folding: folding, threads: threads) }
    let count = units.units.count
    if wants(.grams, .weights, .join) {
      let near = NearDuplicates(.threshold(threshold), vectors: vectors)
      let counted = try measure(
        .grams, units: count, { [StageReport.Count("shared grams", $0.sharedGrams)] }
      ) { try near.counted(units, threads: threads) }
      let rows = measure(
        .weights, units: count, { [StageReport.Count("entries", $0.rows.entries)] }
      ) { counted.rows(reaching: threshold, threads: threads) }
      if wants(.join) {
        let join = try CosineJoin(threshold: threshold)
        let answer = measure(
          .join, units: count, { [StageReport.Count("pairs", $0.pairs.count)] }
        ) {
          near.answer(
            TextJoin(join).pairs(in: rows, threads: threads), of: counted, in: units,
            against: nil)
        }
        findings.pairs = answer.pairs.map { pair in
          Detection(a: Self.side(pair.a, of: units), b: Self.side(pair.b, of: units))
        }
      }
    }
    if wants(.passages) {
      let passages = measure(
        .passages, units: count,
        { found in
          ReuseTier.allCases.map { tier in
            StageReport.Count(
              "\(tier.rawValue)s", found.passages.count { $0.reuse.tier == tier })
          } + [StageReport.Count("families", found.families.count)]
        }
      ) { units.sharedText(in: corpus, options: reuse, threads: threads) }
      findings.passages = passages.passages.filter { $0.reuse.tier != .formula }.map { passage in
        Detection(
          a: Self.side(passage.a.unit, of: units, passage.a.span),
          b: Self.side(passage.b.unit, of: units, passage.b.span))
      }
    }
    if wants(.clusters) {
      _ = try measure(
        .clusters, units: count, { [StageReport.Count("clusters", $0.clusters.count)] }
      ) { try units.topics(topics) }
    }
    return findings
  }

  private static func side(
    _ unit: Int, of units: FoldedUnits, _ span: SourceSpan? = nil
  ) -> Detection.Side {
    let passage = units.units[unit].passage
    return Detection.Side(
      document: passage.id.document, scalars: (span ?? passage.span).scalars)
  }
}
