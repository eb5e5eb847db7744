internal import CentoMatrix

/// The features of one or two sets of rows, by how many rows have them: rank 0 is the commonest.
///
/// A feature of one row only, or of one side only, can be in no product. It has no rank; the rows
/// keep its share of their length.
struct FeatureRanks: Sendable {
  /// The rank of each column, or `none`.
  let ranks: [UInt32]
  /// The number of ranks.
  let count: Int

  static let none = UInt32.max

  /// The ranks for pairs within `rows`.
  init(within rows: CSRMatrix) {
    let frequencies = Self.frequencies(rows)
    self.init(frequencies) { frequencies[$0] >= 2 }
  }

  /// The ranks for pairs between `a` and `b`.
  init(between a: CSRMatrix, and b: CSRMatrix) {
    let (left, right) = (Self.frequencies(a), Self.frequencies(b))
    self.init(left.indices.map { left[$0] &+ right[$0] }) { left[$0] > 0 && right[$0] > 0 }
  }

  private init(_ frequencies: [UInt32], keep: (Int) -> Bool) {
    // A counting sort by frequency, the highest first; columns of one frequency in their order.
    var starts = [Int](repeating: 0, count: Int(frequencies.max() ?? 0) + 2)
    var kept = 0
    for column in frequencies.indices where keep(column) {
      starts[Int(frequencies[column])] += 1
      kept += 1
    }
    var sum = 0
    for frequency in starts.indices.reversed() {
      let size = starts[frequency]
      starts[frequency] = sum
      sum += size
    }
    var ranks = [UInt32](repeating: Self.none, count: frequencies.count)
    for column in frequencies.indices where keep(column) {
      ranks[column] = UInt32(starts[Int(frequencies[column])])
      starts[Int(frequencies[column])] += 1
    }
    self.ranks = ranks
    count = kept
  }

  private static func frequencies(_ rows: CSRMatrix) -> [UInt32] {
    var out = [UInt32](repeating: 0, count: rows.columns)
    for place in 0..<rows.nonzeros where rows.data[place] > 0 {
      out[Int(rows.indices[place])] += 1
    }
    return out
  }
}
