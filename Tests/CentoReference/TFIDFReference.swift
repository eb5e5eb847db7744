#if canImport(Glibc)
  import Glibc
#endif

/// TF-IDF by the book: dictionaries of strings of scalars, the C library's logarithm, sums in
/// plain order.
///
/// The formulas are those of scikit-learn's user guide, "tf-idf term weighting", with
/// `smooth_idf` and `norm="l2"`.
public struct TFIDFReference {
  /// The grams in the order of their code points.
  public let grams: [[UInt32]]
  /// For each unit its weights by gram.
  public let rows: [[[UInt32]: Double]]

  /// Fits and weighs the units.
  public init(_ units: [[UInt32]], lower: Int, upper: Int, sublinear: Bool) {
    let counts = units.map { Self.counts($0, lower: lower, upper: upper) }
    var frequencies: [[UInt32]: Int] = [:]
    for count in counts {
      for gram in count.keys { frequencies[gram, default: 0] += 1 }
    }
    grams = frequencies.keys.sorted { $0.lexicographicallyPrecedes($1) }
    rows = counts.map { count in
      var weights: [[UInt32]: Double] = [:]
      for (gram, number) in count {
        let tf = sublinear ? 1 + log(Double(number)) : Double(number)
        let df = Double(frequencies[gram] ?? 0)
        weights[gram] = tf * (log((1 + Double(units.count)) / (1 + df)) + 1)
      }
      let norm = weights.values.sorted().reduce(0) { $0 + $1 * $1 }.squareRoot()
      return weights.mapValues { $0 / norm }
    }
  }

  /// The grams of a unit after runs of spaces became one space.
  public static func counts(_ unit: [UInt32], lower: Int, upper: Int) -> [[UInt32]: Int] {
    let white: Set<UInt32> = [
      9, 10, 11, 12, 13, 0x1C, 0x1D, 0x1E, 0x1F, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002,
      0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F,
      0x205F, 0x3000,
    ]
    var text: [UInt32] = []
    var run: [UInt32] = []
    for scalar in unit + [0xFFFF_FFFF] {
      if white.contains(scalar) {
        run.append(scalar)
        continue
      }
      text += run.count > 1 ? [0x20] : run
      run = []
      text.append(scalar)
    }
    text.removeLast()
    var counts: [[UInt32]: Int] = [:]
    for length in lower...upper where length <= text.count {
      for start in 0...text.count - length {
        counts[Array(text[start..<start + length]), default: 0] += 1
      }
    }
    return counts
  }
}
