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
  var count: Int {
    shared.passages.count { tiers.contains($0.reuse.tier) } + families.count
  }

  /// Writes the records of what is told: the passages, the families, then what is copied.
  func write(
    to stream: inout RecordStream, of units: FoldedUnits, in corpus: Corpus, script: Bool = false,
    threads: Int
  ) throws {
    let maker = ReuseLines(of: units, in: corpus, script: script)
    // No list of those that are told: it would be a second one of all.
    let (passages, tiers) = (shared.passages, tiers)
    try stream.write(passages.count, threads: threads) { index, lines in
      guard tiers.contains(passages[index].reuse.tier) else { return }
      maker.append(passages[index], to: &lines)
    }
    for (number, family) in families.enumerated() {
      try stream.write(units.record(of: family, number: number + 1, in: corpus))
    }
    let pairs = coverage?.pairs ?? []
    try stream.write(pairs.count, threads: threads) { maker.append(pairs[$0], to: &$1) }
    for text in coverage?.copied ?? [] { try stream.write(.copied(CopiedRecord(text))) }
  }

  /// Writes the passages and the families that are told for people, an empty line after each.
  func write(
    to stream: ResultStream, of units: FoldedUnits, in corpus: Corpus, threads: Int
  ) throws {
    let (passages, tiers) = (shared.passages, tiers)
    let view = ReuseView(
      of: passages.lazy.filter { tiers.contains($0.reuse.tier) }, corpus: corpus, units: units,
      threads: threads)
    try stream.write(passages.count, threads: threads) { index, lines in
      guard tiers.contains(passages[index].reuse.tier) else { return }
      view.append(passages[index], to: &lines)
      lines.append(0x0A)
    }
    for family in families {
      for line in view.lines(for: family) { try stream.line(line) }
      try stream.line()
    }
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
