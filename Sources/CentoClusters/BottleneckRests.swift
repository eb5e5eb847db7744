/// Which units need no visit in the next sweep, because they were far from moving.
///
/// What another cluster would cost a unit more than its home, its margin, changes little from one sweep to the next
/// once most units have found their places. A unit rests for as many sweeps as its margin is worth
/// several of these changes.
struct BottleneckRests: Sendable {
  /// The margin at the last visit; nil if the unit moved, or has had no visit.
  private var margins: [Double?]
  /// Sweeps that each unit still rests.
  private var left: [Int]
  private var awake: [Int] = []
  /// Changes of margins in this sweep.
  private var change = 0.0
  private var changes = 0

  /// Sweeps that a unit rests at most.
  private static let longest = 3
  /// Mean changes that a margin must be worth for each sweep of rest.
  private static let worth = 4.0

  init(units: Int) {
    margins = [Double?](repeating: nil, count: units)
    left = [Int](repeating: 0, count: units)
  }

  /// Those of `units` that are to be visited, in their order.
  mutating func waking(_ units: [Int]) -> [Int] {
    awake = units.filter { left[$0] == 0 }
    change = 0
    changes = 0
    return awake
  }

  /// Notes what a visit found, `margin` being nil if the unit moved.
  mutating func note(_ unit: Int, margin: Double?) {
    if let before = margins[unit], let margin {
      change += (margin - before).magnitude
      changes += 1
    }
    margins[unit] = margin
  }

  /// Sends to rest those visited in this sweep whose margins are wide.
  mutating func endSweep() {
    for unit in left.indices where left[unit] > 0 { left[unit] -= 1 }
    guard changes > 0, change > 0 else { return }
    let needed = BottleneckRests.worth * change / Double(changes)
    for unit in awake {
      guard let margin = margins[unit] else { continue }
      left[unit] = Int(min(Double(BottleneckRests.longest), margin / needed))
    }
  }
}
