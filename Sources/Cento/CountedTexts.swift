/// The distinct texts of some units with their grams counted: what lies between folding and joining.
package struct CountedTexts: Sendable {
  let distinct: EqualUnits
  let vectors: SharedVectors

  /// The number of grams that two texts or more have.
  package var sharedGrams: Int { vectors.grams.frequencies.count }

  /// The number of units without a single gram.
  var emptyUnits: Int {
    distinct.multiplicities.indices.reduce(0) {
      $0 + (vectors.isEmpty($1) ? Int(distinct.multiplicities[$1]) : 0)
    }
  }

  /// Rows that may be in a pair, and the text of each.
  package struct Rows: Sendable {
    let rows: RankedRows
    let texts: [UInt32]

    /// The number of entries of the rows.
    package var entries: Int { rows.ranks.count }
  }

  /// The second step of a join: the rows that may reach `threshold`.
  package func rows(reaching threshold: Double, threads: Int) -> Rows {
    let (rows, texts) = vectors.rows(reaching: threshold, threads: threads)
    return Rows(rows: rows, texts: texts)
  }
}

/// Units brought together by equal folded text, in the order of the first of each.
struct EqualUnits: Sendable {
  /// For each text how many units have it.
  let multiplicities: [UInt32]
  /// The text of each unit.
  let texts: [Int]
  /// Where the units of each text start, and the units, ascending.
  private let starts: [Int]
  private let units: [Int]

  init(_ folded: FoldedUnits) {
    var multiplicities: [UInt32] = []
    var texts: [Int] = []
    texts.reserveCapacity(folded.firstEqual.count)
    for (unit, first) in folded.firstEqual.enumerated() {
      if first == unit {
        texts.append(multiplicities.count)
        multiplicities.append(1)
      } else {
        texts.append(texts[first])
        multiplicities[texts[first]] += 1
      }
    }
    var starts = [0]
    starts.reserveCapacity(multiplicities.count + 1)
    for count in multiplicities { starts.append(starts[starts.count - 1] + Int(count)) }
    var next = starts
    var units = [Int](repeating: 0, count: texts.count)
    for (unit, text) in texts.enumerated() {
      units[next[text]] = unit
      next[text] += 1
    }
    (self.multiplicities, self.texts) = (multiplicities, texts)
    (self.starts, self.units) = (starts, units)
  }

  func first(of text: Int) -> Int { units[starts[text]] }

  func members(of text: Int) -> ArraySlice<Int> { units[starts[text]..<starts[text + 1]] }
}
