/// The topics of distinct texts, given back to the units that they came from.
struct TopicExpansion {
  let distinct: DistinctTexts
  /// The topics of the distinct texts.
  let topics: Topics
  /// How many clusters there are to be: copies fill those for which there were no texts.
  let wanted: Int

  /// Every copy stands where its text stands; clusters are numbered anew, by size, then by first member.
  ///
  /// Where more clusters are wanted than there are texts, a copy is taken from the largest cluster that has
  /// more than one unit and stands alone, with confidence 0: it belongs as much where its text is.
  func expanded() -> Topics {
    let places = distinct.places
    var assignments = places.map { topics.assignments[$0] }
    var confidence = places.map { topics.confidence[$0] }
    var second = places.map { topics.second[$0] }
    var members = topics.clusters.map { _ in [Int]() }
    for (unit, cluster) in assignments.enumerated() { members[cluster].append(unit) }
    var source = Array(topics.clusters.indices)
    while members.count < min(wanted, places.count) {
      var largest = 0
      for cluster in members.indices where members[cluster].count > members[largest].count {
        largest = cluster
      }
      guard let unit = members[largest].popLast() else { break }
      second[unit] = largest
      confidence[unit] = 0
      assignments[unit] = members.count
      source.append(source[largest])
      members.append([unit])
    }
    let order = members.indices.sorted { a, b in
      members[a].count != members[b].count
        ? members[a].count > members[b].count : members[a][0] < members[b][0]
    }
    var number = [Int](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { number[old] = new }
    return Topics(
      clusters: order.map { cluster in
        let found = topics.clusters[source[cluster]]
        let copy = members[cluster].first { places[$0] == found.representative }
        return Topics.Cluster(
          members: members[cluster], label: found.label,
          representative: copy ?? members[cluster][0])
      },
      assignments: assignments.map { number[$0] }, confidence: confidence,
      second: second.map { $0.map { number[$0] } }, rule: topics.rule)
  }
}
