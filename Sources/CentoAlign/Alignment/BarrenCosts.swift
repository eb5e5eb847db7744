internal import CentoParallel

/// What the ways about equal signs cost, in tables: `BarrenEnd` asks for them all the time.
struct BarrenCosts: Sendable {
  /// The rows that the tables hold; where ends live longer they are aligned.
  static let rows = 32
  /// The most columns between two cells, and one more.
  private static let columns = 64
  /// The most slack, and one more.
  private static let slacks = 32

  /// The row up to which a path without equal signs lives.
  let quiet: Int
  private let ways: RawBuffer<Int16>.View
  private let rests: RawBuffer<Int16>.View
  /// What the rows above are of.
  private let tables: (RawBuffer<Int16>, RawBuffer<Int16>)

  /// The costs in a band of at most 15, where an end is given up after a drop.
  init(band: Int, drop: Int32) {
    let ways = RawBuffer<Int16>(capacity: Self.rows * Self.columns)
    for rows in 0..<Self.rows {
      for columns in 0..<Self.columns { ways.append(Int16(Self.way(rows, columns))) }
    }
    let rests = RawBuffer<Int16>(capacity: Self.rows * Self.slacks)
    for rows in 0..<Self.rows {
      for slack in 0..<Self.slacks { rests.append(Int16(Self.rest(ofRows: rows, slack: slack))) }
    }
    var quiet = 0
    while Self.rest(ofRows: quiet + 1, slack: band) <= drop { quiet += 1 }
    self.quiet = quiet
    tables = (ways, rests)
    self.ways = ways.view
    self.rests = rests.view
  }

  /// The least that a way costs that meets no equal signs; its rows and columns are the halves of a
  /// word.
  @inline(__always)
  func way(_ between: UInt32) -> Int32 {
    let (rows, columns) = (Int(between &>> 16), Int(between & 0xFFFF))
    return Int32(ways[rows &* Self.columns &+ columns])
  }

  /// Where the costs of going on from a row begin, `slack` cells above the band's lower edge.
  @inline(__always)
  func rest(atRow row: Int, slack: Int) -> Int { slack &- row &* Self.slacks }

  /// The least that going on up to a row costs from where `rest(atRow:slack:)` said.
  @inline(__always)
  func rest(_ rest: Int, upToRow row: Int) -> Int32 { Int32(rests[rest &+ row &* Self.slacks]) }

  /// What a gap costs.
  private static func gap(_ length: Int) -> Int32 { -Scoring.gap(length) }

  private static func way(_ rows: Int, _ columns: Int) -> Int32 {
    let both = min(rows, columns)
    return min(
      -Scoring.mismatch * Int32(both) + gap(max(rows, columns) - both), gap(rows) + gap(columns))
  }

  private static func rest(ofRows rows: Int, slack: Int) -> Int32 {
    let apart = -Scoring.mismatch * Int32(rows)
    let beyond = max(0, rows - slack)
    // A gap along a; beyond the edge mismatches, or as much of a gap along b.
    let edge = min(
      -Scoring.mismatch * Int32(beyond),
      beyond == 0 ? 0 : gap(beyond) - Scoring.gapExtend * Int32(beyond))
    return min(apart, gap(min(rows, slack)) + edge)
  }
}
