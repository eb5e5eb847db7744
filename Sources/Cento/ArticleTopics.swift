extension FoldedUnits {
  /// The topics of these units: every unit in exactly one cluster.
  public func topics(_ options: TopicOptions = TopicOptions()) throws -> Topics {
    try TopicModel(options: options).topics(of: texts.map(\.scalars))
  }
}
