import CentoMatrix
import CentoReference
import CentoTestSupport

/// Rows that are hard in one way or another.
enum JoinRows {
  typealias Row = CosineJoinReference.Row

  /// A row of length 1 from columns and weights.
  static func unit(_ entries: [(Int, Double)]) -> Row {
    var byColumn: [Int: Double] = [:]
    for (column, weight) in entries { byColumn[column] = weight }
    let norm = byColumn.values.sorted().reduce(0) { $0 + $1 * $1 }.squareRoot()
    return byColumn.keys.sorted().map { ($0, (byColumn[$0] ?? 0) / norm) }
  }

  /// Rows with skewed columns, some of them empty, single, equal or nearly equal to earlier ones.
  static func random(_ random: inout SeededGenerator, count: Int, columns: Int) -> [Row] {
    var rows: [Row] = []
    for _ in 0..<count {
      let kind = Int.random(in: 0..<10, using: &random)
      if kind == 0 {
        rows.append([])
      } else if kind == 1 {
        rows.append([(Int.random(in: 0..<columns, using: &random), 1)])
      } else if kind <= 4, let earlier = rows.randomElement(using: &random), !earlier.isEmpty {
        var entries = earlier.map { ($0.column, $0.value) }
        for _ in 0..<Int.random(in: 0...4, using: &random) {
          let weight = Double.random(in: 0.01...0.4, using: &random)
          entries.append((Int.random(in: 0..<columns, using: &random), weight))
        }
        rows.append(kind == 2 ? earlier : unit(entries))
      } else {
        let size = Int.random(in: 1...40, using: &random)
        rows.append(
          unit(
            (0..<size).map { _ in
              let skew = Double.random(in: 0..<1, using: &random)
              let weight = Double.random(in: 0.1...5, using: &random)
              return (Int(skew * skew * skew * Double(columns)), weight)
            }))
      }
    }
    return rows
  }
}
