/// How alike the two places of a reuse are.
public enum ReuseRelation: String, Sendable {
  /// The folded texts are equal.
  case identical
  /// The similarity is at least .8.
  case near
  /// The similarity is below .8.
  case edited

  /// The relation of a similarity, and of whether the folded texts are equal.
  public init(similarity: Double, equal: Bool) {
    self = equal ? .identical : similarity >= 0.8 ? .near : .edited
  }
}

/// What kind of thing is shared.
public enum ReuseTier: String, CaseIterable, Sendable {
  /// Running text that one source took from another, or both from a third.
  case passage
  /// Text that stands between quotation marks in one of the two places at least.
  case quotation
  /// Common phrasing: slogans, titles of laws, names of offices, templates whose facts differ.
  case formula
}

/// One passage in two places.
public struct Reuse: Sendable {
  /// The earlier place.
  public let a: ReusePlace
  /// The later place.
  public let b: ReusePlace
  /// How alike the two folded texts are, in a word.
  public let relation: ReuseRelation
  /// 1 − edit distance / longer length, of the folded texts with their punctuation and spaces:
  /// exact.
  public let similarity: Double
  /// What kind of thing is shared.
  public let tier: ReuseTier
  /// The evidence: the surprisal of what is shared, less what the differences cost, in bits.
  public let bits: Double
  /// What it had to beat, and why it is in its tier; nil if it was not found by a search.
  public let grounds: ReuseGrounds?

  /// A reuse of these parts.
  public init(
    a: ReusePlace, b: ReusePlace, relation: ReuseRelation, similarity: Double, tier: ReuseTier,
    bits: Double, grounds: ReuseGrounds? = nil
  ) {
    self.a = a
    self.b = b
    self.relation = relation
    self.similarity = similarity
    self.tier = tier
    self.bits = bits
    self.grounds = grounds
  }
}
