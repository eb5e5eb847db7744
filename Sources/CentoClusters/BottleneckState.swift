internal import CentoMatrix
internal import CentoParallel

/// Units in clusters: the terms and the direction of each cluster, kept up as units move.
struct BottleneckState: Sendable {
  /// The cluster of each unit.
  private(set) var assignments: [Int]
  private var table: BottleneckTable
  private var sizes: [Int]
  private let points: PaddedMatrix<Float>
  private let pull: Double
  /// The sum of each cluster's points, in double precision, and since the last renewal in single.
  private var sums: DenseMatrix
  private var directions: PaddedMatrix<Float>
  private var squares: [Double]
  private var stale: [Bool]

  init(
    _ assignments: [Int], clusters: Int, counts: TermOccurrences, points: PaddedMatrix<Float>,
    pull: Double
  ) {
    self.assignments = assignments
    self.points = points
    self.pull = pull
    table = BottleneckTable(counts, clusters: clusters)
    sizes = [Int](repeating: 0, count: clusters)
    sums = DenseMatrix(rows: clusters, columns: points.columns)
    directions = PaddedMatrix(rows: points.columns, columns: clusters)
    squares = [Double](repeating: 0, count: clusters)
    stale = [Bool](repeating: true, count: clusters)
    for (unit, cluster) in assignments.enumerated() { add(unit, to: cluster, sign: 1) }
  }

  private mutating func add(_ unit: Int, to cluster: Int, sign: Int32) {
    table.add(unit, to: cluster, sign: sign)
    sizes[cluster] += Int(sign)
    stale[cluster] = true
    let (source, target) = (unit * points.width, cluster * points.columns)
    for column in 0..<points.columns {
      sums.data[target + column] += Double(sign) * Double(points.data[source + column])
    }
  }

  /// Brings the directions up to what has moved.
  mutating func renewDirections() {
    for cluster in stale.indices where stale[cluster] {
      var square = 0.0
      for column in 0..<points.columns {
        let value = sums.data[cluster * points.columns + column]
        directions.data[column * directions.width + cluster] = Float(value)
        square += value * value
      }
      squares[cluster] = square
      stale[cluster] = false
    }
  }

  /// Moves a unit, unless it is there or its cluster would become empty; whether it moved.
  mutating func move(_ unit: Int, to cluster: Int) -> Bool {
    let home = assignments[unit]
    guard cluster != home, sizes[home] > 1 else { return false }
    add(unit, to: home, sign: -1)
    add(unit, to: cluster, sign: 1)
    assignments[unit] = cluster
    return true
  }

  /// Where a unit costs least, and by how much less than at its home or, if that is where, than elsewhere.
  struct Choice: Sendable {
    let cluster: Int
    let margin: Double
  }

  /// Where each of these units costs least, as things stand; of several places the lowest, home first.
  func choices(of units: [Int], threads: Int) -> [Choice] {
    let blocks = Parallel.blocks(of: units.count, size: 16)
    return Parallel.map(count: blocks.count, threads: threads) { block in
      let chosen = units[blocks[block]]
      let dots = CentroidScores(turned: directions, count: sizes.count)
        .scores(of: PointSample.rows(Array(chosen), of: points))
      var costs = [Float](repeating: 0, count: table.width)
      return chosen.enumerated().map { row, unit in
        let home = assignments[unit]
        guard sizes[home] > 1 else { return Choice(cluster: home, margin: 0) }
        table.costs(of: unit, home: home, into: &costs)
        let pull =
          pull * InformationBottleneck.growth(occurrences: table.length(of: unit))
        let staying =
          Double(costs[home]) - pull * cosine(dots[row * table.width + home], home, own: true)
        var best = home
        var least = Double.infinity
        for cluster in sizes.indices where cluster != home {
          let cost =
            Double(costs[cluster])
            - pull * cosine(dots[row * table.width + cluster], cluster, own: false)
          if cost < least {
            best = cluster
            least = cost
          }
        }
        return least < staying
          ? Choice(cluster: best, margin: staying - least)
          : Choice(cluster: home, margin: least - staying)
      }
    }.flatMap { $0 }
  }

  /// The cosine of a unit with a cluster, without itself where it is one of its own.
  private func cosine(_ dot: Float, _ cluster: Int, own: Bool) -> Double {
    let dot = Double(dot)
    let square = own ? squares[cluster] - 2 * dot + 1 : squares[cluster]
    guard square > 1e-12 else { return 0 }
    return (own ? dot - 1 : dot) / square.squareRoot()
  }
}
