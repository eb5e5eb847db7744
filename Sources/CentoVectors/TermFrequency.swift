/// How the number of times that a unit has a gram becomes a weight.
public enum TermFrequency: String, Sendable, Hashable, CaseIterable {
  /// The number itself.
  case raw
  /// 1 + ln of the number: a tenth repetition says less than the second.
  case sublinear

  /// The weight of `count` occurrences, before inverse document frequency.
  func weight(of count: UInt32) -> Double {
    switch self {
    case .raw: Double(count)
    case .sublinear: 1 + Logarithm.natural(Double(count))
    }
  }
}
