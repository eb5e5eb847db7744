/// The sizes that reading goes by, in bytes; smaller ones are for tests.
package struct ReadLimits: Sendable {
  /// The longest text, and the longest line of records: places in a text are kept in 32 bits.
  package var text: Int
  /// How much of a file of records is in memory at once, lines longer than that excepted.
  package var window: Int
  /// How much one core parses at a time.
  package var block: Int
  /// The size up to which whole files of records, rather than parts of one, share the cores.
  package var smallFile: Int
  /// How much of several files is in memory at once, single files that are larger excepted.
  package var run: Int

  /// Limits, the program's own unless said otherwise.
  package init(
    text: Int = Int(UInt32.max), window: Int = 1 << 24, block: Int = 1 << 20,
    smallFile: Int = 1 << 22, run: Int = 1 << 26
  ) {
    self.text = text
    self.window = window
    self.block = block
    self.smallFile = smallFile
    self.run = run
  }
}
