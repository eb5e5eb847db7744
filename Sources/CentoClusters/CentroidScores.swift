internal import CentoMatrix

/// The dot products of points with centroids, eight centroids at a time.
///
/// Each product is summed in the order of the dimensions, whatever the number of centroids or threads, and
/// never by the BLAS: assignments must not change with the library that happens to be installed.
/// The pointers of this loop are its reason: checked subscripts made k-means three times as slow.
struct CentroidScores: Sendable {
  /// The number of centroids.
  let count: Int
  private let dimensions: Int
  private let panels: [SIMD8<Double>]

  /// The scores with the rows of `centroids`.
  init(_ centroids: DenseMatrix) {
    count = centroids.rows
    dimensions = centroids.columns
    let panelCount = (centroids.rows + 7) / 8
    var panels = [SIMD8<Double>](repeating: .zero, count: panelCount * centroids.columns)
    for row in 0..<centroids.rows {
      for column in 0..<centroids.columns {
        panels[(row / 8) * centroids.columns + column][row % 8] = centroids[row, column]
      }
    }
    self.panels = panels
  }

  /// Calls `body` with each row's number and its `count` scores, rows ascending.
  func forEach(
    row rows: Range<Int>, of points: DenseMatrix, _ body: (Int, UnsafeBufferPointer<Double>) -> Void
  ) {
    precondition(points.columns == dimensions, "points of as many dimensions as the centroids")
    precondition(rows.lowerBound >= 0 && rows.upperBound <= points.rows, "rows of the points")
    let panelCount = (count + 7) / 8
    var scores = [Double](repeating: 0, count: max(1, panelCount) * 16)
    unsafe scores.withUnsafeMutableBufferPointer { scores in
      guard let out = scores.baseAddress else { return }
      unsafe points.data.withUnsafeBufferPointer { points in
        unsafe panels.withUnsafeBufferPointer { panels in
          let second = unsafe out.advanced(by: panelCount * 8)
          var row = rows.lowerBound
          while row < rows.upperBound {
            let x0 = unsafe points.baseAddress?.advanced(by: row * dimensions)
            let last = min(row + 1, rows.upperBound - 1)
            let x1 = unsafe points.baseAddress?.advanced(by: last * dimensions)
            guard let x0 = unsafe x0, let x1 = unsafe x1 else { break }
            for panel in 0..<panelCount {
              guard let c = unsafe panels.baseAddress?.advanced(by: panel * dimensions) else {
                break
              }
              var sum0 = SIMD8<Double>.zero
              var sum1 = SIMD8<Double>.zero
              for j in 0..<dimensions {
                let column = unsafe c[j]
                unsafe sum0 += column * x0[j]
                unsafe sum1 += column * x1[j]
              }
              for place in 0..<8 {
                unsafe out[panel * 8 + place] = sum0[place]
                unsafe second[panel * 8 + place] = sum1[place]
              }
            }
            unsafe body(row, UnsafeBufferPointer(start: out, count: count))
            if last > row {
              unsafe body(last, UnsafeBufferPointer(start: second, count: count))
            }
            row += 2
          }
        }
      }
    }
  }
}
