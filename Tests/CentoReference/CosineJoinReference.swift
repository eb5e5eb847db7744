/// All pairs by comparing all rows with all rows.
///
/// The cosine is the sum of the products of weights, each product rounded to a whole number of
/// 2^-60 and the whole numbers added; equal rows have 1, and no cosine is greater. A row is a
/// list of (column, weight), columns ascending.
public enum CosineJoinReference {
  /// A sparse row.
  public typealias Row = [(column: Int, value: Double)]

  /// The cosine of two rows.
  public static func cosine(_ x: Row, _ y: Row) -> Double {
    if x.count == y.count && !x.isEmpty
      && zip(x, y).allSatisfy({ $0.column == $1.column && $0.value == $1.value })
    {
      return 1
    }
    var sum: Int = 0
    var (i, j) = (0, 0)
    while i < x.count && j < y.count {
      if x[i].column == y[j].column {
        sum += Int((x[i].value * y[j].value * 1_152_921_504_606_846_976 + 0.5).rounded(.down))
        i += 1
        j += 1
      } else if x[i].column < y[j].column {
        i += 1
      } else {
        j += 1
      }
    }
    return min(1, Double(sum) / 1_152_921_504_606_846_976)
  }

  /// Every (a, b, cosine) with a < b and cosine ≥ threshold, sorted.
  public static func pairs(in rows: [Row], threshold: Double) -> [(Int, Int, Double)] {
    var out: [(Int, Int, Double)] = []
    for a in rows.indices {
      for b in rows.indices where b > a {
        let value = cosine(rows[a], rows[b])
        if value >= threshold { out.append((a, b, value)) }
      }
    }
    return out
  }

  /// Every (a, b, cosine) between two sets with cosine ≥ threshold, sorted.
  public static func pairs(
    between left: [Row], and right: [Row], threshold: Double
  ) -> [(Int, Int, Double)] {
    var out: [(Int, Int, Double)] = []
    for a in left.indices {
      for b in right.indices {
        let value = cosine(left[a], right[b])
        if value >= threshold { out.append((a, b, value)) }
      }
    }
    return out
  }

  /// The k nearest rows of `right` for each row of `left`: rounded cosine first, then the earlier
  /// row.
  public static func neighbours(
    of left: [Row], in right: [Row], same: Bool, count: Int, floor: Double?
  ) -> [[(Int, Int, Double)]] {
    left.indices.map { a in
      var all: [(Int, Int, Double)] = []
      for b in right.indices where !(same && a == b) {
        let value = cosine(left[a], right[b])
        if let floor {
          if value >= floor { all.append((a, b, value)) }
        } else if value > 0 {
          all.append((a, b, value))
        }
      }
      func score(_ value: Double) -> Double { (value * 1e6).rounded(.toNearestOrEven) }
      all.sort { (-score($0.2), $0.1) < (-score($1.2), $1.1) }
      return Array(all.prefix(count))
    }
  }
}
