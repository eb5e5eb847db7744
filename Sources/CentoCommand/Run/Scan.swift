internal import Cento

/// Every question of the engine, asked of one corpus.
struct Scan {
  /// The compared units: paragraphs, or whole records.
  let units: FoldedUnits
  /// The articles, or whole records.
  let articles: FoldedUnits
  /// The least cosine of a pair.
  let threshold: Double
  /// The pairs of units.
  let duplicates: NearDuplicates.Answer
  /// The passages that units share.
  let reuse: ToldReuse
  /// The clusters of articles.
  let topics: Topics

  init(
    _ corpus: Corpus, folding: FoldOption, vectors: TFIDFModel.Options, threshold: Double,
    reuse: ReuseOptionGroup, topics options: TopicOptions, threads: Int,
    console: Console
  ) throws {
    console.stage("folding")
    units = FoldedUnits(
      of: corpus, at: .paragraph, folding: folding.passages, threads: threads)
    articles = FoldedUnits(
      of: corpus, at: .article, folding: folding.passages, threads: threads)
    self.threshold = threshold
    console.stage("joining near duplicates among \(Figures.count(units.units.count, "unit"))")
    duplicates = try NearDuplicates(.threshold(threshold), vectors: vectors)
      .pairs(
        in: FoldedUnits(of: corpus, at: .paragraph, folding: folding.cosines, threads: threads),
        threads: threads)
    console.stage("aligning reused passages")
    self.reuse = ToldReuse(
      units, in: corpus, options: reuse.options(), told: reuse, threads: threads)
    console.stage("clustering \(Figures.count(articles.units.count, "article"))")
    topics = try articles.topics(options)
    console.clear()
  }
}
