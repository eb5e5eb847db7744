/// Units brought together by equal folded text, in the order of the first of each, or of the most
/// preferred.
struct EqualUnits: Sendable {
  /// For each text how many units have it.
  let multiplicities: [UInt32]
  /// The text of each unit.
  let texts: [UInt32]
  /// Where the units of each text start, and the units, ascending.
  private let starts: [UInt32]
  private let units: [UInt32]

  /// - Parameter order: All units, the most preferred first; nil for their own order.
  init(_ folded: some FoldedTexts, order: [Int]? = nil) {
    let none = UInt32.max
    var multiplicities: [UInt32] = []
    var texts = [UInt32](repeating: none, count: folded.count)
    for place in 0..<folded.count {
      let unit = order?[place] ?? place
      let first = folded.firstEqual(to: unit)
      if texts[first] == none {
        texts[first] = UInt32(multiplicities.count)
        multiplicities.append(0)
      }
      texts[unit] = texts[first]
      multiplicities[Int(texts[first])] += 1
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
