internal import CCentoKernels
internal import CentoMatrix
internal import CentoParallel

/// Points in panels of 64, one column a point: every loop over points is a loop over vectors, and no
/// product is padded where clusters are few.
///
/// Each cosine is one chain of sums in the order of the dimensions: its bits depend neither on the number of
/// centroids nor on threads. The pointers of k-means live here.
struct PointPanels: Sendable {
  /// The points as rows.
  let rows: PaddedMatrix<Float>
  /// Panel after panel, each a row of 64 numbers a dimension; columns beyond the points are zero.
  private let data: [Float]

  private static let size = 64
  /// Panels that one thread takes at a time.
  private static let together = 16

  init(_ points: PaddedMatrix<Float>) {
    rows = points
    let size = PointPanels.size
    let panels = (points.rows + size - 1) / size
    var data = [Float](repeating: 0, count: panels * size * points.columns)
    unsafe data.withUnsafeMutableBufferPointer { data in
      unsafe points.data.withUnsafeBufferPointer { source in
        for point in 0..<points.rows {
          let first = point / size * size * points.columns + point % size
          for column in 0..<points.columns {
            unsafe data[first + column * size] = source[point * points.width + column]
          }
        }
      }
    }
    self.data = data
  }

  /// The number of points.
  var count: Int { rows.rows }
  /// The number of dimensions.
  var dimensions: Int { rows.columns }
  private var panels: Int { (count + PointPanels.size - 1) / PointPanels.size }

  /// The centroid, of one or more, that each point is nearest to, and its cosine with it.
  func nearest(to centroids: PaddedMatrix<Float>, threads: Int) -> NearestCentroids {
    let blocks = Parallel.blocks(of: panels, size: PointPanels.together)
    let parts = Parallel.map(count: blocks.count, threads: threads) { block in
      var part = NearestCentroids(count: blocks[block].count * PointPanels.size)
      unsafe part.assignments.withUnsafeMutableBufferPointer { assignments in
        unsafe part.closeness.withUnsafeMutableBufferPointer { closeness in
          unsafe forEachPanel(blocks[block], cosinesWith: centroids) { panel, cosines in
            let place = (panel - blocks[block].lowerBound) * PointPanels.size
            guard let row = assignments.baseAddress, let cosine = closeness.baseAddress
            else { return }
            unsafe cento_largest(cosines, centroids.rows, cosine + place, row + place)
          }
        }
      }
      return part
    }
    return NearestCentroids(joining: parts, count: count)
  }

  /// Finds the candidate with which the points come nearest to what is chosen, and brings them there.
  ///
  /// - Parameters:
  ///   - distance: Each point's distance to the nearest that is chosen: one minus the cosine, and 0 at
  ///     least; as many as `distances`.
  ///   - candidates: Points.
  /// - Returns: The candidate's place; of several as good, the first.
  @discardableResult
  func approach(_ distance: inout [Float], with candidates: [Int]) -> Int {
    precondition(distance.count == distances, "one distance a column")
    var sums = [Double](repeating: 0, count: candidates.count)
    let size = PointPanels.size
    var nearest = [Float](repeating: 0, count: candidates.count * distances)
    unsafe nearest.withUnsafeMutableBufferPointer { nearest in
      unsafe distance.withUnsafeBufferPointer { distance in
        unsafe forEachPanel(0..<panels, cosinesWith: PointSample.rows(candidates, of: rows)) {
          panel, cosines in
          guard let before = distance.baseAddress, let after = nearest.baseAddress else { return }
          unsafe cento_nearer(cosines, candidates.count, before + panel * size, &sums)
          for place in 0..<candidates.count {
            unsafe (after + place * distances + panel * size)
              .update(from: cosines + place * size, count: size)
          }
        }
      }
    }
    var best = 0
    for place in candidates.indices where sums[place] < sums[best] { best = place }
    distance = Array(nearest[best * distances..<(best + 1) * distances])
    return best
  }

  /// How many distances there are: those of the points, then zeros to a whole panel.
  var distances: Int { panels * PointPanels.size }

  /// Adds points to the sums of the clusters that they come to and takes them from those that they leave;
  /// how many moved.
  func move(from old: [UInt32], to new: [UInt32], sums: inout [Double]) -> Int {
    var moved = 0
    let width = rows.width
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      unsafe rows.data.withUnsafeBufferPointer { data in
        guard let sums = sums.baseAddress, let data = data.baseAddress else { return }
        for point in 0..<count where old[point] != new[point] {
          moved += 1
          let source = unsafe data + point * width
          let target = unsafe sums + Int(new[point]) * width
          for column in 0..<width { unsafe target[column] += Double(source[column]) }
          guard old[point] != NearestCentroids.none else { continue }
          let left = unsafe sums + Int(old[point]) * width
          for column in 0..<width { unsafe left[column] -= Double(source[column]) }
        }
      }
    }
    return moved
  }

  /// Calls `body` with the number of each panel and the cosines of its points with the centroids, a row of
  /// 64 a centroid.
  private func forEachPanel(
    _ range: Range<Int>, cosinesWith centroids: PaddedMatrix<Float>,
    _ body: (Int, UnsafeMutablePointer<Float>) -> Void
  ) {
    precondition(centroids.columns == dimensions, "centroids of as many dimensions as the points")
    let size = PointPanels.size
    var cosines = [Float](repeating: 0, count: centroids.rows * size)
    unsafe cosines.withUnsafeMutableBufferPointer { cosines in
      unsafe centroids.data.withUnsafeBufferPointer { centroid in
        unsafe data.withUnsafeBufferPointer { data in
          guard let out = cosines.baseAddress, let c = centroid.baseAddress,
            let x = data.baseAddress
          else { return }
          for panel in range {
            unsafe cento_product_f32(
              c, centroids.width, 1, centroids.rows, dimensions, x + panel * size * dimensions,
              size, out, 0)
            unsafe body(panel, out)
          }
        }
      }
    }
  }
}

/// The centroid that each point is nearest to, and its cosine with it.
struct NearestCentroids: Sendable {
  /// The number of the centroid; of several as near, the lowest.
  var assignments: [UInt32]
  /// The cosine with it.
  var closeness: [Float]

  /// No centroid.
  static let none = UInt32.max

  /// Answers still to be given.
  init(count: Int) {
    assignments = [UInt32](repeating: NearestCentroids.none, count: count)
    closeness = [Float](repeating: 0, count: count)
  }

  /// Answers one after the other, the first `count` of them.
  init(joining parts: [NearestCentroids], count: Int) {
    assignments = []
    closeness = []
    assignments.reserveCapacity(count)
    closeness.reserveCapacity(count)
    for part in parts {
      assignments.append(contentsOf: part.assignments.prefix(count - assignments.count))
      closeness.append(contentsOf: part.closeness.prefix(count - closeness.count))
    }
  }
}
