internal import CentoParallel

/// The runs that a text shares with later texts, text by text, those of a text by place in the first,
/// then in the later one; used again and again.
///
/// Kept are those that stand with enough others for a chain or a copy by its length: of the rest
/// nothing is told.
struct SharedRuns {
  /// The runs of two texts.
  struct Pair: BitwiseCopyable {
    /// Where they end; those of the next texts begin there.
    let end: Int
    /// Whether they are all that the texts share, chance phrases included.
    let areAll: Bool
  }

  let runs = RawBuffer<Run>(capacity: 256)
  let pairs = RawBuffer<Pair>(capacity: 64)
  private let neighbourhoods = Neighbourhoods()

  /// Forgets all.
  func removeAll() {
    runs.resize(to: 0)
    pairs.resize(to: 0)
  }

  /// Where the runs begin that no pair has yet.
  private var first: Int { pairs.count > 0 ? pairs.view[pairs.count - 1].end : 0 }

  /// The first run that no pair has yet.
  var open: Run? { first < runs.count ? runs.view[first] : nil }

  /// Puts a run of the next text in its place, unless it is there: neighbours are nearly in order.
  func insert(_ run: Run) {
    let first = first
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

  /// Makes a pair of what was inserted, if enough of it stands together.
  ///
  /// - Parameter longestGap: The most signs between runs that stand together.
  func close(_ demand: RunDemand, longestGap: Int32) {
    let (first, view) = (first, runs.view)
    var total = RunTotal()
    for index in first..<view.count { total.add(RunTotal(of: view[index])) }
    guard total.isEnough(demand) else { return runs.resize(to: first) }
    // One run is a neighbourhood, and it is enough.
    var kept = view.count
    if view.count - first > 1 {
      neighbourhoods.find(in: RunRange(runs, first..<view.count), longestGap: longestGap)
      kept = first
      for index in first..<view.count
      where neighbourhoods.total(index - first).isEnough(demand) {
        view[kept] = view[index]
        kept += 1
      }
    }
    if kept > first { pairs.append(Pair(end: kept, areAll: kept == view.count)) }
    runs.resize(to: kept)
  }
}
