/// Two rows and their cosine.
public struct ScoredPair: Sendable, Hashable {
  /// The first row.
  public let a: Int
  /// The second row.
  public let b: Int
  /// The cosine of the two rows.
  public let cosine: Double

  /// A pair of rows with its cosine.
  public init(a: Int, b: Int, cosine: Double) {
    self.a = a
    self.b = b
    self.cosine = cosine
  }

  /// The cosine in millionths: the figure that is printed, and by which neighbours are ranked.
  ///
  /// Exact: the double is rounded as it stands to the nearest millionth, halves to the even one,
  /// as `printf` does.
  public var millionths: Int { Cosine.millionths(cosine) }
}
