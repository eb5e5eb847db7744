extension Reference {
  /// The singular values of a dense matrix, falling, and its left singular vectors, one a column.
  ///
  /// One-sided Jacobi (Hestenes 1958): rows are rotated in pairs until all are orthogonal; their lengths are
  /// then the singular values, and the rotations gather in U. Plain and slow: O(rows² · columns) a sweep.
  public static func svd(_ rows: [[Double]]) -> (values: [Double], left: [[Double]]) {
    var a = rows
    let n = a.count
    var u = (0..<n).map { row in (0..<n).map { $0 == row ? 1.0 : 0.0 } }
    for _ in 0..<60 {
      var largest = 0.0
      for p in 0..<n {
        for q in (p + 1)..<max(n, p + 1) {
          let pp = dot(a[p], a[p])
          let qq = dot(a[q], a[q])
          let pq = dot(a[p], a[q])
          guard abs(pq) > 1e-15 * (pp * qq).squareRoot(), pq != 0 else { continue }
          largest = max(largest, abs(pq) / (pp * qq).squareRoot())
          let zeta = (qq - pp) / (2 * pq)
          let t = (zeta < 0 ? -1 : 1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
          let c = 1 / (1 + t * t).squareRoot()
          rotate(&a, p, q, c, c * t)
          rotate(&u, p, q, c, c * t)
        }
      }
      if largest < 1e-14 { break }
    }
    let lengths = a.map { dot($0, $0).squareRoot() }
    let order = (0..<n).sorted { lengths[$0] > lengths[$1] }
    let count = min(n, rows.first?.count ?? 0)
    let left = (0..<n).map { row in order.prefix(count).map { u[$0][row] } }
    return (order.prefix(count).map { lengths[$0] }, left)
  }

  private static func dot(_ x: [Double], _ y: [Double]) -> Double {
    zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func rotate(_ m: inout [[Double]], _ p: Int, _ q: Int, _ c: Double, _ s: Double) {
    for column in m[p].indices {
      let x = m[p][column]
      let y = m[q][column]
      m[p][column] = c * x - s * y
      m[q][column] = s * x + c * y
    }
  }
}
