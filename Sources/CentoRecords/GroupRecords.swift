/// Units that are near-duplicates of each other.
public struct GroupRecord: Sendable, Hashable {
  /// The number, from 1.
  public var group: Int
  /// The id of the unit that stands for the group.
  public var representative: String
  /// The ids of the units, in order.
  public var members: [String]
  /// The lowest cosine that holds the group together.
  public var weakest: Double

  /// A record of these values.
  public init(group: Int, representative: String, members: [String], weakest: Double) {
    self.group = group
    self.representative = representative
    self.members = members
    self.weakest = weakest
  }

  func add(to line: inout JSONLine) {
    line.add("type", "group")
    line.add("group", group)
    line.add("representative", representative)
    line.add("members", members)
    line.add("weakest", score: weakest)
  }
}

/// A unit that another one stands for, so that it need not be kept.
public struct DroppedRecord: Sendable, Hashable {
  /// The unit's id.
  public var id: String
  /// The id of the unit that is kept in its place.
  public var kept: String
  /// Their cosine.
  public var cosine: Double

  /// A record of these values.
  public init(id: String, kept: String, cosine: Double) {
    self.id = id
    self.kept = kept
    self.cosine = cosine
  }

  func add(to line: inout JSONLine) {
    line.add("type", "dropped")
    line.add("id", id)
    line.add("kept", kept)
    line.add("cosine", score: cosine)
  }
}

/// A topic.
public struct ClusterRecord: Sendable, Hashable {
  /// The number, from 1 by size.
  public var cluster: Int
  /// The number of units.
  public var size: Int
  /// Telling words, the most telling first.
  public var label: [String]
  /// The id of the unit that stands for the cluster.
  public var representative: String

  /// A record of these values.
  public init(cluster: Int, size: Int, label: [String], representative: String) {
    self.cluster = cluster
    self.size = size
    self.label = label
    self.representative = representative
  }

  func add(to line: inout JSONLine) {
    line.add("type", "cluster")
    line.add("cluster", cluster)
    line.add("size", size)
    line.add("label", label)
    line.add("representative", representative)
  }
}

/// A unit's place among the topics.
public struct MemberRecord: Sendable, Hashable {
  /// The unit's id.
  public var id: String
  /// The number of its cluster.
  public var cluster: Int
  /// How surely it belongs there, from 0 to 1.
  public var confidence: Double
  /// The number of the next best cluster, if there is another.
  public var second: Int?

  /// A record of these values.
  public init(id: String, cluster: Int, confidence: Double, second: Int?) {
    self.id = id
    self.cluster = cluster
    self.confidence = confidence
    self.second = second
  }

  func add(to line: inout JSONLine) {
    line.add("type", "member")
    line.add("id", id)
    line.add("cluster", cluster)
    line.add("confidence", score: confidence)
    line.add("second", second)
  }
}
