internal import CentoGrams
internal import CentoLatent
internal import CentoMatrix

extension KnownTopics {
  /// Where texts belong that are folded as the first ones were.
  ///
  /// - Complexity: O(scalars · log) for the terms, O(nonzeros · (dimensions + clusters)) for the rest.
  public func assign(_ texts: [[UInt32]], threads: Int = 1) -> Assignment {
    var answer = Unassigned(
      count: texts.count, largest: largest, certain: clusters.count == 1)
    guard !clusters.isEmpty else { return answer.assignment }
    let counts = TopicTermCounts(of: texts, terms: terms, threads: threads)
    let rows = LogEntropy.Weights(global: weights.map { Double($0) })
      .rows(of: counts, threads: threads)
    let folded = Centroids.unitRows(basis.project(rows, threads: threads))
    let centred = TopicEmbedding.without(mean.map { Double($0) }, folded)
    let points = PaddedMatrix<Float>(Centroids.unitRows(centred))
    let table = BottleneckTable(
      BottleneckTerms(terms).occurrences(in: counts, units: Array(texts.indices)),
      clusters: clusters.count, holding: occurrences)
    var costs = [Float](repeating: 0, count: table.width)
    unsafe CentroidScores(directions).forEach(row: 0..<texts.count, of: points) { text, scores in
      guard !rows.range(ofRow: text).isEmpty else { return }
      table.costs(of: text, home: nil, into: &costs)
      let pull = Float(
        InformationBottleneck.usualPull
          * InformationBottleneck.growth(occurrences: table.length(of: text)))
      var best = 0
      for cluster in clusters.indices {
        costs[cluster] -= unsafe pull * scores[cluster]
        if costs[cluster] < costs[best] { best = cluster }
      }
      var second: Int?
      for cluster in clusters.indices where cluster != best {
        if let other = second, unsafe scores[cluster] <= scores[other] { continue }
        second = cluster
      }
      let cosines = unsafe (Double(scores[best]), second.map { unsafe Double(scores[$0]) })
      answer.put(text, in: best, cosine: cosines.0, second: second, cosine: cosines.1)
    }
    return answer.assignment
  }

  private var largest: Int {
    clusters.indices.max { (clusters[$0].size, $1) < (clusters[$1].size, $0) } ?? 0
  }
}

/// An assignment in the making.
private struct Unassigned {
  private var clusters: [Int]
  private var confidence: [Double]
  private var second: [Int?]

  init(count: Int, largest: Int, certain: Bool) {
    clusters = [Int](repeating: largest, count: count)
    confidence = [Double](repeating: certain ? 1 : 0, count: count)
    second = [Int?](repeating: nil, count: count)
  }

  mutating func put(
    _ text: Int, in cluster: Int, cosine: Double, second other: Int?, cosine otherCosine: Double?
  ) {
    clusters[text] = cluster
    second[text] = other
    guard let otherCosine else { return }
    let (a, b) = (max(0, 1 - cosine), max(0, 1 - otherCosine))
    confidence[text] = b > a ? 1 - a / b : 0
  }

  var assignment: KnownTopics.Assignment {
    KnownTopics.Assignment(clusters: clusters, confidence: confidence, second: second)
  }
}
