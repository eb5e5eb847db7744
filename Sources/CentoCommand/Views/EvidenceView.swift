internal import Cento
internal import CentoRecords

/// Why two texts share what they share, for people and as records.
struct EvidenceView {
  private let a: Unit
  private let b: Unit
  private let units: FoldedUnits
  private let corpus: Corpus
  private let passages: [PassageEvidence]
  private let families: [PassageFamily]

  init(a: Unit, b: Unit, units: FoldedUnits, corpus: Corpus, options: ReuseOptions) {
    (self.a, self.b, self.units, self.corpus) = (a, b, units, corpus)
    (passages, families) = units.evidence(between: a, and: b, in: corpus, options: options)
  }

  /// How many passages and families both texts have.
  var count: Int { passages.count + families.count }

  /// One `evidence` for each passage, then for each family.
  var records: [Record] {
    passages.map { units.record(of: $0, in: corpus) }
      + families.compactMap { units.record(of: $0, a: a, b: b) }
  }

  var lines: [String] {
    if count == 0 { return ["", "no shared passages"] }
    let view = ReuseView(of: passages.map(\.passage), corpus: corpus, units: units)
    var lines = ["", Figures.count(count, "shared passage")]
    for evidence in passages {
      lines += [""] + view.lines(for: evidence.passage) + grounds(of: evidence)
    }
    for family in families {
      lines += [""] + view.lines(for: family)
      lines.append("    family: more than \(ReuseFamily.mostPairs) places have it")
    }
    return lines
  }

  private func grounds(of evidence: PassageEvidence) -> [String] {
    guard let grounds = evidence.passage.reuse.grounds else { return [] }
    let threshold = grounds.minimum + grounds.surcharge
    let short =
      grounds.surcharge > 0
      ? ", \(Figures.tenths(grounds.surcharge)) of them for being short" : ""
    let pieces = evidence.pieces.map { piece in
      "\(Excerpt.beginning(of: piece.text, width: 24)) \(Figures.tenths(piece.bits))"
    }
    return [
      "    evidence: \(Figures.tenths(evidence.passage.reuse.bits)) bits; "
        + "it had to have \(Figures.tenths(threshold))\(short)",
      "    \(grounds.reason.words)",
      "    length: \(Figures.count(grounds.signs, "sign")), a phrase has up to \(grounds.phrase); "
        + "\(Figures.count(grounds.sources, "source")) "
        + "\(grounds.sources == 1 ? "has" : "have") it",
      "    rarest, in bits: " + pieces.joined(separator: " · "),
      "    script: \(units.script(of: evidence.passage))",
    ]
  }
}
