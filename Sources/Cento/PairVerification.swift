/// An answer compared with brute force, for some of the units.
public struct PairVerification: Sendable, Hashable {
  /// How many units were compared with all others.
  public let sampled: Int
  /// Pairs that are at or above the threshold and were not answered, or with another cosine.
  public let missing: [ScoredPair]
  /// Pairs that were answered and are below the threshold, or have another cosine.
  public let extra: [ScoredPair]

  /// What a comparison found.
  public init(sampled: Int, missing: [ScoredPair], extra: [ScoredPair]) {
    self.sampled = sampled
    self.missing = missing
    self.extra = extra
  }

  /// Whether the answer is right as far as it was looked at.
  public var holds: Bool { missing.isEmpty && extra.isEmpty }
}

extension NearDuplicates {
  /// Compares an answer about a threshold with brute force: `count` units, chosen by a fixed
  /// seed, against all others.
  ///
  /// Grams are counted anew, plainly, and whole rows multiplied by plain sums (`SampledRows`,
  /// `PlainProducts`); nothing of the join's own counting and of its bounds is used. Cosines must be
  /// equal to the last bit. The sampled rows are in memory, the others some at a time.
  ///
  ///     let near = NearDuplicates(.threshold(0.8))
  ///     let pairs = try near.pairs(in: units).pairs
  ///     try near.verification(of: pairs, in: units, sampling: 1000)?.holds   // true
  ///
  /// - Parameters:
  ///   - pairs: The answer.
  ///   - units: What was asked about; `against` likewise.
  ///   - count: How many units; all of them if there are fewer.
  /// - Returns: nil if the question is not one about a threshold.
  /// - Complexity: O(scalars · lengths) time several times over, and the products of the sampled rows
  ///   with all; memory for the sampled rows and their pairs, and the budget.
  public func verification(
    of pairs: [ScoredPair], in units: some FoldedTexts, against: Int? = nil, sampling count: Int,
    threads: Int = Parallel.cores
  ) throws -> PairVerification? {
    guard case .threshold(let threshold) = question else { return nil }
    let sample = Self.sample(count, of: units.count)
    var expected: [SampledPair: Double] = [:]
    for pair in try plainPairs(of: sample, in: units, threshold: threshold, threads: threads) {
      expected[SampledPair(pair)] = pair.cosine
    }
    // Equal folded texts are a pair at exactly 1, with or without grams.
    for unit in sample where units.size(of: unit) > 0 {
      let text = units.scalars(of: unit)
      for other in 0..<units.count
      where other != unit && units.size(of: other) == units.size(of: unit)
        && units.scalars(of: other) == text
      {
        expected[SampledPair(a: min(unit, other), b: max(unit, other))] = 1
      }
    }
    if let against {
      expected = expected.filter { $0.key.a < against && $0.key.b >= against }
    }
    let isSampled = Set(sample)
    var extra: [ScoredPair] = []
    for pair in pairs where isSampled.contains(pair.a) || isSampled.contains(pair.b) {
      if expected[SampledPair(pair)] == pair.cosine {
        expected[SampledPair(pair)] = nil
      } else {
        extra.append(pair)
      }
    }
    let missing = expected.map { ScoredPair(a: $0.key.a, b: $0.key.b, cosine: $0.value) }
      .sorted { ($0.a, $0.b) < ($1.a, $1.b) }
    return PairVerification(sampled: sample.count, missing: missing, extra: extra)
  }

  /// The pairs of sampled units with all others by plain sums.
  private func plainPairs(
    of sample: [Int], in units: some FoldedTexts, threshold: Double, threads: Int
  ) throws -> [ScoredPair] {
    let room = memory.room(besides: units.count)
    let sampled = try SampledRows(
      sample: sample, count: units.count, options: vectors, threads: threads,
      bytes: room < .max ? room / 2 : .max
    ) { units.scalars(of: $0) }
    let plain = PlainProducts(
      threshold: threshold, sample: sampled.rows(of: sample, threads: threads), names: sample)
    let lengths = vectors.ngrams.upper - vectors.ngrams.lower + 1
    let sizes = (0..<units.count).map { (units.size(of: $0) + 1) * lengths * Self.entryBytes }
    var pairs: [ScoredPair] = []
    for some in Parallel.runs(of: sizes, upTo: min(room / 4, Self.mostBytes)) {
      let names = Array(some)
      pairs += plain.pairs(
        with: sampled.rows(of: names, threads: threads), names: names, threads: threads)
    }
    return pairs
  }

  /// The bytes of an entry of a plain row while it is made, and of the rows that are made at a time.
  private static let entryBytes = 40
  private static let mostBytes = 1 << 28

  private struct SampledPair: Hashable {
    var a: Int
    var b: Int

    init(a: Int, b: Int) {
      (self.a, self.b) = (a, b)
    }

    init(_ pair: ScoredPair) {
      self.init(a: pair.a, b: pair.b)
    }
  }

  /// `count` different numbers below `total`, ascending: Floyd's sampling (Bentley, CACM 1987)
  /// with the numbers of SplitMix64 from seed 0.
  private static func sample(_ count: Int, of total: Int) -> [Int] {
    var chosen = Set<Int>()
    var state: UInt64 = 0
    for last in max(0, total - count)..<total {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      mixed ^= mixed >> 31
      let number = Int(mixed % UInt64(last + 1))
      if !chosen.insert(number).inserted { chosen.insert(last) }
    }
    return chosen.sorted()
  }
}
