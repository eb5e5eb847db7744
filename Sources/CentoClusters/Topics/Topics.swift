/// Units sorted by topic: every unit in exactly one cluster, no cluster empty.
///
/// Clusters are numbered from 0 by size, largest first, then by their first member.
public struct Topics: Sendable, Equatable {
  /// Units that speak of one thing.
  public struct Cluster: Sendable, Equatable {
    /// The numbers of its units, ascending.
    public let members: [Int]
    /// Three to five telling terms, the most telling first, as they stand in the folded texts;
    /// fewer where the texts do not give as many.
    public let label: [String]
    /// The unit closest to the middle of the cluster.
    public let representative: Int
  }

  /// How the number of clusters was found.
  public enum Rule: Sendable, Equatable, CustomStringConvertible {
    /// It was given.
    case given
    /// More were asked for than there are units: each unit is a cluster of its own.
    case oneForEachUnit
    /// Too few units tell themselves apart for a choice: one cluster for every four of these.
    case tooFew(units: Int)
    /// None of `candidates` stands out, as on a shelf of one theme: √(2 · units) clusters, as far as these go.
    case shapeless(units: Int, candidates: ClosedRange<Int>)
    /// Of `candidates`, the number on which good runs with different starts agree best: their mean adjusted
    /// Rand index is `agreement`. Agreement beyond that of random directions is what counts.
    case stable(agreement: Double, candidates: ClosedRange<Int>)

    /// The rule in words, for a summary.
    public var description: String {
      switch self {
      case .given: "as given"
      case .oneForEachUnit: "one for each unit"
      case .tooFew(let units): "one for every four of \(units) units that differ"
      case .shapeless(let units, let candidates):
        "no number from \(candidates.lowerBound) to \(candidates.upperBound) stands out among "
          + "\(units) units, so about the root of twice as many"
      case .stable(let agreement, let candidates):
        "the most stable of \(candidates.lowerBound) to \(candidates.upperBound), where runs with "
          + "different starts agree to \(Int((agreement * 100).rounded())) %"
      }
    }
  }

  /// The clusters, by size, then by first member.
  public let clusters: [Cluster]
  /// The cluster of each unit.
  public let assignments: [Int]
  /// How surely each unit belongs where it is, in [0, 1].
  ///
  /// 1 − a/b, where a and b are one minus the cosines of the unit with the middle of its own cluster and of
  /// the nearest other one; 0 where another is as near, or where the unit has no terms to judge by; 1 where
  /// there is no other cluster. (The simplified silhouette of Hruschka, de Castro and Campello 2004,
  /// cut off at 0.)
  public let confidence: [Double]
  /// The nearest other cluster of each unit, if it has terms to judge by and there is another.
  public let second: [Int?]
  /// How the number of clusters was found.
  public let rule: Rule

  /// The same, found by another rule.
  func with(rule: Rule) -> Topics {
    Topics(
      clusters: clusters, assignments: assignments, confidence: confidence, second: second,
      rule: rule)
  }
}
