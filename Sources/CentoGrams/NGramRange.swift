/// The lengths of the grams that are counted, in Unicode scalars: `lower` to `upper`, both
/// included.
///
///     try NGramRange(2, 3).description   // "2-3"
public struct NGramRange: Sendable, Hashable, CustomStringConvertible {
  /// The length of the shortest grams, at least 1.
  public let lower: Int
  /// The length of the longest grams, at most `longest`.
  public let upper: Int

  /// The greatest length that a gram may have.
  ///
  /// Keys are exact, never hashes alone, and the widest key has room for 33 scalars.
  public static let longest = 32

  /// Grams of two and three scalars.
  ///
  /// In Chinese most words have two characters and a few have one or three; three scalars of any
  /// script also fit one exact 64-bit key.
  public static let standard = NGramRange(unchecked: 2, 3)

  /// The lengths `lower` to `upper`.
  ///
  /// - Throws: `GramError.range` unless 1 ≤ lower ≤ upper ≤ `longest`.
  public init(_ lower: Int, _ upper: Int) throws(GramError) {
    guard lower >= 1, lower <= upper, upper <= Self.longest else {
      throw .range(lower: lower, upper: upper)
    }
    self.init(unchecked: lower, upper)
  }

  private init(unchecked lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = upper
  }

  /// The range as the command line takes it, such as `2-3`.
  public var description: String { "\(lower)-\(upper)" }
}
