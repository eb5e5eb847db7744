/// How many clusters there are to be.
public enum ClusterCount: Sendable, Equatable {
  /// This many, or one for each unit where there are fewer units.
  case fixed(Int)
  /// As many as the units themselves suggest.
  case auto
}

/// What may be chosen when units are sorted into topics.
public struct TopicOptions: Sendable, Equatable {
  /// How many clusters there are to be.
  public var clusters: ClusterCount
  /// Where all random choices come from.
  public var seed: UInt64
  /// Workers; the answer does not depend on it.
  public var threads: Int
  /// Dimensions of the latent space, at most.
  public var dimensions: Int

  /// The recommended options, but for those given.
  public init(
    clusters: ClusterCount = .auto, seed: UInt64 = 0, threads: Int = 1, dimensions: Int = 100
  ) {
    self.clusters = clusters
    self.seed = seed
    self.threads = threads
    self.dimensions = dimensions
  }
}
