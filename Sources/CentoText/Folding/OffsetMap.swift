/// From places in folded text to places in its source: sorted runs, found by binary search.
///
/// Inside a *linear* run both sides advance together; an *atomic* run maps whole (three spaces → one, one ligature →
/// two letters); a deletion is a gap between runs. A run takes twelve bytes, so that unchanged prose costs next to
/// nothing; source texts are shorter than 2³¹ scalars.
public struct OffsetMap: Sendable, Hashable {
  struct Run: Sendable, Hashable {
    let folded: UInt32
    let source: UInt32
    /// The end in the source, with the highest bit set in atomic runs.
    var sourceEndAndKind: UInt32

    static let atomic: UInt32 = 1 << 31

    var isAtomic: Bool { sourceEndAndKind & Self.atomic != 0 }
    var sourceStart: Int { Int(source) }
    var sourceEnd: Int { Int(sourceEndAndKind & ~Self.atomic) }
  }

  // A map of many texts' maps is a slice of all their runs: the first need not be number 0.
  private(set) var runs: ArraySlice<Run> = []
  /// The number of folded scalars.
  public private(set) var foldedCount = 0

  /// The map of a folded text that is empty.
  public init() {}

  /// The map of `count` scalars that were not changed.
  public init(identity count: Int) {
    appendLinear(count: count, at: 0)
  }

  /// The map of these runs.
  init(_ runs: ArraySlice<Run>, foldedCount: Int) {
    self.runs = runs
    self.foldedCount = foldedCount
  }

  /// The number of runs, twelve bytes each.
  public var runCount: Int { runs.count }

  /// Whether every folded place is the same place in the source, from its first scalar on.
  public var isIdentity: Bool {
    runs.isEmpty || runs.count == 1 && self[0].source == 0 && !self[0].isAtomic
  }

  // MARK: Making

  /// Adds folded scalars that come one by one from the source scalars that begin at `source`.
  ///
  /// - Complexity: O(1).
  package mutating func appendLinear(count: Int, at source: Int) {
    if count == 0 { return }
    if let last = runs.last, !last.isAtomic, last.sourceEnd == source {
      runs[runs.endIndex - 1].sourceEndAndKind = UInt32(source + count)
    } else {
      runs.append(
        Run(
          folded: UInt32(foldedCount), source: UInt32(source),
          sourceEndAndKind: UInt32(source + count)))
    }
    foldedCount += count
  }

  /// Adds folded scalars that come together from these source scalars.
  ///
  /// - Complexity: O(1).
  package mutating func appendAtomic(count: Int, source: Range<Int>) {
    if count == 0 { return }
    if count == 1 && source.count == 1 {
      appendLinear(count: 1, at: source.lowerBound)
      return
    }
    runs.append(
      Run(
        folded: UInt32(foldedCount), source: UInt32(source.lowerBound),
        sourceEndAndKind: UInt32(source.upperBound) | Run.atomic))
    foldedCount += count
  }

  // MARK: Asking

  /// The source scalars that the folded span comes from.
  ///
  /// A span that takes part of an atomic run gets the whole of it; a span over several parts gets their hull. What
  /// was dropped at the span's ends is left out, what was dropped inside is kept. An empty span gets the empty range
  /// before the next folded scalar, or after the last.
  ///
  /// - Complexity: O(log runs).
  public func source(of span: FoldedSpan) -> Range<Int> {
    let range = span.scalars
    precondition(range.lowerBound >= 0 && range.upperBound <= foldedCount, "span out of the text")
    guard let last = runs.last else { return 0..<0 }
    if range.isEmpty {
      let place =
        range.lowerBound == foldedCount ? last.sourceEnd : sourceStart(ofScalar: range.lowerBound)
      return place..<place
    }
    let final = self[run(ofFolded: range.upperBound - 1)]
    let end =
      final.isAtomic ? final.sourceEnd : final.sourceStart + range.upperBound - Int(final.folded)
    return sourceStart(ofScalar: range.lowerBound)..<end
  }

