/// How often each unit has each gram: sparse rows, columns ascending within a row.
package struct CountedRows: Sendable, Equatable {
  /// Where each row starts: one more entry than there are units, the first 0.
  package let indptr: [Int]
  /// The columns of the vocabulary, ascending within a row.
  package let columns: [UInt32]
  /// How often the unit has the gram, at least 1.
  package let counts: [UInt32]

  /// Rows of these arrays, of the shape of a CSR matrix.
  package init(indptr: [Int], columns: [UInt32], counts: [UInt32]) {
    self.indptr = indptr
    self.columns = columns
    self.counts = counts
  }
}
