internal import Cento
internal import CentoRecords

/// What is told of the text that units share: some tiers in full, the others as counts.
struct ToldReuse {
  /// Everything shared, of every tier.
  private let shared: SharedText
  /// The tiers that are told.
  private let tiers: [ReuseTier]

  init(_ shared: SharedText, tiers: [ReuseTier]) {
    self.shared = shared
    self.tiers = tiers
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

  /// The records of what is told: the passages, then the families.
  func records(of units: FoldedUnits) -> [Record] {
    passages.map(units.record(of:))
      + families.enumerated().map { units.record(of: $0.element, number: $0.offset + 1) }
  }

  /// The number of findings of each tier, told or not.
  var counts: [(String, Int)] {
    ReuseTier.allCases.map { ("\($0.rawValue)s", number(of: $0)) }
      + [("families", shared.families.count)]
  }

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
