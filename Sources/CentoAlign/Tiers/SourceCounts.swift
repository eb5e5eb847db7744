internal import CentoParallel
internal import CentoText

/// In how many articles each finding is found, and whether it ends at the same place in them.
struct SourceCounts {
  private let counts: [Count]

  /// The overlapping places that are looked at on either side.
  private static let most = 64

  init(_ texts: [ReuseText], _ findings: [Finding], threads: Int) {
    // Both places of every finding, by text and start: neighbours that overlap say the same.
    let order = PlaceOrder.sorted(findings: findings.count, threads: threads) {
      (findings[$0].a, findings[$0].b)
    }
    // Where each place stands among them, written on the way: every number comes once.
    let positions = RawBuffer<Int32>(capacity: order.count)
    positions.resize(to: order.count)
    let known = positions.view
    let sorted = Parallel.array(count: order.count, size: 1 << 12, threads: threads) { position in
      let number = Int(order[position])
      known[number] = Int32(position)
      let (a, b) = (findings[number >> 1].a, findings[number >> 1].b)
      return number & 1 == 0
        ? Side(a, other: texts[b.text].article) : Side(b, other: texts[a.text].article)
    }
    let blocks = Parallel.blocks(of: findings.count, size: 256)
    // For each article the finding, counted from 1, that it was counted for last.
    let articles = 1 + texts.reduce(0) { max($0, $1.article) }
    let rooms = Pool { RawBuffer<UInt32>(repeating: 0, count: articles) }
    counts = Parallel.map(count: blocks.count, threads: threads) { block in
      rooms.with { room in
        blocks[block].map { finding in
          var seen = SeenArticles(
            finding: finding, script: findings[finding].script, in: room.view)
          for side in 2 * finding...2 * finding + 1 {
            let position = Int(known[side])
            seen.add(texts[sorted[position].place.text].article)
            Self.add(sourcesAbout: position, in: sorted, to: &seen)
          }
          return Count(sources: seen.count, isEven: seen.isEven)
        }
      }
    }.flatMap { $0 }
    withExtendedLifetime(positions) {}
  }

  /// Adds the articles on the other side of the places that say the same as one of them.
  private static func add(
    sourcesAbout position: Int, in sorted: [Side], to articles: inout SeenArticles
  ) {
    let place = sorted[position].place
    for step in [1, -1] {
      var next = position + step
      var seen = 0
      while sorted.indices.contains(next), seen < most {
        let other = sorted[next]
        guard other.place.text == place.text else { break }
        if isSame(place, other.place) {
          articles.add(Int(other.other))
          articles.compare(place, other.place)
        }
        seen += 1
        next += step
      }
    }
  }

  /// The articles that hold most of a finding, its own two included.
  func count(_ index: Int) -> Int { Int(counts[index].sources) }

  /// Whether most of what says the same begins and ends where a finding does.
  ///
  /// A copied passage ends where it was cut out, or near it where it was edited; stock wording goes on
  /// as far as two texts happen to.
  func isEven(_ index: Int) -> Bool { counts[index].isEven }

  /// What is counted for one finding.
  private struct Count {
    let sources: Int32
    let isEven: Bool
  }

  /// Whether two places of a text overlap by more than half of each.
  private static func isSame(_ x: ReusePlace, _ y: ReusePlace) -> Bool {
    let shared = x.span.scalars.clamped(to: y.span.scalars).count
    return shared * 2 > max(x.span.scalars.count, y.span.scalars.count)
  }

  /// The articles that were counted for one finding.
  private struct SeenArticles {
    /// How many there are.
    private(set) var count: Int32 = 0
    /// The places compared, and those of them that begin and end alike.
    private var (compared, even): (Int32, Int32) = (0, 0)
    /// How far ends that are alike may lie apart.
    private let slack: Int
    private let mark: UInt32
    private let marks: RawBuffer<UInt32>.View

    init(finding: Int, script: Script, in marks: RawBuffer<UInt32>.View) {
      slack = script.shortest
      mark = UInt32(finding + 1)
      self.marks = marks
    }

    /// Whether three quarters of the places begin and end alike.
    var isEven: Bool { even * 4 >= compared * 3 }

    /// Compares the ends of a finding's place with those of another.
    mutating func compare(_ place: ReusePlace, _ other: ReusePlace) {
      let (x, y) = (place.span.scalars, other.span.scalars)
      compared += 1
      let isEven =
        abs(x.lowerBound - y.lowerBound) <= slack && abs(x.upperBound - y.upperBound) <= slack
      if isEven { even += 1 }
    }

    /// Counts an article, once.
    mutating func add(_ article: Int) {
      if marks[article] == mark { return }
      marks[article] = mark
      count += 1
    }
  }

  /// A place of a finding, and the article of its other place.
  private struct Side {
    let place: ReusePlace
    let other: UInt32

    init(_ place: ReusePlace, other: Int) {
      self.place = place
      self.other = UInt32(other)
    }
  }
}
