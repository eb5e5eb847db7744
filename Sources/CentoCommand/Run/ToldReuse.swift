internal import Cento
internal import CentoRecords

/// What is told of the text that units share: some tiers in full, the others as counts.
struct ToldReuse {
  /// Everything shared, of every tier.
  private let shared: SharedText
  /// The tiers that are told.
  private let tiers: [ReuseTier]
  /// How much of each text is copied, if that is told.
  let coverage: Coverage?
  /// Whose shares these are.
  let level: Coverage.Level?

  init(
    _ units: FoldedUnits, in corpus: Corpus, options: ReuseOptions, told: ReuseOptionGroup,
    threads: Int
  ) {
    let shared = units.sharedText(in: corpus, options: options, threads: threads)
    self.shared = shared
    tiers = told.tier
    level = told.coverage.level
    coverage = told.coverage.level.map {
      units.coverage(of: shared, in: corpus, at: $0, options: options, threads: threads)
    }
  }

  /// The passages in two places that are told.
  var passages: [ReusedPassage] {
    shared.passages.filter { tiers.contains($0.reuse.tier) }
  }

  /// The passages in many places that are told.
  var families: [PassageFamily] {
    shared.families.filter { tiers.contains($0.tier) }
  }

  /// How many are told.
  var count: Int { passages.count + families.count }

  /// The records of what is told: the passages, the families, then what is copied.
  func records(
    of units: FoldedUnits, in corpus: Corpus, script: Bool = false, threads: Int
  ) -> [Record] {
    let passages = passages
    let blocks = Parallel.blocks(of: passages.count, size: 64)
    let reuses = Parallel.map(count: blocks.count, threads: threads) { block in
      blocks[block].map { units.record(of: passages[$0], in: corpus, script: script) }
    }.flatMap { $0 }
    return reuses
      + families.enumerated().map { units.record(of: $0.element, number: $0.offset + 1) }
      + (coverage?.pairs ?? []).map { .coverage(CoverageRecord($0)) }
      + (coverage?.copied ?? []).map { .copied(CopiedRecord($0)) }
  }

  /// The number of findings of each tier, told or not.
  var counts: [(String, Int)] {
    ReuseTier.allCases.map { ("\($0.rawValue)s", number(of: $0)) }
      + [("families", shared.families.count)]
      + (coverage.map { [("copied_\(level?.rawValue ?? "document")s", $0.copied.count)] } ?? [])
  }

  /// The share of all text that is copied.
  var shares: [(String, Double)] { coverage.map { [("copied", $0.share)] } ?? [] }

  /// A clause that counts the tiers that are not told; empty if there is nothing in them.
  var notTold: String {
    let counts = ReuseTier.allCases.filter { !tiers.contains($0) && number(of: $0) > 0 }
      .map { Figures.count(number(of: $0), $0.rawValue) }
    return counts.isEmpty ? "" : " (and \(counts.joined(separator: ", ")): --tier all shows them)"
  }

  private func number(of tier: ReuseTier) -> Int {
    shared.passages.count { $0.reuse.tier == tier } + shared.families.count { $0.tier == tier }
  }
}
