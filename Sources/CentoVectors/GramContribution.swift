/// One gram that two units share, and what it adds to their cosine.
public struct GramContribution: Sendable, Hashable {
  /// The gram.
  public let gram: String
  /// How often the first unit has it.
  public let tfA: Int
  /// How often the second unit has it.
  public let tfB: Int
  /// The inverse document frequency of the gram.
  public let idf: Double
  /// The weight in the first unit's row of unit length.
  public let weightA: Double
  /// The weight in the second unit's row of unit length.
  public let weightB: Double
  /// weightA · weightB: the products of all shared grams add up to the cosine.
  public let product: Double
}
