internal import CentoParallel

/// The shared grams of one bucket, length by length, and the texts that have them.
struct BucketGrams: Sendable {
  /// Grams of one length.
  ///
  /// They have names here, from 0, in the order of their first places.
  struct Level: Sendable {
    /// For each gram how many units have it.
    var frequencies = RawBuffer<UInt32>()
    /// Where the entries of each chunk start, and one more.
    var starts = RawBuffer<UInt32>()
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
    var isWide: Bool { frequencies.count > 1 << 16 }
  }

  /// An entry, or a text, and how often the gram occurs there.
  struct Repeat: BitwiseCopyable, Sendable {
    var place: UInt32
    var count: UInt32
  }

  private(set) var levels: [Level] = []

  mutating func append(_ level: Level) { levels.append(level) }

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

extension RawBuffer<BucketGrams.Repeat>.View {
  /// The first that is at or behind a place.
  func first(from place: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if Int(self[middle].place) < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
