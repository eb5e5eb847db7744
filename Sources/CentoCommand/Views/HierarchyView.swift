internal import Cento

/// A hierarchy of clusters for people: a tree with its root at the top, one line a node.
struct HierarchyView {
  let topics: Topics
  let hierarchy: TopicHierarchy

  /// A node whose line is still to be written.
  private struct Waiting {
    let node: Int
    /// What the line of the node begins with, and what the lines below it do.
    let own: String
    let below: String
  }

  func lines() -> [String] {
    let clusters = topics.clusters.count
    var waiting = [Waiting(node: clusters + hierarchy.merges.count - 1, own: "  ", below: "  ")]
    var lines: [String] = []
    // A stack and no recursion: a tree may be as deep as it has clusters.
    while let next = waiting.popLast() {
      guard next.node >= clusters else {
        lines.append("\(next.own) \(TopicView.heading(of: next.node, in: topics))")
        continue
      }
      let merge = hierarchy.merges[next.node - clusters]
      let label = merge.label.isEmpty ? "" : " " + merge.label.joined(separator: " · ")
      lines.append(
        "\(next.own)┬ \(HierarchyView.height(merge.height))\(label)"
          + "  (\(Figures.grouped(merge.size)))")
      waiting.append(
        Waiting(node: merge.second, own: next.below + "└─", below: next.below + "  "))
      waiting.append(
        Waiting(node: merge.first, own: next.below + "├─", below: next.below + "│ "))
    }
    return lines
  }

  /// Two decimals.
  private static func height(_ height: Double) -> String {
    let hundredths = Int((height * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
