package import CentoParallel

/// How much memory the counting of grams may take, and where the rest is set aside.
package struct CountingMemory: Sendable {
  /// Where what was found is set aside.
  package let file: SpillFile
  /// The bytes that the places in work may take, about.
  package let bytes: Int

  /// Memory of this size.
  package init(file: SpillFile, bytes: Int) {
    self.file = file
    self.bytes = bytes
  }
}
