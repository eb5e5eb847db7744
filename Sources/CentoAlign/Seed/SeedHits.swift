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

  /// Adds a place of a text and one of a later text, with the signs of both texts.
  @inline(__always)
  func append(
    _ a: Int, in own: Range<Int>, _ b: Int, in other: Range<Int>, text: Int,
    _ signs: RawBuffer<SeedSign>.View
  ) {
    signs.prefetch(b &- 15)
    signs.prefetch(b &+ 16)
    // Places are less than 2^31.
    hits.append(
      cento_hit(
        a: UInt32(truncatingIfNeeded: a), b: UInt32(truncatingIfNeeded: b),
        before: UInt32(
          truncatingIfNeeded: min(a &- own.lowerBound, b &- other.lowerBound) &+ 1),
        after: UInt32(truncatingIfNeeded: min(own.upperBound &- a, other.upperBound &- b) &- 1)))
    texts.append(UInt32(truncatingIfNeeded: text))
  }

  /// Calls `body` with the longest run through each hit and its later text, as they were added; then
  /// forgets all.
  ///
  /// - Parameter signs: The row, with room for `SeedSign.spare` signs behind it.
  @inline(__always)
  func drain(_ signs: RawBuffer<SeedSign>, _ body: (_ run: Run, _ text: Int) -> Void) {
    runs.resize(to: hits.count)
    // A sign is one word, and a run four, on both sides.
    unsafe cento_grow_runs(
      UnsafeRawPointer(signs.view.address).assumingMemoryBound(to: UInt32.self),
      hits.view.address, hits.count,
      UnsafeMutableRawPointer(runs.view.address).assumingMemoryBound(to: cento_run.self))
    let (found, texts) = (runs.view, texts.view)
    for index in 0..<found.count where found[index].length > 0 {
      body(found[index], Int(texts[index]))
    }
    hits.resize(to: 0)
    self.texts.resize(to: 0)
  }
}
