internal import CentoGrams
internal import CentoMatrix

/// The terms that set each cluster apart.
///
/// A term tells when its mean weight inside the cluster exceeds its mean weight outside: the theme that all
/// share cancels. Of unspaced script only grams are counted, so a telling gram is grown, in the texts of the
/// cluster, while one neighbour follows or precedes it most of the time, and kept if it holds together:
/// 务机 grows into 税务机关, and 的企 is thrown out, because 的 goes with anything.
struct TopicLabels: Sendable {
  let texts: [[UInt32]]
  let counts: TopicTermCounts
  /// Weights over all columns of `counts`.
  let weights: CSRMatrix

  private static let most = 5
  private static let longest = 8
  /// A neighbour with this share of the occurrences belongs to the term.
  private static let dominance = 0.6
  /// How much oftener than by chance a term's outermost sign must meet the rest.
  private static let cohesion = 12.0
  /// How much of a cluster's text is read to grow terms.
  private static let sample = 60_000

  /// The labels of clusters with these members; `central` has each cluster's members, innermost first.
  func labels(members: [[Int]], central: [[Int]]) -> [[String]] {
    var total = [Double](repeating: 0, count: counts.terms.count)
    for entry in weights.indices.indices {
      total[Int(weights.indices[entry])] += weights.data[entry]
    }
    return members.indices.map { label(members[$0], central: central[$0], total: total) }
  }

  private func label(_ members: [Int], central: [Int], total: [Double]) -> [String] {
    let seeds = tellingTerms(members, total: total)
    let sample = ClusterSample(texts: texts, central: central, limit: TopicLabels.sample)
    var chosen: [[UInt32]] = []
    for strict in [true, false] {
      for seed in seeds where chosen.count < TopicLabels.most {
        if !strict, chosen.count >= 3 { break }
        guard let term = term(for: seed, in: sample, strict: strict) else { continue }
        if !chosen.contains(where: { TopicLabels.repeats($0, term) }) { chosen.append(term) }
      }
    }
    return chosen.map { term in
      var string = String.UnicodeScalarView()
      string.append(contentsOf: term.compactMap(Unicode.Scalar.init))
      return String(string)
    }
  }

  /// The terms of the cluster with the largest excess of mean weight, at most sixty.
  private func tellingTerms(_ members: [Int], total: [Double]) -> [TopicTerm] {
    var inside: [Int: (sum: Double, units: Int)] = [:]
    for unit in members {
      for entry in weights.range(ofRow: unit) {
        let term = Int(weights.indices[entry])
        let old = inside[term] ?? (0, 0)
        inside[term] = (old.sum + weights.data[entry], old.units + 1)
      }
    }
    let outside = Double(max(1, counts.units - members.count))
    let least = members.count >= 3 ? 2 : 1
    let scored = inside.filter { $0.value.units >= least }.map { term, found in
      (
        term: term,
        score: found.sum / Double(members.count) - max(0, total[term] - found.sum) / outside
      )
    }
    return
      scored.filter { $0.score > 0 }
      .sorted { $0.score != $1.score ? $0.score > $1.score : $0.term < $1.term }
      .prefix(60).map { counts.terms[$0.term] }
  }

  private func term(for seed: TopicTerm, in sample: ClusterSample, strict: Bool) -> [UInt32]? {
    if seed.isWord {
      guard let word = sample.word(seed), word.count > 2 || !strict else { return nil }
      return word
    }
    guard seed.gramLength > 1 else { return nil }
    let term = sample.grown(
      seed.scalars, dominance: TopicLabels.dominance, longest: TopicLabels.longest)
    if strict, sample.cohesion(of: term) < TopicLabels.cohesion { return nil }
    return term
  }

  /// Whether two terms say the same: one in the other, or half of the shorter in both.
  static func repeats(_ a: [UInt32], _ b: [UInt32]) -> Bool {
    var longest = 0
    for i in a.indices {
      for j in b.indices {
        var length = 0
        while i + length < a.count, j + length < b.count, a[i + length] == b[j + length] {
          length += 1
        }
        longest = max(longest, length)
      }
    }
    return longest * 2 >= min(a.count, b.count) && longest >= 2
  }
}
