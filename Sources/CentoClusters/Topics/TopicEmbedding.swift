internal import CentoGrams
internal import CentoLatent
internal import CentoMatrix

/// Units as directions in the latent space, without what all of them share.
struct TopicEmbedding: Sendable {
  /// The units that have a direction, ascending.
  let units: [Int]
  /// One row of unit length for each of `units`.
  let points: DenseMatrix
  /// The same in single precision.
  let directions: PaddedMatrix<Float>

  init(
    counts: TopicTermCounts, dimensions: Int, seed: UInt64, keys: [UInt64], threads: Int
  ) throws(ClusterError) {
    let rows = LogEntropy.rows(of: counts, threads: threads) { $0.isWord || $0.gramLength > 1 }
    let space: LatentSpace
    do {
      space = try LatentSpace.fit(
        rows, dimensions: dimensions, seed: seed, keys: keys, threads: threads,
        powerIterations: 8, precision: .single)
    } catch {
      throw ClusterError(error)
    }
    let judged = (0..<rows.count).filter { !rows.range(ofRow: $0).isEmpty }
    let raw = TopicEmbedding.rows(judged, of: Centroids.unitRows(space.documents))
    let centred = TopicEmbedding.withoutMean(raw)
    // What is left of rows that are all alike is rounding, not a direction.
    let differing = (0..<centred.rows).filter { row in
      centred.row(row).reduce(0) { $0 + $1 * $1 } > 1e-18
    }
    units = differing.map { judged[$0] }
    points = Centroids.unitRows(TopicEmbedding.rows(differing, of: centred))
    directions = PaddedMatrix(points)
  }

  private static func rows(_ chosen: [Int], of matrix: DenseMatrix) -> DenseMatrix {
    DenseMatrix(
      rows: chosen.count, columns: matrix.columns, data: chosen.flatMap { matrix.row($0) })
  }

  private static func withoutMean(_ matrix: DenseMatrix) -> DenseMatrix {
    var mean = [Double](repeating: 0, count: matrix.columns)
    for place in matrix.data.indices { mean[place % matrix.columns] += matrix.data[place] }
    var centred = matrix
    for place in centred.data.indices {
      centred.data[place] -= mean[place % matrix.columns] / Double(matrix.rows)
    }
    return centred
  }
}
