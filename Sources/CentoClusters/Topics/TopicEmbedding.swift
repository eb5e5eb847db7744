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
  /// The mean that was taken off.
  let mean: [Double]
  /// Where the directions come from, if that was to be kept.
  let origin: Origin?

  /// The space of the terms.
  struct Origin: Sendable {
    let weights: LogEntropy.Weights
    let basis: LatentBasis
  }

  /// Texts by their terms; `keys` say where random starts come from.
  init(
    counts: TopicTermCounts, dimensions: Int, seed: UInt64, keys: [UInt64], threads: Int,
    remembering: Bool
  ) throws(ClusterError) {
    let weights = LogEntropy.Weights(counts)
    let rows = weights.rows(of: counts, threads: threads)
    let space: LatentSpace
    do {
      space = try LatentSpace.fit(
        rows, dimensions: dimensions, seed: seed, keys: keys, threads: threads,
        powerIterations: 5, precision: .single)
    } catch {
      throw ClusterError(error)
    }
    self.init(
      Centroids.unitRows(space.documents),
      judged: (0..<rows.count).filter { !rows.range(ofRow: $0).isEmpty },
      origin: remembering ? Origin(weights: weights, basis: space.basis()) : nil)
  }

  /// Given vectors, one row a unit; a row of zeros is no direction.
  init(vectors: DenseMatrix) {
    let rows = Centroids.unitRows(TopicEmbedding.ofOrdinarySize(vectors))
    self.init(rows, judged: (0..<rows.rows).filter { rows.row($0).contains { $0 != 0 } })
  }

  /// Rows of unit length, of which those of `judged` count, less their mean.
  private init(_ rows: DenseMatrix, judged: [Int], origin: Origin? = nil) {
    let raw = TopicEmbedding.rows(judged, of: rows)
    mean = TopicEmbedding.mean(of: raw)
    let centred = TopicEmbedding.without(mean, raw)
    self.origin = origin
    // What is left of rows that are all alike is rounding, not a direction.
    let differing = (0..<centred.rows).filter { row in
      centred.row(row).reduce(0) { $0 + $1 * $1 } > 1e-18
    }
    units = differing.map { judged[$0] }
    points = Centroids.unitRows(TopicEmbedding.rows(differing, of: centred))
    directions = PaddedMatrix(points)
  }

  /// Each row divided by its largest magnitude, so that no square is too large or too small for a double.
  private static func ofOrdinarySize(_ vectors: DenseMatrix) -> DenseMatrix {
    var scaled = vectors
    for row in 0..<vectors.rows {
      let places = row * vectors.columns..<(row + 1) * vectors.columns
      let largest = places.reduce(0) { max($0, vectors.data[$1].magnitude) }
      guard largest > 0 else { continue }
      for place in places { scaled.data[place] /= largest }
    }
    return scaled
  }

  private static func rows(_ chosen: [Int], of matrix: DenseMatrix) -> DenseMatrix {
    DenseMatrix(
      rows: chosen.count, columns: matrix.columns, data: chosen.flatMap { matrix.row($0) })
  }

  private static func mean(of matrix: DenseMatrix) -> [Double] {
    var mean = [Double](repeating: 0, count: matrix.columns)
    for row in 0..<matrix.rows {
      for column in 0..<matrix.columns {
        mean[column] += matrix.data[row * matrix.columns + column]
      }
    }
    return mean.map { $0 / Double(max(1, matrix.rows)) }
  }

  /// Rows less this mean.
  static func without(_ mean: [Double], _ matrix: DenseMatrix) -> DenseMatrix {
    var centred = matrix
    for row in 0..<matrix.rows {
      for column in 0..<matrix.columns {
        centred.data[row * matrix.columns + column] -= mean[column]
      }
    }
    return centred
  }
}
