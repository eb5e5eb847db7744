/// The sizes that reading goes by, in bytes; smaller ones are for tests.
struct ReadLimits: Sendable {
  /// The longest text, and the longest line of records: places in a text are kept in 32 bits.
  var text = Int(UInt32.max)
  /// How much of a file of records is in memory at once, lines longer than that excepted.
  var window = 1 << 24
  /// How much one core parses at a time.
  var block = 1 << 20
  /// The size up to which whole files of records, rather than parts of one, share the cores.
  var smallFile = 1 << 22
}
