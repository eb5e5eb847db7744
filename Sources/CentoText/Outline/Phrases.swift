/// Sets of short phrases, found in a line whatever its width of letters and its spaces.
struct Phrases: Sendable {
  private let byFirst: [UInt32: [[UInt32]]]

  /// A set of these phrases, small letters and without spaces.
  init(_ phrases: [String]) {
    var byFirst: [UInt32: [[UInt32]]] = [:]
    for phrase in phrases {
      let scalars = Self.folded(phrase.unicodeScalars.map(\.value))
      if let first = scalars.first { byFirst[first, default: []].append(scalars) }
    }
    self.byFirst = byFirst
  }

  /// The line as it is searched: spaces out, letters small and half-width.
  static func folded(_ line: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(line.count)
    for value in line where !Signs.isSpace(value) {
      let half = value >= 0xFF01 && value <= 0xFF5E ? value - 0xFEE0 : value
      result.append(half >= 0x41 && half <= 0x5A ? half + 0x20 : half)
    }
    return result
  }

  /// How many different phrases of the set stand in a folded line, and how many scalars they take.
  func found(in line: [UInt32]) -> (count: Int, scalars: Int) {
    var seen: Set<[UInt32]> = []
    var scalars = 0
    for (place, value) in line.enumerated() {
      guard let phrases = byFirst[value] else { continue }
      for phrase in phrases where line[place...].starts(with: phrase) {
        seen.insert(phrase)
        scalars += phrase.count
      }
    }
    return (seen.count, scalars)
  }

  /// Whether any phrase of the set stands in a folded line.
  func isIn(_ line: [UInt32]) -> Bool { found(in: line).count > 0 }

  /// Whether a folded line ends with a phrase of the set.
  func endIn(_ line: [UInt32]) -> Bool {
    for (place, value) in line.enumerated() {
      guard let phrases = byFirst[value] else { continue }
      if phrases.contains(where: { line[place...].elementsEqual($0) }) { return true }
    }
    return false
  }
}
