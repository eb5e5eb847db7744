internal import CentoText

/// In how many articles each finding is found.
struct SourceCounts {
  private let counts: [Int]

  /// The overlapping places that are looked at on either side.
  private static let most = 64

  init(_ texts: [ReuseText], _ findings: [Finding]) {
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
    var articles = [[Int]](repeating: [], count: findings.count)
    for position in order.indices {
      let (place, _, finding) = places[order[position]]
      articles[finding].append(texts[place.text].article)
      for step in [1, -1] {
        var next = position + step
        var seen = 0
        while order.indices.contains(next), seen < Self.most {
          let (other, article, _) = places[order[next]]
          guard other.text == place.text else { break }
          if Self.isSame(place, other) { articles[finding].append(article) }
          seen += 1
          next += step
        }
      }
    }
    counts = articles.map { Self.distinct($0) }
  }

  /// The articles that hold most of a finding, its own two included.
  func count(_ index: Int) -> Int { counts[index] }

  /// Whether two places of a text overlap by more than half of each.
  private static func isSame(_ x: ReusePlace, _ y: ReusePlace) -> Bool {
    let shared = x.span.scalars.clamped(to: y.span.scalars).count
    return shared * 2 > max(x.span.scalars.count, y.span.scalars.count)
  }

  private static func distinct(_ articles: [Int]) -> Int {
    var count = 0
    var last: Int?
    for article in articles.sorted() where article != last {
      count += 1
      last = article
    }
    return count
  }

  private static func key(_ place: ReusePlace, _ index: Int) -> (Int, Int, Int, Int) {
    (place.text, place.span.scalars.lowerBound, place.span.scalars.upperBound, index)
  }
}
