internal import CentoParallel

/// An aligned stretch of two texts, in signs of the whole row.
struct Piece: Sendable, Hashable {
  var a: Range<Int>
  var b: Range<Int>
  /// Its evidence in hundredths of a bit.
  var score: Int32

  /// These ranges, with so much evidence.
  init(a: Range<Int>, b: Range<Int>, score: Int32) {
    (self.a, self.b, self.score) = (a, b, score)
  }

  /// A run without evidence of its own.
  init(_ run: Run) {
    self.init(
      a: Int(run.a)..<Int(run.endA), b: Int(run.b)..<Int(run.endB), score: 0)
  }

  /// The signs of its shorter side.
  var length: Int { min(a.count, b.count) }

  /// Whether it shares signs with another on both sides.
  func meets(_ other: Piece) -> Bool { a.overlaps(other.a) && b.overlaps(other.b) }

  /// Whether it shares signs with a run on both sides.
  func meets(_ run: Run) -> Bool {
    a.overlaps(Int(run.a)..<Int(run.endA)) && b.overlaps(Int(run.b)..<Int(run.endB))
  }
}

/// Chains → pieces: the ways between runs are aligned, the ends grow while they pay.
///
/// A class, because it holds much and is handed on for every pair of texts.
final class Extension: Sendable {
  let stream: ComparisonStream
  let scoring: Scoring
  private let barren: BarrenEnd
  private let narrow: NarrowBand

  init(stream: ComparisonStream, scoring: Scoring) {
    self.stream = stream
    self.scoring = scoring
    barren = BarrenEnd(scoring, band: Self.band, drop: Self.drop, margin: Self.margin)
    narrow = NarrowBand(scoring, band: Self.band, drop: Self.drop, margin: Self.margin)
  }

  /// The same once more.
  init(copying other: Extension) {
    (stream, scoring) = (other.stream, other.scoring)
    (barren, narrow) = (other.barren, other.narrow)
  }

  /// How far from the diagonal an end may drift.
  static let band = 12
  /// How far the score of an end may fall below its best before it is given up, in hundredths of a
  /// bit.
  static let drop: Int32 = 2500
  /// What it must gain to go on beyond a difference: a chance word behind a clause is no part of
  /// it.
  static let margin: Int32 = 500

  /// Adds the pieces of one chain, in order, before their ends grow: one, or more where the way
  /// between two runs costs too much.
  func add(
    piecesOf chain: Int, of chains: Chains, to pieces: inout [Piece], _ gotoh: inout BandedGotoh
  ) {
    addSegments(of: chain, of: chains, to: &pieces, &gotoh)
  }

  /// Grows the ends of pieces.
  func grow(_ pieces: inout [Piece]) {
    for index in pieces.indices { pieces[index] = grow(pieces[index]) }
  }

  /// The best stretches of runs and the ways between them, cut where the sum falls more than
  /// `drop`.
  private func addSegments(
    of chain: Int, of chains: Chains, to segments: inout [Piece], _ gotoh: inout BandedGotoh
  ) {
    var current: Piece?
    var best: Piece?
    let runs = chains.runs
    for index in chains.range(chain) {
      var run = runs[index]
      if let last = current {
        let overlap = max(0, last.a.upperBound - Int(run.a), last.b.upperBound - Int(run.b))
        guard overlap < run.length else { continue }
        run.a += Int32(overlap)
        run.b += Int32(overlap)
        run.length -= Int32(overlap)
      }
      // Of a stretch that goes on repeating itself, as much as stands between two repetitions.
      run.length = min(run.length, run.b - run.a)
      let a = Int(run.a)..<Int(run.endA)
      let b = Int(run.b)..<Int(run.endB)
      let own = worth(a, b)
      if let last = current, a.upperBound <= last.b.lowerBound {
        let way = self.way(from: last, toA: a.lowerBound, b: b.lowerBound, &gotoh)
        let top = best.map(\.score) ?? 0
        if last.score + way > 0, last.score + way + own > top - Self.drop {
          current = Piece(
            a: last.a.lowerBound..<a.upperBound, b: last.b.lowerBound..<b.upperBound,
            score: last.score + way + own)
        } else {
          if let best { segments.append(best) }
          best = nil
          current = Piece(a: a, b: b, score: own)
        }
      } else {
        // The first piece, or the next repetition in one text: the two sides of a piece never meet.
        if let best { segments.append(best) }
        best = nil
        current = Piece(a: a, b: b, score: own)
      }
      if let now = current, now.score > best?.score ?? 0 { best = now }
    }
    if let best { segments.append(best) }
  }

