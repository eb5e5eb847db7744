internal import CentoParallel

/// Pieces that stand close together on both sides, in either order, become one.
struct Merging {
  let stream: ComparisonStream

  /// The pieces of two texts after merging, by place in a, then b.
  func merged(_ pieces: [Piece]) -> [Piece] {
    guard pieces.count > 1 else { return pieces }
    var rest = pieces.sorted { x, y in Self.key(x) < Self.key(y) }
    var changed = true
    while changed {
      changed = false
      var index = 0
      while index < rest.count {
        var other = index + 1
        while other < rest.count {
          if rest[other].a.lowerBound - rest[index].a.upperBound > 40 { break }
          let seam = longestSeam(rest[index], rest[other])
          if !Self.meetThemselves(rest[index], rest[other]),
            Self.gap(rest[index].a, rest[other].a) <= seam,
            Self.gap(rest[index].b, rest[other].b) <= seam
          {
            rest[index] = Self.joined(rest[index], rest[other])
            rest.remove(at: other)
            changed = true
          } else {
            other += 1
          }
        }
        index += 1
      }
    }
    return rest
  }

  private func longestSeam(_ x: Piece, _ y: Piece) -> Int {
    min(stream.scripts[x.a.lowerBound].longestSeam, min(x.length, y.length) / 2)
  }

  /// Whether the two sides of what both cover would overlap: repetitions inside one text.
  private static func meetThemselves(_ x: Piece, _ y: Piece) -> Bool {
    max(x.a.upperBound, y.a.upperBound) > min(x.b.lowerBound, y.b.lowerBound)
  }

  private static func key(_ piece: Piece) -> (Int, Int, Int, Int) {
    (piece.a.lowerBound, piece.b.lowerBound, piece.a.upperBound, piece.b.upperBound)
  }

  private static func gap(_ x: Range<Int>, _ y: Range<Int>) -> Int {
    max(0, max(x.lowerBound, y.lowerBound) - min(x.upperBound, y.upperBound))
  }

  /// Two pieces as one; the better of them where the other repeats what it holds on one side.
  private static func joined(_ x: Piece, _ y: Piece) -> Piece {
    let half = min(x.length, y.length) / 2
    let repeats = x.a.clamped(to: y.a).count > half || x.b.clamped(to: y.b).count > half
    let overlaps = x.a.overlaps(y.a) && x.b.overlaps(y.b)
    if repeats, !overlaps { return x.score >= y.score ? x : y }
    return union(x, y)
  }

  /// What two pieces cover; evidence that both count is counted once.
  private static func union(_ x: Piece, _ y: Piece) -> Piece {
    let shared = min(x.a.clamped(to: y.a).count, x.b.clamped(to: y.b).count)
    let (more, less) = x.score >= y.score ? (x, y) : (y, x)
    let fresh = max(0, less.length - shared)
    let score = Int64(more.score) + Int64(less.score) * Int64(fresh) / Int64(max(1, less.length))
    return Piece(
      a: min(x.a.lowerBound, y.a.lowerBound)..<max(x.a.upperBound, y.a.upperBound),
      b: min(x.b.lowerBound, y.b.lowerBound)..<max(x.b.upperBound, y.b.upperBound),
      score: Int32(clamping: score))
  }
}
