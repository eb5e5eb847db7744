package import CentoParallel

/// How much memory the counting of grams may take, and where the rest is set aside.
package struct CountingMemory: Sendable {
  /// Where blocks of texts are set aside.
  package let file: SpillFile
  /// The bytes that tables may take at a time, about.
  package let tableBytes: Int

  /// Memory of this size.
  package init(file: SpillFile, tableBytes: Int) {
    self.file = file
    self.tableBytes = tableBytes
  }
}
