internal import CentoGrams

/// How often each term stands in each unit.
package struct TermOccurrences: Sendable {
  /// Where each unit's entries start; one more than there are units.
  package let indptr: [Int]
  /// The term of each entry, below `kinds`.
  package let terms: [UInt32]
  /// How often it stands there.
  package let counts: [UInt32]
  /// The number of terms.
  package let kinds: Int

  package init(indptr: [Int], terms: [UInt32], counts: [UInt32], kinds: Int) {
    self.indptr = indptr
    self.terms = terms
    self.counts = counts
    self.kinds = kinds
  }

  /// The number of units.
  package var units: Int { indptr.count - 1 }
}

/// The terms that the bottleneck counts: words and grams of one or two signs, since longer grams repeat these.
struct BottleneckTerms: Sendable {
  /// One more than the number of each term; 0 for those that are left out.
  private let numbers: [UInt32]
  /// How many are counted.
  let count: Int

  init(_ terms: [TopicTerm]) {
    var count: UInt32 = 0
    numbers = terms.map { term in
      guard term.isWord || term.gramLength < 3 else { return 0 }
      count += 1
      return count
    }
    self.count = Int(count)
  }

  /// How often they occur in `units`.
  func occurrences(in counts: TopicTermCounts, units: [Int]) -> TermOccurrences {
    var indptr = [0]
    var terms: [UInt32] = []
    var occurrences: [UInt32] = []
    for unit in units {
      for entry in counts.indptr[unit]..<counts.indptr[unit + 1] {
        let number = numbers[Int(counts.indices[entry])]
        guard number > 0 else { continue }
        terms.append(number - 1)
        occurrences.append(counts.counts[entry])
      }
      indptr.append(terms.count)
    }
    return TermOccurrences(indptr: indptr, terms: terms, counts: occurrences, kinds: count)
  }
}
