/// Units that are near-duplicates of one another, and the one that stands for them.
public struct Group: Sendable, Hashable {
  /// The unit that stands for the group: the most preferred of its members.
  public let representative: Int
  /// The units of the group, ascending, the representative among them; two at least.
  public let members: [Int]
  /// The lowest cosine that holds the group together.
  ///
  /// With `GroupLinkage.representative` the lowest of a member with the representative; with
  /// `.single` the lowest link without which the group would fall apart.
  public let weakest: Double

  /// A group of these parts.
  public init(representative: Int, members: [Int], weakest: Double) {
    self.representative = representative
    self.members = members
    self.weakest = weakest
  }
}

/// What makes units a group.
public enum GroupLinkage: String, Sendable, Hashable, CaseIterable {
  /// Every member is a pair with the representative: nothing chains.
  case representative
  /// Any chain of pairs: the connected components, whose ends may have nothing in common.
  case single
}
