internal import CentoParallel
internal import CentoText

/// In how many articles each finding is found.
struct SourceCounts {
  private let counts: [Int32]

  /// The overlapping places that are looked at on either side.
  private static let most = 64

  init(_ texts: [ReuseText], _ findings: [Finding], threads: Int) {
    // Both places of every finding, by text and start: neighbours that overlap say the same.
    var places: [(place: ReusePlace, other: Int, finding: Int)] = []
    places.reserveCapacity(findings.count * 2)
    for (index, finding) in findings.enumerated() {
      places.append((finding.a, texts[finding.b.text].article, index))
      places.append((finding.b, texts[finding.a.text].article, index))
    }
    let order = places.indices.sorted { x, y in
      Self.key(places[x].place, x) < Self.key(places[y].place, y)
    }
    let sorted = order.map { places[$0] }
    var positions = [Int32](repeating: 0, count: order.count)
    for (position, place) in order.enumerated() { positions[place] = Int32(position) }
    let blocks = Parallel.blocks(of: findings.count, size: 256)
    let known = positions
    counts = Parallel.map(count: blocks.count, threads: threads) { block in
      var articles: [Int] = []
      return blocks[block].map { finding in
        articles.removeAll(keepingCapacity: true)
        for side in [2 * finding, 2 * finding + 1] {
          let position = Int(known[side])
          articles.append(texts[sorted[position].place.text].article)
          Self.add(sourcesAbout: position, in: sorted, to: &articles)
        }
        articles.sort()
        return Self.distinct(articles)
      }
    }.flatMap { $0 }
  }

  /// Adds the articles on the other side of the places that say the same as one of them.
  private static func add(
    sourcesAbout position: Int, in sorted: [(place: ReusePlace, other: Int, finding: Int)],
    to articles: inout [Int]
  ) {
    let place = sorted[position].place
    for step in [1, -1] {
      var next = position + step
      var seen = 0
      while sorted.indices.contains(next), seen < most {
        let (other, article, _) = sorted[next]
        guard other.text == place.text else { break }
        if isSame(place, other) { articles.append(article) }
        seen += 1
        next += step
      }
    }
  }

  /// The articles that hold most of a finding, its own two included.
  func count(_ index: Int) -> Int { Int(counts[index]) }

  /// Whether two places of a text overlap by more than half of each.
  private static func isSame(_ x: ReusePlace, _ y: ReusePlace) -> Bool {
    let shared = x.span.scalars.clamped(to: y.span.scalars).count
    return shared * 2 > max(x.span.scalars.count, y.span.scalars.count)
  }

  private static func distinct(_ sorted: [Int]) -> Int32 {
    var count: Int32 = 0
    var last: Int?
    for article in sorted where article != last {
      count += 1
      last = article
    }
    return count
  }

  private static func key(_ place: ReusePlace, _ index: Int) -> (Int, Int, Int, Int) {
    (place.text, place.span.scalars.lowerBound, place.span.scalars.upperBound, index)
  }
}
