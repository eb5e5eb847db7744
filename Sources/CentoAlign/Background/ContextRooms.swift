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

  /// Room for the runs of so many places, to be written by who asks.
  func begin(places: Int) -> Places {
    hasRuns = true
    runs.resize(to: places)
    masses.resize(to: places)
    return Places(runs: runs.view, masses: masses.view)
  }

  /// Places that get their runs one after the other.
  struct Places {
    fileprivate let runs: RawBuffer<UInt32>.View
    fileprivate let masses: RawBuffer<UInt32>.View
    private var (place, run) = (0, 0)

    fileprivate init(runs: RawBuffer<UInt32>.View, masses: RawBuffer<UInt32>.View) {
      (self.runs, self.masses) = (runs, masses)
    }

    /// Makes the next places a run.
    @inline(__always)
    mutating func append(_ places: Int, mass: UInt32) {
      for next in place..<place &+ places { runs[next] = UInt32(truncatingIfNeeded: run) }
      masses[run] = mass
      place &+= places
      run &+= 1
    }
  }
}
