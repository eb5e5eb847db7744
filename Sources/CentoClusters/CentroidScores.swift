internal import CentoMatrix

/// The dot products of points with centroids, in single precision.
///
/// Each product is summed in the order of the dimensions, whatever the number of centroids or threads, and
/// never by the BLAS: assignments must not change with the library that happens to be installed.
/// The pointers of this loop are its reason: checked subscripts made k-means three times as slow.
struct CentroidScores: Sendable {
  /// The number of centroids.
  let count: Int
  private let dimensions: Int
  /// One column a centroid.
  private let turned: PaddedMatrix<Float>

  /// Rows whose scores are computed together.
  private static let rowsTogether = 48

  /// The scores with the rows of `centroids`.
  init(_ centroids: PaddedMatrix<Float>) {
    count = centroids.rows
    dimensions = centroids.columns
    turned = centroids.transposed()
  }

  /// The scores with centroids that stand in columns.
  init(turned: PaddedMatrix<Float>, count: Int) {
    self.count = count
    dimensions = turned.rows
    self.turned = turned
  }

  /// The scores of all points, row after row, each row to a multiple of 16.
  func scores(of points: PaddedMatrix<Float>) -> [Float] {
    points.product(turned, threads: 1).data
  }

  /// Calls `body` with each row's number and its scores, rows ascending; beyond `count` scores are 0, to a
  /// multiple of 16.
  func forEach(
    row rows: Range<Int>, of points: PaddedMatrix<Float>,
    _ body: (Int, UnsafeBufferPointer<Float>) -> Void
  ) {
    precondition(points.columns == dimensions, "points of as many dimensions as the centroids")
    precondition(rows.lowerBound >= 0 && rows.upperBound <= points.rows, "rows of the points")
    let wide = max(16, turned.width)
    let (pointWidth, turnedWidth) = (points.width, turned.width)
    var scores = [Float](repeating: 0, count: wide * CentroidScores.rowsTogether)
    unsafe scores.withUnsafeMutableBufferPointer { scores in
      guard let out = scores.baseAddress else { return }
      unsafe points.data.withUnsafeBufferPointer { points in
        unsafe turned.data.withUnsafeBufferPointer { turned in
          var row = rows.lowerBound
          while row < rows.upperBound {
            let taken = min(CentroidScores.rowsTogether, rows.upperBound - row)
            if let x = points.baseAddress, let c = turned.baseAddress {
              unsafe Float.product(
                x + row * pointWidth, row: pointWidth, step: 1, rows: taken, inner: dimensions, c,
                columns: turnedWidth, into: out, adding: false)
            }
            for place in 0..<taken {
              unsafe body(row + place, UnsafeBufferPointer(start: out + place * wide, count: wide))
            }
            row += taken
          }
        }
      }
    }
  }
}
