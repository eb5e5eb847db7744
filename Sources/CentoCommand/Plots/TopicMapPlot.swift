internal import Cento

/// A map of articles: near where their words are alike, coloured by cluster, with labels and a legend.
struct TopicMapPlot {
  let topics: Topics
  let space: TopicSpace
  let threads: Int
  /// The name of a unit, for whoever points at it.
  let name: (Int) -> String

  /// More dots than these are no longer seen one by one, and their places take long to find.
  private static let most = 2500
  private static let legendRows = 37
  private static let size = (width: 1200, height: 860)
  private static let middle = SIMD2(425.0, 460.0)
  private static let radius = 375.0

  /// The picture as SVG.
  func svg() -> String {
    let all = topics.assignments.indices.filter { space.rows[$0] != nil }
    let distinct = space.selecting(all).units
    let shown = min(distinct.count, Self.most)
    let (units, points) = space.selecting(
      (0..<shown).map { distinct[$0 * distinct.count / shown] })
    let places = TopicMap(threads: threads).places(of: points).map {
      Self.middle + $0 * SIMD2(Self.radius, -Self.radius)
    }
    let count = topics.assignments.count
    let title =
      "\(Figures.count(count, "article")) in \(Figures.count(topics.clusters.count, "cluster"))"
    var picture = SVGDocument(width: Self.size.width, height: Self.size.height, title: title)
    picture.label(title, at: SIMD2(30, 38), size: 22, bold: true)
    let drawn =
      units.count < distinct.count
      ? " \(Figures.grouped(units.count)) are drawn, evenly chosen."
      : units.count < count
        ? " \(Figures.grouped(units.count)) are drawn: copies lie on their originals." : ""
    picture.label(
      "Near on the map: alike in their words. The axes mean nothing." + drawn,
      at: SIMD2(30, 60), size: 13, fill: "#666666")
    addDots(units, places, to: &picture)
    addLabels(units, places, to: &picture)
    addLegend(to: &picture)
    return picture.finished
  }

  private func addDots(
    _ units: [Int], _ places: [SIMD2<Double>], to picture: inout SVGDocument
  ) {
    let radius = units.count <= 150 ? 5.5 : units.count <= 600 ? 4.2 : 3.2
    for (unit, place) in zip(units, places) {
      let cluster = topics.assignments[unit]
      let colour = ClusterColours.colour(of: cluster)
      let doubtful = topics.confidence[unit] < 0.2
      picture.circle(
        place, radius: radius, fill: doubtful ? "#ffffff" : colour,
        stroke: doubtful ? colour : "#ffffff", width: doubtful ? 1.2 : 0.5,
        hint: "\(cluster + 1). \(Excerpt.beginning(of: name(unit), width: 80))")
    }
  }

  private func addLabels(
    _ units: [Int], _ places: [SIMD2<Double>], to picture: inout SVGDocument
  ) {
    var members = [[SIMD2<Double>]](repeating: [], count: topics.clusters.count)
    for (unit, place) in zip(units, places) { members[topics.assignments[unit]].append(place) }
    let edge = SIMD2(Self.radius + 22, Self.radius + 12)
    var room = LabelPlacement(from: Self.middle - edge, to: Self.middle + edge)
    // Where dots are few there is room beside them.
    if units.count <= 200 { for place in places { room.avoid(place, radius: 6) } }
    for (cluster, found) in members.enumerated() {
      guard let centre = Self.medoid(of: found) else { continue }
      let words = topics.clusters[cluster].label.prefix(2).joined(separator: " · ")
      let text = "\(cluster + 1) " + Excerpt.beginning(of: words, width: 24)
      let width = text.unicodeScalars.reduce(8.0) { $0 + (Excerpt.isWide($1) ? 15 : 8.8) }
      guard let place = room.place(size: SIMD2(width, 20), near: centre) else { continue }
      let apart = place - centre
      if (apart * apart).sum() > 900 {
        picture.line(centre, place, stroke: ClusterColours.colour(of: cluster), width: 0.8)
      }
      picture.label(
        text, at: place + SIMD2(0, 5), size: 15, fill: ClusterColours.colour(of: cluster),
        anchor: .middle, bold: true, halo: true)
    }
  }

  /// The one of these places that is nearest to all others.
  private static func medoid(of places: [SIMD2<Double>]) -> SIMD2<Double>? {
    var best: (sum: Double, place: SIMD2<Double>)?
    for place in places {
      let sum = places.reduce(0.0) { sum, other in
        let apart = place - other
        return sum + (apart * apart).sum().squareRoot()
      }
      if best.map({ sum < $0.sum }) ?? true { best = (sum, place) }
    }
    return best?.place
  }

  private func addLegend(to picture: inout SVGDocument) {
    var y = 96.0
    for (cluster, found) in topics.clusters.enumerated().prefix(Self.legendRows) {
      picture.circle(
        SIMD2(848, y - 5), radius: 6, fill: ClusterColours.colour(of: cluster), stroke: "none")
      let words = found.label.isEmpty ? "(no telling words)" : found.label.joined(separator: " · ")
      picture.label(
        "\(cluster + 1)  " + Excerpt.beginning(of: words, width: 38)
          + "  (\(Figures.grouped(found.members.count)))",
        at: SIMD2(862, y), size: 13)
      y += 19.5
    }
    if topics.clusters.count > Self.legendRows {
      let more = topics.clusters.count - Self.legendRows
      picture.label("… and \(Figures.grouped(more)) more", at: SIMD2(862, y), size: 13)
      y += 19.5
    }
    picture.circle(SIMD2(848, y - 5), radius: 5, fill: "#ffffff", stroke: "#666666", width: 1.2)
    picture.label("doubtful member", at: SIMD2(862, y), size: 13, fill: "#666666")
  }
}
