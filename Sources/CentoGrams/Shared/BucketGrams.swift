internal import CentoParallel

/// The shared grams of one bucket, length by length, and the texts that have them.
struct BucketGrams: Sendable {
  /// Grams of one length.
  ///
  /// They have names here, from 0, in the order of their first places.
  struct Level: Sendable {
    /// The number of grams.
    var count = 0
    /// For each gram how many units have it, until numbers are given.
    var frequencies = RawBuffer<UInt32>()
    /// Where what each chunk has starts, and one more.
    var starts = RawBuffer<Starts>()
    /// For each text and each gram that it has the text, by its place in the chunk, and the last
    /// 16 bits of the gram's name; by texts.
    var entries = Parked<UInt32>()
    /// The first bits of the names, where there are more than 2^16.
    var high = Parked<UInt16>()
    /// How often texts have the grams that they have more than once, by entries.
    var repeated = RawBuffer<Repeat>()
    /// How often texts have the grams that only they have, more than once; by texts.
    var lone = RawBuffer<Repeat>()

    /// Whether names take more than 16 bits.
    var isWide: Bool { count > 1 << 16 }
  }

  /// Where something starts among the entries, the repeated ones and the lone ones of a level.
  struct Starts: BitwiseCopyable, Sendable {
    var entries: UInt32
    var repeated: UInt32
    var lone: UInt32
  }

  /// An entry, or a text, and how often the gram occurs there.
  struct Repeat: BitwiseCopyable, Sendable {
    var place: UInt32
    var count: UInt32
  }

  private(set) var levels: [Level] = []

  mutating func append(_ level: Level) { levels.append(level) }

  /// Forgets how many units have the grams.
  mutating func forgetFrequencies() {
    for place in levels.indices { levels[place].frequencies = RawBuffer() }
  }

  /// Sets the entries aside.
  mutating func park(in file: SpillFile?) {
    guard let file else { return }
    for place in levels.indices {
      levels[place].entries.park(in: file, isChanged: false)
      levels[place].high.park(in: file, isChanged: false)
    }
  }
}

extension RawBuffer<BucketGrams.Repeat> {
  /// Puts them in order, which most are in already.
  func sortByPlace() {
    let view = view
    guard (1..<max(1, count)).contains(where: { view[$0 - 1].place > view[$0].place }) else {
      return
    }
    let ordered = (0..<count).map { view[$0] }.sorted { $0.place < $1.place }
    for (index, entry) in ordered.enumerated() { view[index] = entry }
  }
}
