/// Sets of units that grow together.
struct DisjointSets {
  private var parents: [UInt32]

  /// Every unit by itself.
  init(count: Int) {
    parents = (0..<UInt32(count)).map { $0 }
  }

  /// The unit that stands for the set of a unit.
  mutating func root(of unit: Int) -> Int {
    var place = unit
    while Int(parents[place]) != place {
      parents[place] = parents[Int(parents[place])]
      place = Int(parents[place])
    }
    return place
  }

  /// Makes one set of two, `kept` standing for it.
  ///
  /// - Precondition: Both stand for their sets.
  mutating func put(_ lost: Int, under kept: Int) { parents[lost] = UInt32(kept) }

  /// Makes one set of the sets of two units.
  ///
  /// - Returns: Whether they were two.
  mutating func join(_ a: Int, _ b: Int) -> Bool {
    let (a, b) = (root(of: a), root(of: b))
    guard a != b else { return false }
    put(max(a, b), under: min(a, b))
    return true
  }
}
