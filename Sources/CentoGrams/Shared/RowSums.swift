/// The sums of the squares of rows' weights, made while the rows are.
///
/// A square is a whole number of a unit that the caller chooses, so that the order of a sum is
/// nothing to it.
package struct RowSums: Sendable {
  /// What a text's row is besides its entries.
  package struct Row {
    /// The squares of the entries, added up.
    package let squares: UInt128
    /// The number of entries.
    package let entries: Int
    /// How many grams the text has once and no other text has.
    package let lone: Int
    /// How often it has each of the other grams that no other text has.
    package let loneRepeated: [UInt32]
  }

  /// The square of a gram that a text has once, by the units that have it.
  let once: @Sendable (UInt32) -> UInt64
  /// The square of a gram by how often a text has it, and by the units that have it.
  let many: @Sendable (UInt32, UInt32) -> UInt128
  /// Takes what a text has; from any thread, once for each.
  let take: @Sendable (Int, Row) -> Void

  /// Sums of these squares.
  package init(
    once: @escaping @Sendable (UInt32) -> UInt64,
    many: @escaping @Sendable (UInt32, UInt32) -> UInt128,
    take: @escaping @Sendable (Int, Row) -> Void
  ) {
    self.once = once
    self.many = many
    self.take = take
  }
}
