/// How often each sign of a text was found again, to stop where a family is certain.
///
/// A passage that later texts have more often than a family needs is followed no further: its
/// copies find one another. Where the seeds themselves say that it stands in very many places a few
/// are enough.
struct Crowd {
  private let signs: Range<Int>
  private var counts: [UInt8] = []

  /// The count from which a sign is found no more.
  private static let full = UInt8(ReuseFamily.mostPairs)
  /// What a copy of a passage counts that consists of common seeds.
  private static let throng: UInt8 = 7
  /// A common seed in so many places makes a throng.
  private static let share = 5

  /// A text with these signs, found nowhere yet.
  init(_ signs: Range<Int>) {
    self.signs = signs
  }

  /// Whether all of these runs are where enough was found.
  func isFull(_ runs: RunRange) -> Bool {
    if counts.isEmpty { return false }
    for index in 0..<runs.count {
      let run = runs[index]
      let start = Int(run.a) - signs.lowerBound
      let end = start + Int(run.length) - 1
      guard
        counts[start] >= Self.full, counts[(start + end) / 2] >= Self.full,
        counts[end] >= Self.full
      else { return false }
    }
    return true
  }

  /// Counts a piece.
  mutating func add(_ piece: Piece, _ background: Background) {
    if counts.isEmpty { counts = [UInt8](repeating: 0, count: signs.count) }
    let crowded = piece.a.reduce(0) { $0 + (background.isCommon($1) ? 1 : 0) }
    let weight = crowded * Self.share >= piece.a.count ? Self.throng : 1
    for sign in piece.a {
      let count = counts[sign - signs.lowerBound]
      counts[sign - signs.lowerBound] = count >= Self.full ? count : count + weight
    }
  }
}