  private func worth(_ a: Range<Int>, _ b: Range<Int>) -> Int32 {
    var worth: Int32 = 0
    for step in 0..<a.count { worth += scoring.pair(a.lowerBound + step, b.lowerBound + step) }
    return worth
  }

  private func way(
    from piece: Piece, toA a: Int, b: Int, _ gotoh: inout BandedGotoh
  ) -> Int32 {
    let (rows, columns) = (a - piece.a.upperBound, b - piece.b.upperBound)
    if rows == 0 { return Scoring.gap(columns) }
    if columns == 0 { return Scoring.gap(rows) }
    let end = BandedGotoh.End(
      a: piece.a.upperBound, b: piece.b.upperBound, step: 1, rows: rows, columns: columns)
    let reach = gotoh.reach(
      scoring, from: end, band: max(rows, columns), drop: -BandedGotoh.never)
    return reach.corner ?? BandedGotoh.never
  }

  /// How far the sides of a piece may grow: to the ends of their texts.
  private func limits(of piece: Piece) -> (a: Range<Int>, b: Range<Int>) {
    let textA = Int(stream.texts[piece.a.lowerBound])
    let textB = Int(stream.texts[piece.b.lowerBound])
    let (limitA, limitB) = (stream.range(ofText: textA), stream.range(ofText: textB))
    if textA != textB { return (limitA, limitB) }
    // The two sides of a repetition inside one text share what lies between them.
    let middle = (piece.a.upperBound + piece.b.lowerBound) / 2
    return (limitA.lowerBound..<middle, middle..<limitB.upperBound)
  }

  /// Whether a piece is sure to stay shorter than so many signs on one of its sides.
  ///
  /// True only if growing it would show the same: an end grows no further than its text and the
  /// band allow, and not at all where it is barren. The end with more room is looked at first.
  func staysShorter(than least: Int, _ piece: Piece) -> Bool {
    let missing = least - piece.length
    guard missing > 0 else { return false }
    let (right, left) = ends(of: piece)
    if missing > right.most + left.most { return true }
    if right.most >= left.most {
      return barren.isSure(right) && (missing > left.most || barren.isSure(left))
    }
    return barren.isSure(left) && (missing > right.most || barren.isSure(right))
  }

  /// The ends of a piece, the right one first.
  private func ends(of piece: Piece) -> (BandedGotoh.End, BandedGotoh.End) {
    let (limitA, limitB) = limits(of: piece)
    let right = BandedGotoh.End(
      a: piece.a.upperBound, b: piece.b.upperBound, step: 1,
      rows: limitA.upperBound - piece.a.upperBound,
      columns: limitB.upperBound - piece.b.upperBound)
    let left = BandedGotoh.End(
      a: piece.a.lowerBound - 1, b: piece.b.lowerBound - 1, step: -1,
      rows: piece.a.lowerBound - limitA.lowerBound,
      columns: piece.b.lowerBound - limitB.lowerBound)
    return (right, left)
  }

  private func grow(_ piece: Piece) -> Piece {
    let ends = ends(of: piece)
    let (right, left) = (reach(from: ends.0), reach(from: ends.1))
    return Piece(
      a: piece.a.lowerBound - left.a..<piece.a.upperBound + right.a,
      b: piece.b.lowerBound - left.b..<piece.b.upperBound + right.b,
      score: piece.score + left.score + right.score)
  }

  private func reach(from end: BandedGotoh.End) -> BandedGotoh.Reach {
    barren.isSure(end) ? BandedGotoh.Reach() : narrow.reach(from: end)
  }
}

extension BandedGotoh.End {
  /// The most signs that either side can grow by; none where one has no room.
  fileprivate var most: Int {
    rows <= 0 || columns <= 0 ? 0 : min(max(rows, columns), min(rows, columns) + Extension.band)
  }
}
