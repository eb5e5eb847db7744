internal import CentoParallel
internal import CentoText

/// A stretch that two texts share sign by sign, as far as it goes on both sides.
struct Run: BitwiseCopyable, Sendable {
  /// Where it begins in the earlier text, in signs of the whole row.
  var a: Int32
  /// Where it begins in the later text.
  var b: Int32
  /// Its signs.
  var length: Int32
  /// Its worth in hundredths of a bit.
  var worth: Int32

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
    let runs = RawBuffer<Run>(capacity: 256)
    fileprivate var found = FoundRuns()
    fileprivate let pairs = RawBuffer<UInt64>(capacity: SeedRuns.together + Background.often)
  }

  /// Finds the runs of a text, by later text, then place in the text, then place in the later one.
  ///
  /// A seed of the greatest length that more than `Background.often` places share is followed for
  /// the next `neighbours` places only: a passage with thousands of copies gives chains, which make
  /// a family, not all pairs. What two texts share is left out where it cannot be told.
  func find(runsOf text: Int, _ scratch: inout Scratch) {
    let runs = scratch.runs
    runs.resize(to: 0)
    var own: [UInt64] = []
    gather(text, scratch.found, &own, scratch.pairs)
    if !own.isEmpty {
      for run in grown(own) { runs.append(run) }
      if isHopeless(runs, from: 0) { runs.resize(to: 0) }
    }
    let isMixed = stream.range(ofText: text).contains { stream.scripts[$0] != .ideographic }
    scratch.found.drain(isMixed: isMixed, ease: comparability.options.ease) { found in
      let first = runs.count
      for index in found.range { Self.insert(found[index], into: runs, from: first) }
      if isHopeless(runs, from: first) { runs.resize(to: first) }
    }
  }

  /// Puts a run in its place by a, then b, unless it is there: neighbours are nearly in order.
  private static func insert(_ run: Run, into runs: RawBuffer<Run>, from first: Int) {
    var place = runs.count
    var view = runs.view
    while place > first, (run.a, run.b) < (view[place - 1].a, view[place - 1].b) { place -= 1 }
    if place > first, view[place - 1].a == run.a, view[place - 1].b == run.b { return }
    runs.append(run)
    guard place < runs.count - 1 else { return }
    view = runs.view
    for index in stride(from: runs.count - 1, to: place, by: -1) { view[index] = view[index - 1] }
    view[place] = run
  }

  /// Whether what two texts share is too little for any chain and for any long copy: `PairFinder`
  /// would ask the same and find nothing.
  private func isHopeless(_ runs: RawBuffer<Run>, from first: Int) -> Bool {
    guard first < runs.count else { return true }
    let view = runs.view
    let demand = RunDemand(
      stream.scripts[Int(view[first].a)], ease: comparability.options.ease)
    var (worth, length) = (0, 0)
    for index in first..<view.count {
      worth += Int(view[index].worth)
      length += Int(view[index].length)
    }
    return worth < demand.worth && length < demand.signs
  }

  /// Follows the seeds of a text: runs in later texts, and pairs of places (distance, place) in the
  /// text itself.
  private func gather(
    _ text: Int, _ found: FoundRuns, _ own: inout [UInt64], _ pairs: RawBuffer<UInt64>
  ) {
    pairs.resize(to: 0)
    let range = stream.range(ofText: text)
    let occurrences = background.seeds.view
    background.seeds.forEach(in: range) { place, first in
      let isCommon = background.isCommon(place)
      let most = isCommon ? Self.neighbours : Int(Background.often)
      pairs.reserve(most)
      let test = isCommon ? .none : continuation(of: place)
      let count = pairs.count
      pairs.resize(to: count + most)
      let added = follow(place, occurrences, from: first, atMost: most, test, pairs.view, count)
      pairs.resize(to: count + added)
      // The signs of many pairs are on their way from memory before the first is looked at.
      if pairs.count >= Self.together {
        grow(pairs, text, range, found, &own)
        pairs.resize(to: 0)
      }
    }
    grow(pairs, text, range, found, &own)
  }

  /// The pairs of places that are gathered before they are grown.
  private static let together = 128

  /// Grows pairs of places of a text and a later one; those inside the text are put by.
  private func grow(
    _ pairs: RawBuffer<UInt64>, _ text: Int, _ range: Range<Int>,
    _ found: FoundRuns, _ own: inout [UInt64]
  ) {
    var known = text
    var allowed = comparability.allows(text, text)
    let (pairs, signs) = (pairs.view, signs.view)
    for index in 0..<pairs.count {
      let (place, other) = (Int(pairs[index] >> 32), Int(pairs[index] & 0xFFFF_FFFF))
      let otherText = other < range.upperBound ? text : Int(stream.texts[other])
      if otherText != known {
        known = otherText
        allowed = comparability.allows(text, otherText)
      }
      guard allowed else { continue }
      if otherText == text {
        own.append(UInt64(other - place) << 32 | UInt64(place))
      } else {
        let run = grow(place, other - place, range, stream.range(ofText: otherText), signs)
        if run.length > 0 { found.append(run, inText: otherText) }
      }
    }
  }

  /// The places that a common seed is followed to.
  private static let neighbours = 8

  /// What tells that the places before two places share a seed too, and so are a hit that grows into
  /// the same run.
  private enum Continuation {
    /// Nothing: no place before shares a seed.
    case none
    /// A seed of this length before the other place.
    case length(UInt32)
    /// A seed of this length before it, and this sign where that seed's text begins one earlier.
    case lengthAndSign(UInt32, SeedSign)
    /// Seeds longer than their signs say.
    case long
  }

  /// The test of the places that share the seed of a place.
  ///
  /// A common seed is not followed everywhere (see `find`), so it continues nothing.
  @inline(__always)
  private func continuation(of place: Int) -> Continuation {
    guard place > 0 else { return .none }
    let signs = signs.view
    let length = signs[place - 1].seedLength
    if length == SeedSign.long { return .long }
    let own = background.seedLength(place)
    guard length > 0, length <= own else { return .none }
    return length < own
      ? .length(UInt32(length)) : .lengthAndSign(UInt32(length), signs[place - length])
  }

  /// Writes the later places that share the seed of a place and continue no other hit; gives their
  /// number.
  ///
  /// Every place is written and kept or not without a branch: the signs of all of them are on their
  /// way from memory at once.
  private func follow(
    _ place: Int, _ occurrences: RawBuffer<UInt32>.View, from first: Int, atMost most: Int,
    _ test: Continuation, _ pairs: RawBuffer<UInt64>.View, _ start: Int
  ) -> Int {
    let signs = signs.view
    let own = UInt64(place) << 32
    var next = start
    var slot = first
    let last = first &+ most
    while slot < last, occurrences[slot] < SeedPlaces.last {
      slot &+= 1
      let other = Int(occurrences[slot] & ~SeedPlaces.last)
      pairs[next] = own | UInt64(other)
      switch test {
      case .none: next &+= 1
      case .length(let length):
        next &+= UInt32(signs[other &- 1].seedLength) == length ? 0 : 1
      case .lengthAndSign(let length, let sign):
        let isSame = UInt32(signs[other &- 1].seedLength) == length
        next &+= isSame && signs[other &- Int(length)].equals(sign) ? 0 : 1
      case .long: next &+= continuesLong(place, other, signs) ? 0 : 1
      }
    }
    return next - start
  }

  /// Whether the places before these share a seed that is longer than their signs say.
  private func continuesLong(
    _ place: Int, _ other: Int, _ signs: RawBuffer<SeedSign>.View
  ) -> Bool {
    let length = background.seedLength(place - 1)
    guard signs[other - 1].seedLength == SeedSign.long, background.seedLength(other - 1) == length
    else { return false }
    let own = background.seedLength(place)
    if length < own { return true }
    return length == own && signs[place - length].equals(signs[other - length])
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
      if Int(run.length) > diagonal {
        run.length = Int32(diagonal)
        run.worth = 0
        for place in Int(run.a)..<Int(run.endA) {
          run.worth &+= Int32(min(signs[place].weight, signs[place + diagonal].weight))
        }
      }
      end = Int(run.endA)
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
