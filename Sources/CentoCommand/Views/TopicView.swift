internal import Cento

/// Clusters for people: size, telling words, and the members by title.
struct TopicView {
  let corpus: Corpus
  let units: FoldedUnits

  private static let shownMembers = 12

  /// The clusters with their members, in this order, or else by number.
  func lines(for topics: Topics, order: [Int]? = nil) -> [String] {
    (order ?? Array(topics.clusters.indices)).flatMap { number in
      let cluster = topics.clusters[number]
      var lines = [
        "",
        "  " + TopicView.heading(of: number, in: topics),
      ]
      let order = [cluster.representative] + cluster.members.filter { $0 != cluster.representative }
      for member in order.prefix(Self.shownMembers) {
        let mark = topics.confidence[member] < 0.2 ? "?" : " "
        lines.append("   \(mark) \(Excerpt.beginning(of: name(of: member), width: 64))")
      }
      if order.count > Self.shownMembers {
        lines.append("     … and \(Figures.grouped(order.count - Self.shownMembers)) more")
      }
      return lines
    }
  }

  /// The number of a cluster, what it is about, and how many units it has.
  static func heading(of number: Int, in topics: Topics) -> String {
    let cluster = topics.clusters[number]
    return "\(number + 1). "
      + (cluster.label.isEmpty ? "(no telling words)" : cluster.label.joined(separator: " · "))
      + "  (\(Figures.grouped(cluster.members.count)))"
  }

  /// The title of a unit's article, or else the beginning of its text.
  func name(of index: Int) -> String {
    let unit = units.units[index]
    let outline = corpus.entries[unit.document].outline
    if let number = unit.passage.id.article, unit.passage.id.paragraph == nil,
      let title = outline?.articles[number - 1].titleText
    {
      return title
    }
    return corpus.text(
      of: unit.passage.span, inDocument: unit.document, within: unit.passage.parts)
  }
}
