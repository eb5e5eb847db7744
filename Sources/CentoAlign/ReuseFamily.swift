/// One passage in many places.
public struct ReuseFamily: Sendable {
  /// Its places, by text, then by start.
  public let members: [ReusePlace]
  /// The member that every other is like: the place of it among the members.
  public let representative: Int
  /// What kind of thing is shared, by most of what was found between members.
  public let tier: ReuseTier

  /// The places in which a passage may stand before it is a family.
  public static let mostPairs = 50
}

/// What a search found: pairs, and families in the place of the pairs among their members.
public struct ReuseFindings: Sendable {
  /// The reuses between places of no common family, sorted by a, then b.
  public let reuses: [Reuse]
  /// The passages that stand in more than `ReuseFamily.mostPairs` places, by first member.
  public let families: [ReuseFamily]
}