  /// The folded scalars that come from these source scalars.
  ///
  /// A range that takes part of an atomic run gets all of its folded scalars. Where everything was dropped, the
  /// answer is empty and stands where the folded text goes on.
  ///
  /// - Complexity: O(log runs).
  public func folded(ofSource range: Range<Int>) -> FoldedSpan {
    // The first run that ends after the range begins.
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].sourceEnd > range.lowerBound { high = middle } else { low = middle + 1 }
    }
    guard low < runs.count else { return FoldedSpan(foldedCount..<foldedCount) }
    let first = self[low]
    var start = Int(first.folded)
    if !first.isAtomic { start += max(0, range.lowerBound - first.sourceStart) }
    // The first run that begins at or after the range's end.
    var next = low
    high = runs.count
    while next < high {
      let middle = (next + high) / 2
      if self[middle].sourceStart >= range.upperBound { high = middle } else { next = middle + 1 }
    }
    guard next > low, !range.isEmpty else { return FoldedSpan(start..<start) }
    let last = self[next - 1]
    var end = foldedEnd(ofRun: next - 1)
    if !last.isAtomic {
      end = min(end, Int(last.folded) + range.upperBound - last.sourceStart)
    }
    return FoldedSpan(start..<end)
  }

  private func sourceStart(ofScalar place: Int) -> Int {
    let run = self[run(ofFolded: place)]
    return run.isAtomic ? run.sourceStart : run.sourceStart + place - Int(run.folded)
  }

  /// A run, counted from the first.
  private subscript(index: Int) -> Run { runs[runs.startIndex + index] }

  /// The run that holds folded scalar `place`.
  private func run(ofFolded place: Int) -> Int {
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(self[middle].folded) <= place { low = middle } else { high = middle }
    }
    return low
  }

  private func foldedEnd(ofRun index: Int) -> Int {
    index + 1 < runs.count ? Int(self[index + 1].folded) : foldedCount
  }

  // MARK: Joining two maps

  /// The way back through two foldings: `outer` leads from the final text to this map's folded text, this map from
  /// there to the source.
  ///
  /// Where atomic runs of the two overlap, they become one that maps whole.
  ///
  /// - Complexity: O(runs of both).
  package func composed(with outer: OffsetMap) -> OffsetMap {
    precondition(outer.runs.last.map { $0.sourceEnd <= foldedCount } ?? true, "maps do not meet")
    var result = OffsetMap()
    var open = OpenGroup()
    var inner = 0
    for (index, run) in outer.runs.enumerated() {
      let middle = run.sourceStart..<run.sourceEnd
      if run.isAtomic {
        let source = source(of: FoldedSpan(middle))
        open.add(
          count: outer.foldedEnd(ofRun: index) - Int(run.folded), source: source, isLinear: false,
          to: &result)
        continue
      }
      while inner + 1 < runs.count && foldedEnd(ofRun: inner) <= middle.lowerBound { inner += 1 }
      var place = middle.lowerBound
      while place < middle.upperBound {
        let end = min(middle.upperBound, foldedEnd(ofRun: inner))
        let under = self[inner]
        if under.isAtomic {
          open.add(
            count: end - place, source: under.sourceStart..<under.sourceEnd, isLinear: false,
            to: &result)
        } else {
          let start = under.sourceStart + place - Int(under.folded)
          open.add(
            count: end - place, source: start..<(start + end - place), isLinear: true, to: &result)
        }
        place = end
        if place < middle.upperBound { inner += 1 }
      }
    }
    open.close(to: &result)
    return result
  }
}

/// Folded scalars that are still being gathered because what follows may come from the same source scalars.
struct OpenGroup {
  private var count = 0
  private var source = 0..<0
  private var isLinear = false

  /// Adds scalars that come from `range`: to the group if the two overlap, else to a new one.
  mutating func add(
    count added: Int, source range: Range<Int>, isLinear linear: Bool, to map: inout OffsetMap
  ) {
    if count > 0 && range.lowerBound < source.upperBound {
      count += added
      source = min(source.lowerBound, range.lowerBound)..<max(source.upperBound, range.upperBound)
      isLinear = false
    } else {
      close(to: &map)
      (count, source, isLinear) = (added, range, linear)
    }
  }

  /// Writes the group to the map.
  mutating func close(to map: inout OffsetMap) {
    if isLinear {
      map.appendLinear(count: count, at: source.lowerBound)
    } else {
      map.appendAtomic(count: count, source: source)
    }
    count = 0
  }
}
