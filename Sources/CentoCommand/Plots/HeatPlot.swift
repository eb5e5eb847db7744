internal import Cento

/// How alike every two articles are, as a square of shades: clusters in an order in which neighbours are
/// alike, the articles of a cluster from its middle outwards.
struct HeatPlot {
  let topics: Topics
  let space: TopicSpace
  let threads: Int

  /// More rows than these are averaged in even shares: a screen shows no more.
  private static let most = 1000
  private static let corner = SIMD2(56.0, 96.0)
  private static let side = 744.0
  private static let legendRows = 34

  /// The picture as SVG.
  func svg() -> String {
    let order = TopicOrder(topics: topics, space: space)
    let rows = order.units.count
    let bins = min(rows, Self.most)
    let title =
      "\(Figures.count(topics.assignments.count, "article")) beside one another, in "
      + Figures.count(topics.clusters.count, "cluster")
    var picture = SVGDocument(width: 1200, height: 860, title: title)
    picture.label(title, at: SIMD2(30, 38), size: 22, bold: true)
    picture.label(
      "Dark: alike in their words, less what all share. "
        + (bins < rows ? "A dot is the mean of several. " : "")
        + (rows < topics.assignments.count ? "Copies stand once." : ""),
      at: SIMD2(30, 60), size: 13, fill: "#666666")
    if bins > 0 { addDots(order.similarities(bins: bins, threads: threads), bins, to: &picture) }
    addClusters(order, rows: rows, to: &picture)
    return picture.finished
  }

  private func addDots(_ values: [Double], _ bins: Int, to picture: inout SVGDocument) {
    // Few dots are drawn several times as large, for viewers that smooth what they enlarge.
    let fold = max(1, min(4, Int(Self.side) / bins))
    let side = bins * fold
    let dots = (0..<side * side).map { dot in
      let value = values[dot / side / fold * bins + dot % side / fold]
      return UInt8(max(0, min(255, (value * 255).rounded())))
    }
    picture.image(
      png: IndexedPNG.encoded(dots, width: side, height: side, palette: Self.palette),
      at: Self.corner, size: SIMD2(Self.side, Self.side))
    let scale = SIMD2(822.0, Self.corner.y + Self.side - 12)
    picture.image(
      png: IndexedPNG.encoded(
        (0..<256).map { UInt8($0) }, width: 256, height: 1, palette: Self.palette),
      at: scale, size: SIMD2(180, 12))
    picture.label("0", at: scale + SIMD2(0, -6), size: 12, fill: "#666666")
    picture.label("cosine", at: scale + SIMD2(90, -6), size: 12, fill: "#666666", anchor: .middle)
    picture.label("1", at: scale + SIMD2(180, -6), size: 12, fill: "#666666", anchor: .end)
  }

  /// From white over blue to nearly black.
  private static let palette: [(UInt8, UInt8, UInt8)] = (0..<256).map { shade in
    let stops: [SIMD3<Double>] = [
      SIMD3(255, 255, 255), SIMD3(128, 177, 219), SIMD3(24, 84, 150), SIMD3(6, 22, 58),
    ]
    let place = Double(shade) / 255 * 3
    let stop = min(2, Int(place))
    let colour = stops[stop] + (stops[stop + 1] - stops[stop]) * (place - Double(stop))
    return (UInt8(colour.x), UInt8(colour.y), UInt8(colour.z))
  }

  private func addClusters(_ order: TopicOrder, rows: Int, to picture: inout SVGDocument) {
    let scale = Self.side / Double(max(1, rows))
    var start = 0
    var y = 108.0
    for (place, cluster) in order.clusters.enumerated() {
      let (low, high) = (Double(start) * scale, Double(start + order.sizes[place]) * scale)
      let colour = ClusterColours.colour(of: cluster)
      let end = Self.corner + SIMD2(high, high)
      // A bar of the cluster's colour along both edges, and lines where it ends.
      picture.line(
        Self.corner + SIMD2(-5, low), SIMD2(Self.corner.x - 5, end.y), stroke: colour, width: 6)
      picture.line(
        Self.corner + SIMD2(low, -5), SIMD2(end.x, Self.corner.y - 5), stroke: colour, width: 6)
      if place + 1 < order.clusters.count {
        picture.line(
          SIMD2(Self.corner.x, end.y), SIMD2(Self.corner.x + Self.side, end.y),
          stroke: "#e2a33b", width: 0.6)
        picture.line(
          SIMD2(end.x, Self.corner.y), SIMD2(end.x, Self.corner.y + Self.side),
          stroke: "#e2a33b", width: 0.6)
      }
      if high - low >= 13 {
        let middle = (low + high) / 2
        picture.label(
          "\(cluster + 1)", at: Self.corner + SIMD2(-12, middle + 4), size: 12, fill: colour,
          anchor: .end, bold: true)
        picture.label(
          "\(cluster + 1)", at: Self.corner + SIMD2(middle, -13), size: 12, fill: colour,
          anchor: .middle, bold: true)
      }
      start += order.sizes[place]
      if place < Self.legendRows {
        picture.circle(SIMD2(828, y - 5), radius: 6, fill: colour, stroke: "none")
        let words = topics.clusters[cluster].label.joined(separator: " · ")
        picture.label(
          "\(cluster + 1)  " + Excerpt.beginning(of: words, width: 38), at: SIMD2(842, y), size: 13)
      } else if place == Self.legendRows {
        let more = order.clusters.count - place
        picture.label("… and \(Figures.grouped(more)) more", at: SIMD2(842, y), size: 13)
      }
      y += 19.5
    }
  }
}
