internal import CentoParallel
internal import CentoText

/// A stretch that two texts share sign by sign, as far as it goes on both sides.
package struct Run: BitwiseCopyable, Sendable {
  /// Where it begins in the earlier text, in signs of the whole row.
  var a: Int32
  /// Where it begins in the later text.
  var b: Int32
  /// Its signs.
  var length: Int32
  /// Its worth in hundredths of a bit.
  var worth: Int32

  /// A run of these signs and this worth.
  @inline(__always)
  package init(a: Int32, b: Int32, length: Int32, worth: Int32) {
    (self.a, self.b, self.length, self.worth) = (a, b, length, worth)
  }

  var endA: Int32 { a + length }
  var endB: Int32 { b + length }
}

/// The seeds that a text shares with itself and later texts, grown into runs.
///
/// A class, because it holds much and is handed on for every text.
final class SeedRuns: Sendable {
  private let stream: ComparisonStream
  private let background: Background
  private let comparability: Comparability
  private let signs: RawBuffer<SeedSign>

  init(
    stream: ComparisonStream, background: Background, comparability: Comparability
  ) {
    self.stream = stream
    self.background = background
    self.comparability = comparability
    signs = background.signs
  }

  /// What finding runs needs room for, used again and again.
  struct Scratch {
    /// The runs that were found last.
    let shared = SharedRuns()
    fileprivate var found = FoundRuns()
    fileprivate let seeds = FollowedSeeds()
    fileprivate let hits = SeedHits()
  }

  /// Finds the runs of a text, by later text, then place in the text, then place in the later one.
  ///
  /// A seed of the greatest length that more than `Background.often` places share is followed to
  /// a few next places only: a passage with thousands of copies gives chains, which make
  /// a family, not all pairs. What two texts share is left out where it cannot be told.
  func find(runsOf text: Int, _ scratch: inout Scratch) {
    let shared = scratch.shared
    shared.removeAll()
    var own: [UInt64] = []
    gather(text, &own, &scratch)
    if !own.isEmpty {
      for run in grown(own) { shared.insert(run) }
      close(shared)
    }
    let isMixed = stream.range(ofText: text).contains { stream.scripts[$0] != .ideographic }
    scratch.found.drain(isMixed: isMixed, ease: comparability.options.ease) { found in
      for index in found.range { shared.insert(found[index]) }
      close(shared)
    }
  }

  /// Makes a pair of the runs of one later text.
  private func close(_ shared: SharedRuns) {
    guard let first = shared.open else { return }
    let script = stream.scripts[Int(first.a)]
    shared.close(
      RunDemand(script, ease: comparability.options.ease), longestGap: script.longestGap)
  }

  /// A text whose seeds are followed.
  private struct Followed {
    let text: Int
    let signs: Range<Int>
    /// The signs of itself and later texts that it may be compared with.
    let partners: Range<Int>
  }

  /// Follows the seeds of a text: runs in later texts, and pairs of places (distance, place) in the
  /// text itself.
  private func gather(_ text: Int, _ own: inout [UInt64], _ scratch: inout Scratch) {
    let signs = stream.range(ofText: text)
    let last = stream.range(ofText: comparability.count - 1).upperBound
    let first =
      comparability.options.within
      ? signs.lowerBound
      : stream.range(ofText: comparability.endOfArticle(text) - 1).upperBound
    guard first < last else { return }
    let followed = Followed(text: text, signs: signs, partners: first..<last)
    let seeds = scratch.seeds
    background.seeds.forEach(in: signs) { place, slot in
      seeds.append(place, slot, background)
      if seeds.isFull { follow(followed, &own, &scratch) }
    }
    follow(followed, &own, &scratch)
  }

  /// Follows the seeds that were gathered.
  private func follow(_ text: Followed, _ own: inout [UInt64], _ scratch: inout Scratch) {
    scratch.seeds.drain(background, stream.texts, in: text.partners) { pairs in
      grow(pairs, text, &own, &scratch)
    }
  }

  /// Grows pairs of places of a text and a later one; those inside the text are put by.
  private func grow(
    _ pairs: RawBuffer<UInt64>, _ text: Followed, _ own: inout [UInt64],
    _ scratch: inout Scratch
  ) {
    let (range, pairs, isPlain) = (text.signs, pairs.view, comparability.isPlain)
    let texts = stream.texts.view
    for index in 0..<pairs.count { texts.prefetchBounds(Int(pairs[index] & 0xFFFF_FFFF)) }
    var hits = scratch.hits.gather(most: pairs.count, signs)
    for index in 0..<pairs.count {
      let (place, other) = (Int(pairs[index] >> 32), Int(pairs[index] & 0xFFFF_FFFF))
      let otherText = other < range.upperBound ? text.text : texts[other]
      guard isPlain || comparability.allows(text.text, otherText) else { continue }
      if otherText == text.text {
        own.append(UInt64(other &- place) << 32 | UInt64(place))
      } else {
        hits.append(
          place, other, before: min(place &- range.lowerBound, other &- texts.start(otherText)),
          after: min(range.upperBound &- place, texts.end(otherText) &- other), text: otherText)
      }
    }
    let (runs, runTexts) = scratch.hits.grown(hits)
    scratch.found.append(runs, inTexts: runTexts)
  }

  /// Pairs of places in one text, grown into runs whose sides do not overlap.
  private func grown(_ pairs: [UInt64]) -> [Run] {
    guard let first = pairs.first else { return [] }
    let signs = signs.view
    let range = stream.range(ofText: Int(stream.texts[Int(first & 0xFFFF_FFFF)]))
    var runs: [Run] = []
    var (diagonal, end) = (-1, 0)
    for pair in pairs.sorted() {
      let place = Int(pair & 0xFFFF_FFFF)
      if Int(pair >> 32) != diagonal { (diagonal, end) = (Int(pair >> 32), 0) }
      guard place >= end else { continue }
      var run = grow(place, diagonal, range, range, signs)
      // Every later place up to here is in the same run, of which the beginning is told.
      end = Int(run.endA)
      if Int(run.length) > diagonal {
        run.length = Int32(diagonal)
        run.worth = 0
        for place in Int(run.a)..<Int(run.endA) {
          run.worth &+= Int32(min(signs[place].weight, signs[place + diagonal].weight))
        }
      }
      if run.length > 0 { runs.append(run) }
    }
    return runs.sorted { x, y in (x.a, x.b) < (y.a, y.b) }
  }

  /// The longest run through a place on a diagonal.
  @inline(__always)
  private func grow(
    _ place: Int, _ distance: Int, _ own: Range<Int>, _ other: Range<Int>,
    _ signs: RawBuffer<SeedSign>.View
  ) -> Run {
    let low = max(own.lowerBound, other.lowerBound &- distance)
    let high = min(own.upperBound, other.upperBound &- distance)
    var worth: UInt32 = 0
    var start = place &+ 1
    while start > low {
      let (x, y) = (signs[start &- 1], signs[start &- 1 &+ distance])
      guard x.equals(y) else { break }
      worth &+= min(x.weight, y.weight)
      start &-= 1
    }
    var end = place &+ 1
    while end < high {
      let (x, y) = (signs[end], signs[end &+ distance])
      guard x.equals(y) else { break }
      worth &+= min(x.weight, y.weight)
      end &+= 1
    }
    // Places are less than 2^31.
    return Run(
      a: Int32(truncatingIfNeeded: start), b: Int32(truncatingIfNeeded: start &+ distance),
      length: Int32(truncatingIfNeeded: end &- start), worth: Int32(truncatingIfNeeded: worth))
  }
}
