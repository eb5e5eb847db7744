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
  /// Everything shared, of every tier.
  let shared: [ReusedPassage]
  /// The tiers that are told.
  let tiers: [ReuseTier]
  /// The clusters of articles.
  let topics: Topics

  init(
    _ corpus: Corpus, folding: Folding, vectors: TFIDFModel.Options, threshold: Double,
    reuse: ReuseOptions, tiers: [ReuseTier], topics options: TopicOptions, threads: Int,
    console: Console
  ) throws {
    console.stage("folding")
    units = FoldedUnits(of: corpus, at: .paragraph, folding: folding, threads: threads)
    articles = FoldedUnits(of: corpus, at: .article, folding: folding, threads: threads)
    self.threshold = threshold
    self.tiers = tiers
    console.stage("joining near duplicates among \(Figures.count(units.units.count, "unit"))")
    duplicates = try NearDuplicates(.threshold(threshold), vectors: vectors)
      .pairs(in: units, threads: threads)
    console.stage("aligning reused passages")
    shared = units.reusedPassages(in: corpus, options: reuse, threads: threads)
    console.stage("clustering \(Figures.count(articles.units.count, "article"))")
    topics = try articles.topics(options)
    console.clear()
  }

  /// The passages of the tiers that are told.
  var passages: [ReusedPassage] {
    shared.filter { tiers.contains($0.reuse.tier) }
  }

  /// A clause that counts the tiers that are not told; empty if there is nothing in them.
  var tiersNotTold: String {
    let counts = ReuseTier.allCases.filter { !tiers.contains($0) }.compactMap { tier -> String? in
      let count = shared.count { $0.reuse.tier == tier }
      return count == 0 ? nil : Figures.count(count, tier.rawValue)
    }
    return counts.isEmpty ? "" : " (and \(counts.joined(separator: ", ")): --tier all shows them)"
  }
}
