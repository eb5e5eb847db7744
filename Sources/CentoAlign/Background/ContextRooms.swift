internal import CentoParallel

/// The masses of a context at its places; used again and again.
///
/// An article's own places count otherwise than those of the others. Neighbouring places of one
/// article are a run.
final class ContextRooms {
  /// The mass at every place, where no article has two of them.
  private(set) var mass: UInt32 = 0
  /// Whether an article has two of them: then each place has a run, and each run a mass.
  private(set) var hasRuns = false
  /// The number of the run of each place.
  let runs = RawBuffer<UInt32>()
  /// The mass of each run.
  let masses = RawBuffer<UInt32>()

  /// Every place has this mass.
  @inline(__always)
  func clear(mass: UInt32 = 0) {
    self.mass = mass
    hasRuns = false
  }

  /// So many places are to have runs; the first of them, with the mass that was given last, have one
  /// each.
  func begin(places: Int, singles: Int) {
    hasRuns = true
    runs.resize(to: 0)
    masses.resize(to: 0)
    runs.reserve(places)
    masses.reserve(places)
    for _ in 0..<singles { append(1, mass: mass) }
  }

  /// Adds a run of so many places.
  @inline(__always)
  func append(_ places: Int, mass: UInt32) {
    let run = UInt32(truncatingIfNeeded: masses.count)
    for _ in 0..<places { runs.append(run) }
    masses.append(mass)
  }
}
