/// Two nodes of a hierarchy of clusters that become one.
///
/// Nodes are the clusters by their numbers, then the merges, from the number of clusters plus one.
public struct MergeRecord: Sendable, Hashable {
  /// The number of the new node.
  public var node: Int
  /// The number of the side with more units.
  public var first: Int
  /// The number of the other side.
  public var second: Int
  /// How many units the node holds.
  public var size: Int
  /// How far apart the sides are: one minus the mean cosine of their clusters.
  public var height: Double
  /// What sets the node apart.
  public var label: [String]

  /// A record of these values.
  public init(node: Int, first: Int, second: Int, size: Int, height: Double, label: [String]) {
    self.node = node
    self.first = first
    self.second = second
    self.size = size
    self.height = height
    self.label = label
  }

  func add(to line: inout JSONLine) {
    line.add("type", "merge")
    line.add("node", node)
    line.add("first", first)
    line.add("second", second)
    line.add("size", size)
    line.add("height", score: height)
    line.add("label", label)
  }
}
