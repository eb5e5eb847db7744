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
      let order = [cluster.representative] + cluster.members.filter { $0 != cluster.representative }
      return ["", "  " + TopicView.heading(of: number, in: topics)]
        + lines(of: order, confidence: topics.confidence)
    }
  }

  /// The first of these units, a line each, the doubtful ones marked.
  func lines(of members: [Int], confidence: [Double]) -> [String] {
    var lines = members.prefix(Self.shownMembers).map { member in
      let mark = confidence[member] < 0.2 ? "?" : " "
      return "   \(mark) \(Excerpt.beginning(of: name(of: member), width: 64))"
    }
    if members.count > Self.shownMembers {
      lines.append("     … and \(Figures.grouped(members.count - Self.shownMembers)) more")
    }
    return lines
  }

  /// The number of a cluster, what it is about, and how many units it has.
  static func heading(of number: Int, in topics: Topics) -> String {
    let cluster = topics.clusters[number]
    return heading(number, label: cluster.label, size: cluster.members.count)
  }

  /// The same for a cluster of this label and size.
  static func heading(_ number: Int, label: [String], size: Int) -> String {
    "\(number + 1). " + (label.isEmpty ? "(no telling words)" : label.joined(separator: " · "))
      + "  (\(Figures.grouped(size)))"
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
