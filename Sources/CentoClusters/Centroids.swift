internal import CentoMatrix

/// The mean directions of clusters.
enum Centroids {
  /// The sum of each cluster's points, of unit length; a sum of nothing stays zero.
  static func of(_ points: DenseMatrix, assignments: [Int], count: Int) -> DenseMatrix {
    var centroids = DenseMatrix(rows: count, columns: points.columns)
    for (point, cluster) in assignments.enumerated() {
      let target = cluster * points.columns
      let source = point * points.columns
      for column in 0..<points.columns {
        centroids.data[target + column] += points.data[source + column]
      }
    }
    return unitRows(centroids)
  }

  /// Rows of unit length, those of no length left alone.
  static func unitRows(_ matrix: DenseMatrix) -> DenseMatrix {
    var matrix = matrix
    for row in 0..<matrix.rows {
      let places = row * matrix.columns..<(row + 1) * matrix.columns
      let length = places.reduce(0) { $0 + matrix.data[$1] * matrix.data[$1] }.squareRoot()
      guard length > 0 else { continue }
      for place in places { matrix.data[place] /= length }
    }
    return matrix
  }
}
