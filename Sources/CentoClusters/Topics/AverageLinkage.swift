/// Things put together two by two, the nearest first (UPGMA: Sokal and Michener 1958).
///
/// The distance of two heaps is the mean distance of a thing of the one and a thing of the other, so that
/// heights never fall on the way up. Of pairs equally near, the one whose first heap holds the lowest
/// number goes first, then the one whose second does.
package struct AverageLinkage: Sendable {
  /// One step: two heaps become one.
  package struct Step: Sendable, Equatable {
    /// The heap that holds the lower number: a thing in 0 ..< n, or n + i for the heap of step i.
    package let a: Int
    /// The other heap.
    package let b: Int
    /// The mean distance between them.
    package let height: Double
  }

  /// The n − 1 steps that put n things together.
  ///
  /// - Parameter distances: n × n, symmetric, row after row; the diagonal is not read.
  /// - Complexity: O(n²) time as a rule, O(n³) at worst; O(n²) memory.
  package static func steps(of distances: [Double], count: Int) -> [Step] {
    precondition(distances.count == count * count, "a distance for every two things")
    var linkage = AverageLinkage(distances: distances, count: count)
    return (1..<max(1, count)).map { _ in linkage.step() }
  }

  private var distances: [Double]
  private let count: Int
  /// The heap that each place stands for; nil once it is part of another.
  private var heaps: [Int?]
  private var sizes: [Double]
  private var heights: [Double]
  /// The nearest later place of each place.
  private var nearest: [Int?]
  private var made = 0

  private init(distances: [Double], count: Int) {
    self.distances = distances
    self.count = count
    heaps = Array(0..<count)
    sizes = [Double](repeating: 1, count: count)
    heights = [Double](repeating: -.infinity, count: count)
    nearest = [Int?](repeating: nil, count: count)
    for place in 0..<count { look(from: place) }
  }

  private mutating func look(from place: Int) {
    var best: Int?
    for other in (place + 1)..<max(place + 1, count) where heaps[other] != nil {
      if let known = best, self[place, other] >= self[place, known] { continue }
      best = other
    }
    nearest[place] = best
  }

  private subscript(a: Int, b: Int) -> Double {
    get { distances[a * count + b] }
    set {
      distances[a * count + b] = newValue
      distances[b * count + a] = newValue
    }
  }

  private mutating func step() -> Step {
    var (a, b) = (0, 0)
    var least = Double.infinity
    for place in 0..<count {
      guard heaps[place] != nil, let other = nearest[place], self[place, other] < least
      else { continue }
      (a, b, least) = (place, other, self[place, other])
    }
    // Rounding alone could make a height fall.
    let height = max(least, heights[a], heights[b])
    let step = Step(a: heaps[a] ?? a, b: heaps[b] ?? b, height: height)
    for other in 0..<count where other != a && other != b && heaps[other] != nil {
      self[a, other] =
        (sizes[a] * self[a, other] + sizes[b] * self[b, other]) / (sizes[a] + sizes[b])
    }
    sizes[a] += sizes[b]
    heights[a] = height
    heaps[a] = count + made
    heaps[b] = nil
    made += 1
    for place in 0..<count where heaps[place] != nil {
      if place == a || nearest[place] == a || nearest[place] == b {
        look(from: place)
      } else if place < a, let known = nearest[place],
        self[place, a] < self[place, known] || self[place, a] == self[place, known] && a < known
      {
        nearest[place] = a
      }
    }
    return step
  }
}
