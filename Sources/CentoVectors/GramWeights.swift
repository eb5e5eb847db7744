/// The weights of grams before rows are brought to length 1: tf · idf, each factor from a table.
struct GramWeights: Sendable {
  private let termFrequency: TermFrequency
  private let smallCounts: [Double]
  private let smallFrequencies: [Double]
  private let units: Int

  /// The weights in a corpus of so many units.
  init(units: Int, termFrequency: TermFrequency) {
    self.units = units
    self.termFrequency = termFrequency
    smallCounts = (0..<64).map { $0 == 0 ? 0 : termFrequency.weight(of: UInt32($0)) }
    smallFrequencies = (0...UInt32(min(units, 1 << 20))).map { Self.idf($0, units: units) }
  }

  /// The weight of a gram that a text has `count` times and `frequency` units have.
  @inline(__always)
  func weight(count: UInt32, frequency: UInt32) -> Double {
    tf(count) * idf(frequency)
  }

  /// The weight of so many occurrences.
  @inline(__always)
  func tf(_ count: UInt32) -> Double {
    count < 64 ? smallCounts[Int(count)] : termFrequency.weight(of: count)
  }

  /// The inverse document frequency of a gram that so many units have.
  @inline(__always)
  func idf(_ frequency: UInt32) -> Double {
    Int(frequency) < smallFrequencies.count
      ? smallFrequencies[Int(frequency)] : Self.idf(frequency, units: units)
  }

  private static func idf(_ frequency: UInt32, units: Int) -> Double {
    Logarithm.natural(Double(1 + units) / Double(1 + Int(frequency))) + 1
  }
}
