public import CentoMatrix

/// Where units lie in the space in which their topics were found.
public struct TopicSpace: Sendable {
  /// One row of unit length for each text that counted and that has a direction; what all texts share
  /// has been taken out of it.
  public let points: DenseMatrix
  /// For each unit its row of `points`, or that of the unit which it is a copy of; nil without a direction.
  public let rows: [Int?]

  init(embedding: TopicEmbedding, distinct: DistinctTexts) {
    points = embedding.points
    var rowOfText = [Int?](repeating: nil, count: distinct.texts.count)
    for (row, text) in embedding.units.enumerated() { rowOfText[text] = row }
    rows = distinct.places.map { rowOfText[$0] }
  }

  /// These rows of it: the first unit of each row that has one among `units`, in their order.
  public func selecting(_ units: [Int]) -> (units: [Int], points: DenseMatrix) {
    var seen = [Bool](repeating: false, count: points.rows)
    var chosen: [Int] = []
    var data: [Double] = []
    for unit in units {
      guard let row = rows[unit], !seen[row] else { continue }
      seen[row] = true
      chosen.append(unit)
      data += points.row(row)
    }
    return (
      chosen, DenseMatrix(rows: chosen.count, columns: points.columns, data: data)
    )
  }
}
