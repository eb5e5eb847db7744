internal import CentoParallel

/// Which of many neighbouring ranges a place lies in.
///
/// A number for every 64th place, or for about every range where these are longer, and a few steps
/// from there, in place of a number for every place: the index of a whole corpus stays in a core's
/// cache.
struct RangeIndex: Sendable {
  private let starts = RawBuffer<UInt32>()
  private let firsts = RawBuffer<UInt32>()

  /// The binary digits of a place that its number leaves out.
  private let block: Int

  /// The ranges between these starts; the last of them is the end of the last range.
  init(starts: [Int]) {
    for start in starts { self.starts.append(UInt32(start)) }
    let mean = (starts.last ?? 0) / max(1, starts.count - 1)
    block = max(6, Int.bitWidth - 1 - mean.leadingZeroBitCount)
    var range = 0
    for place in stride(from: 0, to: starts.last ?? 0, by: 1 << block) {
      while starts[range + 1] <= place { range += 1 }
      firsts.append(UInt32(range))
    }
  }

  /// The index, to be asked in inner loops.
  @inline(__always)
  var view: View { View(starts: starts.view, firsts: firsts.view, block: block) }

  /// Has what tells the range of a place brought near.
  @inline(__always)
  func prefetch(_ place: Int) { firsts.view.prefetch(place &>> block) }

  /// Has the bounds of the range of a place brought near, once what tells the range is.
  @inline(__always)
  func prefetchBounds(_ place: Int) { view.prefetchBounds(place) }

  /// The number of ranges.
  var count: Int { max(0, starts.count - 1) }

  /// The places of a range.
  @inline(__always)
  func range(_ index: Int) -> Range<Int> {
    Int(starts.view[index])..<Int(starts.view[index + 1])
  }

  /// Neighbouring ranges of about so many places together, a longer one by itself.
  func blocks(of places: Int) -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var first = 0
    while first < count {
      var end = first + 1
      while end < count, range(end).upperBound - range(first).lowerBound <= places { end += 1 }
      blocks.append(first..<end)
      first = end
    }
    return blocks
  }

  /// The range that holds a place.
  ///
  /// - Complexity: O(ranges that begin among the places with its number).
  @inline(__always)
  subscript(place: Int) -> UInt32 { UInt32(truncatingIfNeeded: view[place]) }

  /// What tells the range of a place, at hand.
  struct View {
    fileprivate let starts: RawBuffer<UInt32>.View
    fileprivate let firsts: RawBuffer<UInt32>.View
    fileprivate let block: Int

    /// Has the bounds of the range of a place brought near, once what tells the range is.
    @inline(__always)
    func prefetchBounds(_ place: Int) { starts.prefetch(Int(firsts[place &>> block]) &+ 1) }

    /// The range that holds a place.
    @inline(__always)
    subscript(place: Int) -> Int {
      var range = Int(firsts[place &>> block])
      // Nearly always at most two steps: without a branch, which would be guessed wrong half the time.
      range &+= Int(starts[range &+ 1]) <= place ? 1 : 0
      range &+= Int(starts[range &+ 1]) <= place ? 1 : 0
      while Int(starts[range &+ 1]) <= place { range &+= 1 }
      return range
    }

    /// The first place of a range.
    @inline(__always)
    func start(_ range: Int) -> Int { Int(starts[range]) }

    /// The first place after a range.
    @inline(__always)
    func end(_ range: Int) -> Int { Int(starts[range &+ 1]) }
  }
}
