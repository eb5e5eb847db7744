/// Sets of things, known by number, that grow together.
///
/// Union-find with path halving (Tarjan and van Leeuwen, JACM 1984).
@usableFromInline
package struct DisjointSets {
  @usableFromInline var parents: [UInt32]

  /// Every thing by itself.
  @inlinable
  package init(count: Int) {
    parents = (0..<UInt32(count)).map { $0 }
  }

  /// The one that stands for the set of a thing.
  @inlinable
  package mutating func root(of thing: Int) -> Int {
    var place = thing
    while Int(parents[place]) != place {
      parents[place] = parents[Int(parents[place])]
      place = Int(parents[place])
    }
    return place
  }

  /// Makes one set of two, `kept` standing for it.
  ///
  /// - Precondition: Both stand for their sets.
  @inlinable
  package mutating func put(_ lost: Int, under kept: Int) { parents[lost] = UInt32(kept) }

  /// Makes one set of the sets of two things, the least of those that stood for them standing for it.
  ///
  /// - Returns: Whether they were two.
  @inlinable
  @discardableResult
  package mutating func join(_ a: Int, _ b: Int) -> Bool {
    let (a, b) = (root(of: a), root(of: b))
    guard a != b else { return false }
    put(max(a, b), under: min(a, b))
    return true
  }
}
