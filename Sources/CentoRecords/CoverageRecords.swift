public import Cento

/// Two texts and how much of each stands in the other.
public struct CoverageRecord: Sendable, Hashable {
  /// The pair; its ids, shares and copied scalars are printed.
  public var pair: Coverage.Pair

  /// A record of a pair.
  public init(_ pair: Coverage.Pair) {
    self.pair = pair
  }

  func add(to line: inout JSONLine) {
    line.add("type", "coverage")
    line.add("a", "\(pair.a)")
    line.add("b", "\(pair.b)")
    line.add("a_in_b", score: pair.aInB)
    line.add("b_in_a", score: pair.bInA)
    line.add("scalars_a", pair.copiedA)
    line.add("scalars_b", pair.copiedB)
  }
}

/// A text and how much of it stands elsewhere.
public struct CopiedRecord: Sendable, Hashable {
  /// The text; its id, copied scalars and shares are printed.
  public var copied: Coverage.Copied

  /// A record of a text.
  public init(_ copied: Coverage.Copied) {
    self.copied = copied
  }

  func add(to line: inout JSONLine) {
    line.add("type", "copied")
    line.add("id", "\(copied.id)")
    line.add("scalars", copied.copied)
    line.add("total", score: copied.total)
    line.add("without_quotations", score: copied.withoutQuotations)
    line.add("largest", score: copied.largest)
    line.add("largest_source", copied.copiedFromLargest > 0 ? "\(copied.largestSource)" : nil)
  }
}
