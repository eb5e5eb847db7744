/// Units brought together by equal folded text, in the order of the first of each.
struct EqualUnits: Sendable {
  /// For each text how many units have it.
  let multiplicities: [UInt32]
  /// The text of each unit.
  let texts: [UInt32]
  /// Where the units of each text start, and the units, ascending.
  private let starts: [UInt32]
  private let units: [UInt32]

  init(_ folded: some FoldedTexts) {
    var multiplicities: [UInt32] = []
    var texts: [UInt32] = []
    texts.reserveCapacity(folded.count)
    for unit in 0..<folded.count {
      let first = folded.firstEqual(to: unit)
      if first == unit {
        texts.append(UInt32(multiplicities.count))
        multiplicities.append(1)
      } else {
        texts.append(texts[first])
        multiplicities[Int(texts[first])] += 1
      }
    }
    var starts: [UInt32] = [0]
    starts.reserveCapacity(multiplicities.count + 1)
    for count in multiplicities { starts.append(starts[starts.count - 1] + count) }
    var next = starts
    var units = [UInt32](repeating: 0, count: texts.count)
    for (unit, text) in texts.enumerated() {
      units[Int(next[Int(text)])] = UInt32(unit)
      next[Int(text)] += 1
    }
    (self.multiplicities, self.texts) = (multiplicities, texts)
    (self.starts, self.units) = (starts, units)
  }

  func first(of text: Int) -> Int { Int(units[Int(starts[text])]) }

  func members(of text: Int) -> ArraySlice<UInt32> {
    units[Int(starts[text])..<Int(starts[text + 1])]
  }
}
