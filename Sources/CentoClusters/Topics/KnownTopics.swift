internal import CentoGrams
internal import CentoLatent
internal import CentoMatrix

/// Topics that were found once, and what it takes to assign new texts to them.
///
/// A new text is weighed with the weights of the first texts, folded into their space, and goes where the last
/// step of the clustering would have put it: where the information about terms that is lost, less the
/// cosine with the cluster's direction, is least. The topics do not change, and a text's place does not depend
/// on the texts that come with it.
///
///     let (topics, _, known) = try TopicModel().knownTopics(of: texts)
///     let assigned = known.assign(newTexts, threads: 2)
///     assigned.clusters[0]   // the cluster of the first new text, as numbered in `topics`
public struct KnownTopics: Sendable, Equatable {
  /// What is remembered of a cluster.
  public struct Cluster: Sendable, Equatable {
    /// Telling terms, as `Topics` gave them.
    public let label: [String]
    /// How many units it had.
    public let size: Int
    /// The place, among the units that the topics were found in, of the unit closest to its middle.
    public let representative: Int
  }

  /// Where new texts belong.
  public struct Assignment: Sendable, Equatable {
    /// The cluster of each text; the largest for a text without known terms.
    public let clusters: [Int]
    /// How surely it belongs there, in [0, 1], by the formula of `Topics.confidence`.
    public let confidence: [Double]
    /// The nearest other cluster, if the text has known terms and there is another.
    public let second: [Int?]
  }

  /// The clusters, numbered as they were found.
  public let clusters: [Cluster]
  /// The terms, ascending, and the global weight of each; 0 where it is no part of the space.
  let terms: [TopicTerm]
  let weights: [Float]
  /// One row a term that has a weight.
  let basis: LatentBasis
  /// What all texts had in common, and the direction of each cluster without it.
  let mean: [Float]
  let directions: PaddedMatrix<Float>
  /// How often each term that the bottleneck counts stands in each cluster, cluster by cluster within a term.
  let occurrences: [UInt32]

  init(
    clusters: [Cluster], terms: [TopicTerm], weights: [Float], basis: LatentBasis, mean: [Float],
    directions: PaddedMatrix<Float>, occurrences: [UInt32]
  ) {
    self.clusters = clusters
    self.terms = terms
    self.weights = weights
    self.basis = basis
    self.mean = mean
    self.directions = directions
    self.occurrences = occurrences
  }

  /// What is to be remembered of what was found.
  init(_ found: TopicFinding) {
    let (topics, distinct, embedding) = (found.topics, found.distinct, found.embedding)
    var clusterOfText = [Int](repeating: 0, count: distinct.texts.count)
    for (unit, text) in distinct.places.enumerated().reversed() {
      clusterOfText[text] = topics.assignments[unit]
    }
    let origin = embedding.origin
    let basis =
      origin?.basis
      ?? LatentBasis(terms: DenseMatrix(rows: 0, columns: 0), singularValues: [], explained: [])
    let count = topics.clusters.count
    let terms = BottleneckTerms(found.counts.terms)
    var table = BottleneckTable(
      terms.occurrences(in: found.counts, units: Array(distinct.texts.indices)), clusters: count)
    for (text, cluster) in clusterOfText.enumerated() { table.add(text, to: cluster) }
    self.init(
      clusters: topics.clusters.map {
        Cluster(label: $0.label, size: $0.members.count, representative: $0.representative)
      },
      terms: found.counts.terms, weights: (origin?.weights.global ?? []).map { Float($0) },
      // In single precision, as it is stored: what is read assigns as what was found.
      basis: LatentBasis(
        terms: PaddedMatrix<Float>(basis.terms).dense, singularValues: basis.singularValues,
        explained: basis.explained),
      mean: embedding.mean.map { Float($0) },
      directions: PaddedMatrix(
        Centroids.of(
          embedding.points, assignments: embedding.units.map { clusterOfText[$0] }, count: count)),
      occurrences: table.held())
  }
}
