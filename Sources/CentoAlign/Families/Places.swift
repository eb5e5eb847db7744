internal import CentoParallel
internal import CentoText

/// The places of reuses: sides that cover much the same stretch of a text are one place.
struct Places {
  /// The text of each place, among the searched.
  private(set) var texts: [Int] = []
  /// The stretch of each place: that of its best reuse.
  private(set) var spans: [FoldedSpan] = []
  /// The place of each reuse's first side.
  private(set) var a: [Int]
  /// The place of each reuse's second side.
  private(set) var b: [Int]

  init(_ reuses: [Reuse], threads: Int) {
    a = [Int](repeating: 0, count: reuses.count)
    b = a
    // Both sides of every reuse: twice its number, and one more for the second.
    let sides = PlaceOrder.sorted(findings: reuses.count, threads: threads) {
      (reuses[$0].a, reuses[$0].b)
    }
    func side(_ number: UInt32) -> ReusePlace {
      let reuse = reuses[Int(number >> 1)]
      return number & 1 == 0 ? reuse.a : reuse.b
    }
    var bits: [Double] = []
    var first: [ReusePlace] = []
    for number in sides {
      let (place, reuse, isB) = (side(number), Int(number >> 1), number & 1 == 1)
      // The latest places of the text are the ones that this can be a part of.
      var number = first.count - 1
      var looked = 0
      while number >= 0, looked < 8, !Self.isSame(first[number], place) {
        if first[number].text != place.text { looked = 8 }
        looked += 1
        number -= 1
      }
      if number < 0 || looked >= 8 {
        number = first.count
        first.append(place)
        texts.append(place.text)
        spans.append(place.span)
        bits.append(-1)
      }
      if reuses[reuse].bits > bits[number] {
        bits[number] = reuses[reuse].bits
        spans[number] = place.span
      }
      if isB { b[reuse] = number } else { a[reuse] = number }
    }
  }

  /// What joins the places.
  var graph: PlaceGraph { PlaceGraph(places: spans.count, joining: zip(a, b)) }

  /// The places that reuses join, each set in order, by first place; sets whose sizes add up to
  /// `least` at most are left out, and nearly all are.
  func components(ofMoreThan least: Int, _ sizes: [Int]) -> [[Int]] {
    var joined = DisjointSets(count: spans.count)
    for (x, y) in zip(a, b) { joined.join(x, y) }
    let roots = spans.indices.map { joined.root(of: $0) }
    var sums = [Int](repeating: 0, count: spans.count)
    for place in spans.indices { sums[roots[place]] += sizes[place] }
    var numbers: [Int: Int] = [:]
    var sets: [[Int]] = []
    for place in spans.indices where sums[roots[place]] > least {
      let root = roots[place]
      if root == place {
        numbers[root] = sets.count
        sets.append([])
      }
      if let number = numbers[root] { sets[number].append(place) }
    }
    return sets
  }

  /// Whether two places of a text overlap by more than half of each.
  private static func isSame(_ x: ReusePlace, _ y: ReusePlace) -> Bool {
    guard x.text == y.text else { return false }
    let shared = x.span.scalars.clamped(to: y.span.scalars).count
    return shared * 2 > max(x.span.scalars.count, y.span.scalars.count)
  }
}
