internal import CentoParallel

/// The sums of the squares of rows' weights, made while the rows are.
package struct RowSums: Sendable {
  /// What a text's row is besides its entries.
  package struct Row {
    /// The squares of the entries, added up; see `ExactSquare`.
    package let squares: UInt128
    /// The number of entries.
    package let entries: Int
    /// How many grams the text has once and no other text has.
    package let lone: Int
    /// How often it has each of the other grams that no other text has.
    package let loneRepeated: [UInt32]
  }

  /// What stands for a gram that a text has so often, 0 … 255 times.
  let terms: RawBuffer<Double>
  /// The same for any number of times.
  let anyTerm: @Sendable (UInt32) -> Double
  /// The factor of a gram that so many units have.
  let factor: @Sendable (UInt32) -> Double
  /// Takes what a text has; from any thread, once for each.
  let take: @Sendable (Int, Row) -> Void

  /// Sums of the squares of term · factor.
  package init(
    term: @escaping @Sendable (UInt32) -> Double, factor: @escaping @Sendable (UInt32) -> Double,
    take: @escaping @Sendable (Int, Row) -> Void
  ) {
    anyTerm = term
    self.factor = factor
    self.take = take
    terms = RawBuffer(capacity: 256)
    for count in 0..<256 as Range<UInt32> { terms.append(count == 0 ? 0 : term(count)) }
  }

  /// What stands for a gram that a text has so often.
  @inline(__always)
  func term(_ count: UInt32) -> Double {
    count < 256 ? terms.view[Int(count)] : anyTerm(count)
  }
}
