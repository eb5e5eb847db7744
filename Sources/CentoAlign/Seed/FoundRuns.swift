internal import CentoParallel

/// The runs of one text in later texts, as they are found, and the most that each text can have.
///
/// Nine in ten of those texts share a chance phrase that no chain can be made of. So what is found is
/// added up by text, a few texts in one place where there are many, and only runs of places that
/// have enough are put in order: what is left out could not have been told. One is used again and
/// again, so that its tables are made once.
struct FoundRuns {
  private let runs = RawBuffer<FoundRun>(capacity: 256)
  /// The worth of the runs of each place, and above it their signs.
  private let totals = RawBuffer<UInt64>(repeating: 0, count: Self.places)
  private var order = RowSorter()
  private static let places = 1 << 11
  /// A sum that is not added to any more: it is enough for anything.
  private static let full: UInt64 = 1 << 63

  /// The place of a text.
  @inline(__always)
  private static func place(_ text: UInt32) -> Int { Int(text) & (places - 1) }

  /// Adds those of some runs that have any signs, each with the text that it is in.
  @inline(__always)
  func append(_ runs: RawBuffer<Run>.View, inTexts texts: RawBuffer<UInt32>.View) {
    var next = self.runs.count
    self.runs.resize(to: next + runs.count)
    let (found, totals) = (self.runs.view, totals.view)
    for index in 0..<runs.count where runs[index].length > 0 {
      let (run, text) = (runs[index], texts[index])
      found[next] = FoundRun(run: run, text: text)
      next &+= 1
      let total = totals[Self.place(text)]
      let own = UInt64(UInt32(bitPattern: run.length)) << 32 | UInt64(UInt32(bitPattern: run.worth))
      totals[Self.place(text)] = total < Self.full ? total &+ own : total
    }
    self.runs.resize(to: next)
  }

  /// Calls `body` with the runs of each text that may have enough of them, by text, those of a text
  /// as they were found; then forgets all.
  ///
  /// - Parameters:
  ///   - isMixed: Whether the text has a sign of another script than Chinese.
  ///   - ease: See `ReuseOptions.ease`.
  mutating func drain(isMixed: Bool, ease: Double, _ body: (_ runs: Sorted) -> Void) {
    let (found, totals) = (runs.view, totals.view)
    let script: Script = isMixed ? .alphabetic : .ideographic
    let worth = UInt64(max(0, RunDemand(script, ease: ease).worth))
    let signs = UInt64(RunDemand(.ideographic, ease: ease).signs)
    for index in 0..<found.count {
      let total = totals[Self.place(found[index].text)]
      if total & 0xFFFF_FFFF >= worth || total >> 32 >= signs {
        order.append(key: found[index].text, value: UInt32(truncatingIfNeeded: index))
      }
    }
    for index in 0..<found.count { totals[Self.place(found[index].text)] = 0 }
    order.sort()
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, order.key(at: end) == order.key(at: start) { end += 1 }
      body(Sorted(runs: found, order: order, range: start..<end))
      start = end
    }
    order.removeAll()
    runs.resize(to: 0)
  }

  /// The runs of one text.
  struct Sorted {
    fileprivate let runs: RawBuffer<FoundRun>.View
    fileprivate let order: RowSorter
    let range: Range<Int>

    /// A run of the text.
    @inline(__always)
    subscript(index: Int) -> Run { runs[Int(order.value(at: index))].run }
  }
}

/// A run and the later text that it is in.
private struct FoundRun: BitwiseCopyable {
  let run: Run
  let text: UInt32
}
