internal import CentoMatrix

/// A finished partition, put in order and explained.
struct TopicReport {
  let texts: [[UInt32]]
  let embedding: TopicEmbedding
  let rule: Topics.Rule
  let threads: Int
  private let assignments: [Int]
  private let members: [[Int]]

  /// Numbers the clusters by size, then by first member.
  init(
    texts: [[UInt32]], embedding: TopicEmbedding, assignments: [Int], rule: Topics.Rule,
    threads: Int
  ) {
    self.threads = threads
    self.texts = texts
    self.embedding = embedding
    self.rule = rule
    var found = [[Int]](repeating: [], count: (assignments.max() ?? -1) + 1)
    for (unit, cluster) in assignments.enumerated() { found[cluster].append(unit) }
    members = found.filter { !$0.isEmpty }.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0[0] < $1[0]
    }
    var ordered = assignments
    for (cluster, units) in members.enumerated() {
      for unit in units { ordered[unit] = cluster }
    }
    self.assignments = ordered
  }

  func topics() -> Topics {
    let points = embedding.points
    let centroids = Centroids.of(
      points, assignments: embedding.units.map { assignments[$0] }, count: members.count)
    var closeness = [Double](repeating: -2, count: assignments.count)
    var confidence = [Double](repeating: members.count > 1 ? 0 : 1, count: assignments.count)
    var second = [Int?](repeating: nil, count: assignments.count)
    let peopled = Set(embedding.units.map { assignments[$0] })
    unsafe CentroidScores(PaddedMatrix(centroids)).forEach(
      row: 0..<points.rows, of: embedding.directions
    ) { row, scores in
      let unit = embedding.units[row]
      let own = assignments[unit]
      closeness[unit] = unsafe Double(scores[own])
      var other: Int?
      for cluster in 0..<members.count where cluster != own && peopled.contains(cluster) {
        if let best = other, unsafe scores[cluster] <= scores[best] { continue }
        other = cluster
      }
      guard let other else { return }
      second[unit] = other
      let a = unsafe max(0, 1 - Double(scores[own]))
      let b = unsafe max(0, 1 - Double(scores[other]))
      confidence[unit] = b > a ? 1 - a / b : 0
    }
    let central = members.map { units in
      units.sorted { closeness[$0] != closeness[$1] ? closeness[$0] > closeness[$1] : $0 < $1 }
    }
    let labels = TopicLabels(texts: texts, central: central, threads: threads).labels()
    return Topics(
      clusters: members.indices.map { cluster in
        Topics.Cluster(
          members: members[cluster], label: labels[cluster], representative: central[cluster][0])
      },
      assignments: assignments, confidence: confidence, second: second, rule: rule)
  }
}
