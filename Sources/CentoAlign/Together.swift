/// Weak pieces of two texts that stand close together on both sides, and so are one rewriting.
///
/// Whoever rewrites a passage leaves a phrase here and a name there. Each alone may be chance;
/// several different ones within a page of each other are not.
struct Together {
  /// How far apart the pieces of one rewriting stand, in signs.
  private let page: Int
  /// The evidence that they need between them, in bits.
  let enough: Double
  /// What one of them counts at most, in hundredths of a bit: two names are not yet a rewriting.
  private let most: Int32

  /// The pieces that are looked at: two long texts without a sure passage may share hundreds.
  private static let looked = 64

  /// Pieces of a script, with the least evidence of a reuse in bits.
  init(script: Script, minimumBits: Double) {
    page = script.page
    enough = 1.8 * minimumBits
    most = Int32(clamping: Int(enough * 200 / 3))
  }

  /// What pieces that are evidence together cover, best first, with the signs that they share.
  ///
  /// Of more than `looked` pieces only the best are looked at.
  ///
  /// - Complexity: O(n³) for n pieces, n being `looked` at most.
  func rewritings(_ pieces: [Piece], _ symbols: SymbolRow) -> [(piece: Piece, signs: Int)] {
    let order = pieces.sorted { x, y in
      x.score != y.score
        ? x.score > y.score : (x.a.lowerBound, x.b.lowerBound) < (y.a.lowerBound, y.b.lowerBound)
    }
    var rest = Array(order.prefix(Self.looked))
    var rewritings: [(piece: Piece, signs: Int)] = []
    while let (group, sum) = best(rest, symbols), Double(sum) >= 100 * enough {
      let hull = Piece(
        a: Self.hull(group.map(\.a)), b: Self.hull(group.map(\.b)), score: Int32(clamping: sum))
      rewritings.append((hull, group.reduce(0) { $0 + $1.length }))
      rest.removeAll { hull.a.overlaps($0.a) || hull.b.overlaps($0.b) }
    }
    return rewritings
  }

  /// The pieces about one of them that carry most between them, and how much.
  private func best(_ pieces: [Piece], _ symbols: SymbolRow) -> (group: [Piece], sum: Int)? {
    var best: (group: [Piece], sum: Int)?
    for centre in pieces {
      var (sum, group) = (0, [Piece]())
      for other in pieces where isNear(centre, other) {
        guard !group.contains(where: { says($0, other, symbols) }) else { continue }
        group.append(other)
        sum += Int(min(most, other.score))
      }
      if group.count > 1, sum > best?.sum ?? 0 { best = (group, sum) }
    }
    return best
  }

  private static func hull(_ ranges: [Range<Int>]) -> Range<Int> {
    ranges.dropFirst().reduce(ranges[0]) { hull, range in
      min(hull.lowerBound, range.lowerBound)..<max(hull.upperBound, range.upperBound)
    }
  }

  private func isNear(_ x: Piece, _ y: Piece) -> Bool {
    abs(x.a.lowerBound - y.a.lowerBound) * 2 <= page
      && abs(x.b.lowerBound - y.b.lowerBound) * 2 <= page
  }

  /// Whether two pieces say the same: they overlap on a side, or hold the same signs.
  private func says(_ x: Piece, _ y: Piece, _ symbols: SymbolRow) -> Bool {
    x.a.overlaps(y.a) || x.b.overlaps(y.b) || symbols[x.a] == symbols[y.a]
  }
}
