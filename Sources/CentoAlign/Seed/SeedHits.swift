internal import CCentoKernels
internal import CentoParallel

/// Places of two texts that share a seed, gathered so that many are grown into runs at once.
///
/// The signs of later ones are on their way from memory while one is grown. One is used again and
/// again, so that its tables are made once.
struct SeedHits {
  private let hits = RawBuffer<cento_hit>(capacity: 256)
  private let texts = RawBuffer<UInt32>(capacity: 256)
  private let runs = RawBuffer<Run>(capacity: 256)

  /// Hits that are being gathered, in room that was made for all of them.
  struct Gathered {
    fileprivate let hits: RawBuffer<cento_hit>.View
    fileprivate let texts: RawBuffer<UInt32>.View
    fileprivate let signs: RawBuffer<SeedSign>.View
    private(set) var count = 0

    /// Adds a place of a text and one of a later text; before both, and from both on, there are so
    /// many signs in either text.
    @inline(__always)
    mutating func append(_ a: Int, _ b: Int, before: Int, after: Int, text: Int) {
      signs.prefetch(b &- 15)
      signs.prefetch(b &+ 16)
      // Places are less than 2^31.
      hits[count] = cento_hit(
        a: UInt32(truncatingIfNeeded: a), b: UInt32(truncatingIfNeeded: b),
        before: UInt32(truncatingIfNeeded: before &+ 1),
        after: UInt32(truncatingIfNeeded: after &- 1))
      texts[count] = UInt32(truncatingIfNeeded: text)
      count &+= 1
    }
  }

  /// Room for so many hits, in place of those before.
  func gather(most: Int, _ signs: RawBuffer<SeedSign>) -> Gathered {
    hits.resize(to: most)
    texts.resize(to: most)
    return Gathered(hits: hits.view, texts: texts.view, signs: signs.view)
  }

  /// The longest run through each hit, of no length for some, in the order of the hits; and the later
  /// text of each.
  func grown(_ gathered: Gathered) -> (runs: RawBuffer<Run>.View, texts: RawBuffer<UInt32>.View) {
    runs.resize(to: gathered.count)
    // A sign is one word, and a run four, on both sides. The row has room for `SeedSign.spare` more.
    unsafe cento_grow_runs(
      UnsafeRawPointer(gathered.signs.address).assumingMemoryBound(to: UInt32.self),
      gathered.hits.address, gathered.count,
      UnsafeMutableRawPointer(runs.view.address).assumingMemoryBound(to: cento_run.self))
    return (runs.view, gathered.texts)
  }
}
