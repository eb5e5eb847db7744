public import Cento

/// Why two units are alike: their cosine and how many grams earned it.
public struct ExplanationRecord: Sendable, Hashable {
  /// The first unit's id.
  public var a: String
  /// The second unit's id.
  public var b: String
  /// The cosine, before rounding.
  public var cosine: Double
  /// The number of grams that both have.
  public var grams: Int

  /// A record of these values.
  public init(a: String, b: String, cosine: Double, grams: Int) {
    self.a = a
    self.b = b
    self.cosine = cosine
    self.grams = grams
  }

  func add(to line: inout JSONLine) {
    line.add("type", "explanation")
    line.add("a", a)
    line.add("b", b)
    line.add("cosine", score: cosine)
    line.add("grams", grams)
  }
}

/// One gram that two units share, and what it adds to their cosine.
public struct GramRecord: Sendable, Hashable {
  /// The gram, its counts and its weights.
  public var contribution: GramContribution

  /// A record of a contribution.
  public init(_ contribution: GramContribution) {
    self.contribution = contribution
  }

  func add(to line: inout JSONLine) {
    line.add("type", "gram")
    line.add("gram", contribution.gram)
    line.add("tf_a", contribution.tfA)
    line.add("tf_b", contribution.tfB)
    line.add("idf", score: contribution.idf)
    line.add("weight_a", score: contribution.weightA)
    line.add("weight_b", score: contribution.weightB)
    line.add("product", score: contribution.product)
  }
}
